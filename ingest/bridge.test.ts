import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type OutRecord, RecordTooLargeError } from "#schemas/out-record.ts";
import { epochMs } from "#schemas/units.ts";
import { Bridge, type BridgePorts } from "./bridge.ts";
import type { Answer } from "./controller.ts";
import { deadLetter, dropped } from "./outcome.ts";
import { CanaryTicks, formatCanary } from "./tick.ts";

/** A bridge that has begun and whose Kafka acknowledges when told to. */
async function setUp(heldLimit: number) {
  const run = setUpNew(heldLimit);
  void run.bridge.begin(epochMs(0));
  await run.settle("first 0");
  return run;
}

function setUpNew(heldLimit: number) {
  const done: string[] = [];
  const underWay: {
    readonly name: string;
    readonly settle: () => void;
    readonly fail: (error: unknown) => void;
  }[] = [];
  const fatal: unknown[] = [];
  const clocks = { agree: true, offsetMs: -3_600_000 };
  const recordNamed = (name: string): OutRecord => ({
    topic: "t",
    partition: 0,
    key: null,
    value: Buffer.from(name),
  });
  const answerTo = (topic: string): Answer => ({ topic, replyTo: "us", payload: new Uint8Array() });
  const ports: BridgePorts = {
    translate: ({ topic }) =>
      topic === "drop"
        ? { outcome: dropped("status"), records: [] }
        : topic === "drop and teach"
          ? { outcome: dropped("response"), records: [recordNamed(topic)] }
          : topic === "drop and answer"
            ? { outcome: { ...dropped("empty_report"), answer: answerTo(topic) }, records: [] }
            : {
                outcome: topic.startsWith("ask")
                  ? { kind: "produced", events: [], parameters: [], answer: answerTo(topic) }
                  : { kind: "produced", events: [], parameters: [] },
                records: [recordNamed(topic), recordNamed(`${topic}+`)],
              },
    refuse: ({ topic }) => ({
      outcome: deadLetter("event_too_large", ""),
      records: [recordNamed(`${topic} refused`)],
    }),
    publish: ({ value }) =>
      new Promise((settle, fail) => {
        underWay.push({ name: String(value), settle, fail });
      }),
    answer: ({ topic }) =>
      new Promise((settle, fail) => {
        underWay.push({ name: `answer to ${topic}`, settle, fail });
      }),
    compareClocks: () => Promise.resolve(clocks.agree),
    kafkaTime: (time) => (clocks.agree ? time : epochMs(time + clocks.offsetMs)),
    tickRecords: (time, kind) => [recordNamed(`${kind === "regular" ? "tick" : kind} ${time}`)],
    onFatal: (error) => fatal.push(error),
  };
  const bridge = new Bridge(ports, { heldLimit, tickPeriodMs: 1000 });
  const arrived = (topic: string, time = 0) => ({
    message: {
      topic,
      payload: new Uint8Array(),
      contentType: null,
      responseTopic: null,
      retain: false,
      receivedAt: epochMs(time),
      arrival: 0,
    },
    acknowledge: () => done.push(`ack ${topic}`),
  });
  return {
    bridge,
    clocks,
    done,
    fatal,
    receive: (topic: string, time = 0) =>
      bridge.receive(arrived(topic, time), () => done.push(`next after ${topic}`)),
    replay: (topic: string, time: number) =>
      bridge.receiveReplayed(arrived(topic, time), () => done.push(`next after ${topic}`)),
    underWay: () => underWay.map(({ name }) => name),
    settle: async (...names: string[]): Promise<void> => {
      for (const name of names) take(underWay, name).settle();
      await turn();
    },
    fail: async (name: string, error: unknown): Promise<void> => {
      take(underWay, name).fail(error);
      await turn();
    },
  };
}

function take<T extends { readonly name: string }>(from: T[], name: string): T {
  const [found] = from.splice(
    from.findIndex((each) => each.name === name),
    1,
  );
  if (found?.name !== name) throw new Error(`${name} is not under way`);
  return found;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a message is acknowledged", () => {
  test("after what it taught of profiles is in Kafka, though it is dropped", async () => {
    const { receive, settle, done, bridge } = await setUp(10);
    receive("drop and teach");
    receive("drop");
    expect(done).toEqual(["next after drop and teach", "next after drop"]);
    await settle("drop and teach");
    expect(done.slice(2)).toEqual(["ack drop and teach", "ack drop"]);
    expect(bridge.ledger.fates.dropped).toEqual({ response: 1, status: 1 });
  });

  test("after all its records are, and after every message before it", async () => {
    const { receive, settle, done } = await setUp(10);
    receive("a");
    receive("b");
    await settle("b", "b+", "a");
    expect(done).toEqual(["next after a", "next after b"]);
    await settle("a+");
    expect(done.slice(2)).toEqual(["ack a", "ack b"]);
  });

  test("when it is dropped, in its turn all the same", async () => {
    const { receive, settle, done } = await setUp(10);
    receive("a");
    receive("drop");
    expect(done).not.toContain("ack drop");
    await settle("a", "a+");
    expect(done.slice(-2)).toEqual(["ack a", "ack drop"]);
  });

  test("never, when a record could not be published: that ends the run", async () => {
    const { receive, fail, settle, done, fatal } = await setUp(10);
    receive("a");
    await settle("a+");
    await fail("a", new Error("bug"));
    expect(done).toEqual(["next after a"]);
    expect(fatal).toEqual([new Error("bug")]);
  });

  test("as a dead letter, when Kafka finds a record too large", async () => {
    const { receive, fail, settle, done, bridge, underWay } = await setUp(10);
    receive("a");
    const record = { topic: "t", partition: 0, key: null, value: null };
    await fail("a", new RecordTooLargeError(record, 2000, 1000));
    expect(underWay()).toEqual(["a+", "a refused"]);
    await settle("a+", "a refused");
    expect(done).toContain("ack a");
    expect(bridge.ledger.fates).toEqual({
      produced: 0,
      partOfAnother: 0,
      dropped: {},
      deadLetter: { event_too_large: 1 },
    });
  });
});

describe("a message that waits for an answer", () => {
  test("has it when Kafka has its records, and is acknowledged after it", async () => {
    const { receive, settle, underWay, done } = await setUp(10);
    receive("ask");
    receive("b");
    await settle("ask", "b", "b+");
    expect(underWay()).toEqual(["ask+"]);
    await settle("ask+");
    expect([underWay(), done]).toEqual([["answer to ask"], ["next after ask", "next after b"]]);
    await settle("answer to ask");
    expect(done.slice(2)).toEqual(["ack ask", "ack b"]);
  });

  test("has it too when there is nothing to publish", async () => {
    const { receive, settle, underWay, done } = await setUp(10);
    receive("drop and answer");
    await settle();
    expect([underWay(), done]).toEqual([["answer to drop and answer"], ["next after drop and answer"]]);
    await settle("answer to drop and answer");
    expect(done).toContain("ack drop and answer");
  });

  test("has it when Kafka found it too large and has its bytes", async () => {
    const { receive, settle, fail, underWay, done } = await setUp(10);
    receive("ask");
    await fail(
      "ask",
      new RecordTooLargeError({ topic: "t", partition: 0, key: null, value: null }, 2000, 1000),
    );
    expect(underWay()).toEqual(["ask+", "ask refused"]);
    await settle("ask+", "ask refused");
    expect(underWay()).toEqual(["answer to ask"]);
    await settle("answer to ask");
    expect(done).toContain("ack ask");
  });

  test("has none when it could not be published", async () => {
    const { receive, settle, fail, underWay, fatal } = await setUp(10);
    receive("ask");
    await settle("ask+");
    await fail("ask", new Error("bug"));
    expect([underWay(), fatal]).toEqual([[], [new Error("bug")]]);
  });

  test("each copy has one", async () => {
    const { receive, settle, underWay } = await setUp(10);
    receive("ask");
    receive("ask");
    await settle("ask", "ask+", "ask", "ask+");
    expect(underWay()).toEqual(["answer to ask", "answer to ask"]);
  });
});

describe("reading", () => {
  test("stops while as many messages as allowed are held, and goes on when one is released", async () => {
    const { receive, settle, done, bridge } = await setUp(2);
    receive("a");
    receive("b");
    expect(done).toEqual(["next after a"]);
    expect(bridge.unacknowledged).toBe(2);
    await settle("b", "b+");
    expect(done).toEqual(["next after a"]);
    await settle("a", "a+");
    expect(done).toEqual(["next after a", "ack a", "next after b", "ack b"]);
  });

  test("the ledger balances at every moment: received = fates + under way", async () => {
    const steps = fc.array(fc.oneof(fc.constant("receive"), fc.constant("drop"), fc.nat()), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const { bridge, receive, settle, underWay } = await setUp(1e9);
        let count = 0;
        for (const step of given) {
          if (step === "receive") receive(`m${count++}`);
          else if (step === "drop") receive("drop");
          else if (underWay().length > 0) await settle(underWay()[step % underWay().length] ?? "");
          const { produced, dropped: drops } = bridge.ledger.fates;
          expect(bridge.ledger.received).toBe(produced + (drops.status ?? 0) + bridge.unacknowledged);
        }
        while (underWay().length > 0) await settle(underWay()[0] ?? "");
        expect(bridge.unacknowledged).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe("ticks", () => {
  test("a canary's tick is written only when everything read before it is acknowledged", async () => {
    const { bridge, receive, settle, underWay, done } = await setUp(10);
    const ticks = new CanaryTicks("run");
    const clock = () => ({ wall: epochMs(5000), steadyMs: 5000 });
    const canary = formatCanary(ticks.send(clock()));
    receive("a");
    bridge.canaryReturned(
      canary,
      ticks,
      clock,
      () => done.push("ack canary"),
      () => undefined,
    );
    receive("b");
    expect(underWay()).toEqual(["a", "a+", "b", "b+"]);
    await settle("a", "a+");
    expect(underWay()).toEqual(["b", "b+", "tick 5000"]);
    expect(done).toContain("ack canary");
    await settle("tick 5000");
    expect(bridge.lastTick).toBe(5000);
  });

  test("while our clock is not Kafka's none is written", async () => {
    const { bridge, settle, underWay, clocks } = setUpNew(10);
    const ticks = new CanaryTicks("run");
    const comeBackAt = async (time: number): Promise<void> => {
      const clock = () => ({ wall: epochMs(time), steadyMs: time });
      const canary = formatCanary(ticks.send(clock()));
      bridge.canaryReturned(
        canary,
        ticks,
        clock,
        () => undefined,
        () => undefined,
      );
      await turn();
    };
    clocks.agree = false;
    await comeBackAt(1000);
    expect(underWay()).toEqual([]);
    clocks.agree = true;
    await comeBackAt(2000);
    await settle("tick 2000");
    clocks.agree = false;
    await comeBackAt(3000);
    expect(underWay()).toEqual([]);
    clocks.agree = true;
    await comeBackAt(4000);
    expect(underWay()).toEqual(["tick 4000"]);
  });

  test("one whose clock was an hour ahead is written again as soon as that is set right", async () => {
    const { bridge, settle, underWay, clocks } = setUpNew(10);
    const ticks = new CanaryTicks("run");
    const comeBackAt = async (time: number): Promise<void> => {
      const clock = () => ({ wall: epochMs(time), steadyMs: time });
      const canary = formatCanary(ticks.send(clock()));
      const nothing = (): void => undefined;
      bridge.canaryReturned(canary, ticks, clock, nothing, nothing);
      await turn();
    };
    clocks.agree = false;
    await comeBackAt(3_601_000);
    expect(underWay()).toEqual([]);
    clocks.agree = true;
    await comeBackAt(2000);
    expect(underWay()).toEqual(["tick 2000"]);
    await settle("tick 2000");
  });

  test("what is no canary is acknowledged and nothing more", async () => {
    const { bridge, underWay, done } = await setUp(10);
    const clock = () => ({ wall: epochMs(0), steadyMs: 0 });
    bridge.canaryReturned(
      "hello",
      new CanaryTicks("r"),
      clock,
      () => done.push("ack"),
      () => done.push("next"),
    );
    await turn();
    expect([done, underWay()]).toEqual([["ack", "next"], []]);
  });

  test("the first is before every message, also before those of a session that was kept", async () => {
    const { bridge, receive, settle, underWay } = setUpNew(10);
    receive("a", 300);
    receive("b", 400);
    expect(underWay()).toEqual(["first 300", "a", "a+", "b", "b+"]);
    await settle("first 300");
    expect(bridge.lastTick).toBe(300);
  });

  test("each subscribing begins anew, with Kafka's time where our clock is wrong", async () => {
    const { bridge, settle, underWay, clocks } = await setUp(10);
    void bridge.begin(epochMs(9000));
    await settle("first 9000");
    clocks.agree = false;
    void bridge.begin(epochMs(3_670_000));
    expect(underWay()).toEqual(["first 70000"]);
  });

  test("in a replay: the ticks that are due, after everything before and before the message", async () => {
    const { replay, settle, underWay, done } = setUpNew(10);
    replay("a", 1500);
    await turn();
    expect(underWay()).toEqual(["tick 1000"]);
    await settle("tick 1000");
    expect(underWay()).toEqual(["a", "a+"]);
    replay("b", 1900);
    replay("c", 3100);
    await turn();
    expect(underWay()).toEqual(["a", "a+", "b", "b+"]);
    await settle("a", "a+", "b", "b+");
    expect(underWay()).toEqual(["tick 2000", "tick 3000"]);
    await settle("tick 2000");
    expect(underWay()).toEqual(["tick 3000"]);
    await settle("tick 3000");
    expect(underWay()).toEqual(["c", "c+"]);
    expect(done.filter((each) => each.startsWith("next"))).toEqual([
      "next after a",
      "next after b",
      "next after c",
    ]);
  });

  test("a replay's end ticks on to the time it says", async () => {
    const { replay, settle, underWay, bridge, done } = setUpNew(10);
    replay("a", 500);
    await turn();
    await settle("tick 0");
    bridge.closeReplay(
      epochMs(2999),
      () => done.push("ack close"),
      () => undefined,
    );
    await turn();
    expect(underWay()).toEqual(["a", "a+"]);
    await settle("a", "a+");
    await settle("tick 1000");
    await settle("tick 2000");
    expect(done.at(-1)).toBe("ack close");
    expect(underWay()).toEqual([]);
  });
});
