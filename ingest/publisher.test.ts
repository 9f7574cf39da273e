import { describe, expect, test } from "vitest";
import { type OutRecord, RecordTooLargeError } from "#schemas/out-record.ts";
import { PersistentPublisher, type Producer } from "./publisher.ts";

const record = (name: string): OutRecord => ({
  topic: "t",
  partition: 0,
  key: null,
  value: Buffer.from(name),
});

/** A producer that fails once it has taken `lives` records, then for ever. */
function mortal(lives: number, log: string[], name: string): Producer {
  let left = lives;
  return {
    publish: async ({ value }) => {
      if (left-- <= 0) throw new Error(`${name} failed`);
      log.push(`${name} ${String(value)}`);
    },
    close: async () => void log.push(`close ${name}`),
  };
}

function setUp(...lives: number[]) {
  const log: string[] = [];
  const troubles: unknown[] = [];
  const producers = lives.map((each, index) => mortal(each, log, `p${index}`));
  const open = async (): Promise<Producer> => producers.shift() ?? mortal(1e9, log, "last");
  const ports = { open, pause: async () => undefined, onTrouble: (error: unknown) => troubles.push(error) };
  const first = producers.shift() ?? mortal(0, log, "none");
  return { log, troubles, publisher: new PersistentPublisher(ports, first) };
}

describe("publishing outlives its producer", () => {
  test("what failed is published again by the next one, in order, each once", async () => {
    const { log, troubles, publisher } = setUp(2, 0, 100);
    await Promise.all(["a", "b", "c", "d", "e"].map((name) => publisher.publish(record(name))));
    expect(log).toEqual(["p0 a", "p0 b", "close p0", "close p1", "p2 c", "p2 d", "p2 e"]);
    expect(troubles).toEqual([new Error("p0 failed"), new Error("p1 failed")]);
  });

  test("what is final to an errand rejects, and no other producer is opened", async () => {
    const log: string[] = [];
    const ports = {
      open: () => Promise.reject(new Error("nobody opens another")),
      pause: async () => undefined,
      onTrouble: () => undefined,
      isFinal: (error: unknown) => error instanceof Error && error.message === "p0 failed",
    };
    const publisher = new PersistentPublisher(ports, mortal(1, log, "p0"));
    await publisher.publish(record("a"));
    await expect(publisher.publish(record("b"))).rejects.toThrow("p0 failed");
    await expect(publisher.publish(record("c"))).rejects.toThrow("p0 failed");
    await publisher.close();
    expect(log).toEqual(["p0 a", "close p0"]);
  });

  test("what the failed one still had goes before what came meanwhile", async () => {
    // Its failure is known by `a`; `b` waits in another partition's lane until it is closed, and `c` comes before that.
    const log: string[] = [];
    const rejected = Promise.withResolvers<void>();
    const closing = Promise.withResolvers<void>();
    const failing: Producer = {
      publish: ({ value }) => (String(value) === "a" ? Promise.reject(new Error("away")) : rejected.promise),
      close: () => closing.promise,
    };
    const open = () => Promise.resolve(mortal(1e9, log, "p1"));
    const ports = { open, pause: async () => undefined, onTrouble: () => undefined };
    const publisher = new PersistentPublisher(ports, failing);
    const published = ["a", "b"].map((name) => publisher.publish(record(name)));
    await new Promise((resolve) => setImmediate(resolve));
    published.push(publisher.publish(record("c")));
    rejected.reject(new Error("away too"));
    closing.resolve();
    await Promise.all(published);
    expect(log).toEqual(["p1 a", "p1 b", "p1 c"]);
  });

  test("a record that is too large is its publisher's matter", async () => {
    const error = new RecordTooLargeError(record("x"), 10, 5);
    const tooLarge: Producer = { publish: () => Promise.reject(error), close: () => Promise.resolve() };
    const ports = { open: async () => tooLarge, pause: async () => undefined, onTrouble: () => undefined };
    await expect(new PersistentPublisher(ports, tooLarge).publish(record("x"))).rejects.toBe(error);
  });

  test("after closing nothing is opened again", async () => {
    const { log, publisher } = setUp(0);
    await publisher.close();
    await expect(publisher.publish(record("a"))).rejects.toThrow("p0 failed");
    expect(log).toEqual(["close p0"]);
  });
});
