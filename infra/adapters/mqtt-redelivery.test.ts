import { describe, expect, test } from "vitest";
import { Redelivery } from "./mqtt-redelivery.ts";

const delivery = (text: string, dup = false) => ({ topic: "t", payload: Buffer.from(text), dup });

describe("what comes again after a connection was lost", () => {
  test("is the message it was, whatever the order; what is new is not", () => {
    const redelivery = new Redelivery();
    const [a, b] = ["a", "b"].map((text) => redelivery.handOver(delivery(text)).first);
    redelivery.connectionEnded();
    expect(redelivery.handOver(delivery("b", true)).first).toBe(b);
    expect(redelivery.handOver(delivery("a", true)).first).toBe(a);
    expect(redelivery.handOver(delivery("c", true)).first).not.toBe(a);
  });

  test("again and again is still the first", () => {
    const redelivery = new Redelivery();
    const { first } = redelivery.handOver(delivery("a"));
    for (let cut = 0; cut < 3; cut += 1) {
      redelivery.connectionEnded();
      expect(redelivery.handOver(delivery("a", true)).first).toBe(first);
    }
  });

  test("two of the same bytes stay two, and a third is new", () => {
    const redelivery = new Redelivery();
    const firsts = [1, 2].map(() => redelivery.handOver(delivery("connect")).first);
    redelivery.connectionEnded();
    const again = [1, 2, 3].map(() => redelivery.handOver(delivery("connect", true)).first);
    expect(again.slice(0, 2)).toEqual(firsts);
    expect(new Set([...firsts, ...again]).size).toBe(3);
  });

  test("is another message without the broker's word, after our acknowledgement, and in another session", () => {
    const redelivery = new Redelivery();
    const unmarked = redelivery.handOver(delivery("a"));
    redelivery.connectionEnded();
    expect(redelivery.handOver(delivery("a")).first).not.toBe(unmarked.first);
    redelivery.sessionLost();
    const acknowledged = redelivery.handOver(delivery("b"));
    redelivery.acknowledged(acknowledged);
    redelivery.connectionEnded();
    expect(redelivery.handOver(delivery("b", true)).first).not.toBe(acknowledged.first);
    const forgotten = redelivery.handOver(delivery("c"));
    redelivery.connectionEnded();
    redelivery.sessionLost();
    expect(redelivery.handOver(delivery("c", true)).first).not.toBe(forgotten.first);
  });
});
