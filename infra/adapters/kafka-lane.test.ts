import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Lane } from "./kafka-lane.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** A lane whose sends take `takesMs`; `sent` has `<ms> <keys>` of each. */
function open(takesMs: number, maxBatchBytes = 100) {
  const sent: string[] = [];
  const began = performance.now();
  const lane = new Lane({
    lingerMs: 20,
    maxBatchBytes,
    send(batch) {
      const keys = batch.map(({ record }) => String(record.key)).join("");
      sent.push(`${Math.round(performance.now() - began)} ${keys}`);
      return new Promise((resolve) => setTimeout(resolve, takesMs));
    },
  });
  const add = (key: string, sizeBytes = 1): void => {
    const record = { topic: "t", partition: 0, key: Buffer.from(key), value: null };
    lane.add({ record, sizeBytes, resolve: () => undefined, reject: () => undefined });
  };
  return { lane, add, sent };
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe("a lane", () => {
  test("sends when the first record has waited for the linger time, also behind a short send", async () => {
    //  0 a   10 b   20 send, until 25   22 c   30 d   42 send
    const { add, sent } = open(5);
    add("a");
    await pass(10);
    add("b");
    await pass(12);
    add("c");
    await pass(8);
    add("d");
    await pass(100);
    expect(sent).toEqual(["20 ab", "42 cd"]);
  });

  test("sends one batch at a time: what is due meanwhile goes when the one before is settled", async () => {
    const { add, sent } = open(50);
    add("a");
    await pass(30);
    add("b");
    await pass(30);
    add("c");
    await pass(100);
    expect(sent).toEqual(["20 a", "70 bc"]);
  });

  test("sends at once what is enough for a batch, and what is left over right behind it", async () => {
    const { add, sent } = open(5, 10);
    for (const key of ["a", "b", "c"]) add(key, 4);
    add("d", 40);
    await pass(100);
    expect(sent).toEqual(["0 ab", "5 c", "10 d"]);
  });

  test("flushes without waiting, in order", async () => {
    const { lane, add, sent } = open(5);
    add("a");
    const flushed = lane.flush();
    add("b");
    await pass(10);
    await flushed;
    expect(sent).toEqual(["0 a", "5 b"]);
  });
});
