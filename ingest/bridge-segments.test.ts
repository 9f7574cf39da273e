/** Messages in segments on their way from a broker into Kafka: what is acknowledged when, and what a kill leaves. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeRecord } from "#proto/record.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import { type OutRecord, RecordTooLargeError } from "#schemas/out-record.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs, type EpochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import { Bridge } from "./bridge.ts";
import { intakeConfig, message, notify, receivedAt, valueChange } from "./intake.fixture.ts";
import { deadLetter } from "./outcome.ts";
import { createIntake, type Settled } from "./pipeline.ts";
import { createParking, parkedMessages, type StoredRecord } from "./parked-segments.ts";
import { createSealing } from "./pseudonyms/sealing.ts";
import { type RecordFormat, toPublication } from "./records.ts";
import type { SegmentLimits } from "./segments.ts";
import { CanaryTicks, formatCanary } from "./tick.ts";

const receiveMaximum = 20;
const limits: SegmentLimits = {
  sessionBytes: 2000,
  totalBytes: 10_000,
  parkBytes: 5000,
  sessionsPerEndpoint: 2,
  messages: receiveMaximum / 2,
  timeoutMs: 5000,
  shared: false,
};

/** Records that say in clear what they hold: the events' ids, or the reason and bytes of a dead letter. */
const format: RecordFormat = {
  encodeTelemetry: (event) => Buffer.from(`${event.kind} ${event.endpoint_id} ${event.event_id}`),
  encodeParameter: () => Buffer.alloc(0),
  partitions: 1,
  maxRecordBytes: 10_000,
  parameterTopic: false,
};

const inClear = ({ headers, value }: OutRecord): string => {
  const reason = headers?.[deadLetterHeader.reason];
  return reason === undefined ? String(value) : `${String(reason)} ${value?.toString("hex") ?? ""}`;
};

/** A broker that keeps what is not acknowledged and sends no more than its receive maximum; a bridge that can be killed. */
class Run {
  /** Under way to the bridge, oldest first. */
  inFlight: ReceivedMessage[] = [];
  readonly queue: ReceivedMessage[];
  /** In Kafka. */
  readonly log: string[] = [];
  /** Given to Kafka and not acknowledged. */
  readonly kafka: {
    readonly record: OutRecord;
    readonly settle: () => void;
    readonly fail: (e: unknown) => void;
  }[] = [];
  /** A partition is in the order in which it was published to, whatever is acknowledged first. */
  readonly #parkedLog = new Map<number, StoredRecord>();
  #published = 0;
  bridge: Bridge;
  #ready = true;
  #life = 0;

  constructor(queue: readonly ReceivedMessage[]) {
    this.queue = [...queue];
    this.bridge = this.#start();
  }

  #start(): Bridge {
    this.#life += 1;
    this.#ready = true;
    this.kafka.length = 0;
    const intake = createIntake(intakeConfig, limits);
    const decide = createParking({ bridgeId: "b", format });
    const publish = (settled: readonly Settled[]) => settled.map(decide);
    const bridge = new Bridge(
      {
        translate: (given) => publish(intake.take(given)),
        giveUp: (time) => publish(intake.giveUp(time)),
        release: () => publish(intake.release()),
        refuse: (given, maxRecordBytes) =>
          toPublication(deadLetter("event_too_large", "Kafka refuses it"), given, {
            ...format,
            maxRecordBytes,
          }),
        publish: (record) =>
          new Promise((settle, fail) => {
            const place = this.#published++;
            const done = (): void => {
              if (record.topic === topics.parkedSegment.name) this.#park(place, record);
              else this.log.push(inClear(record));
              settle();
            };
            this.kafka.push({ record, settle: done, fail });
          }),
        compareClocks: () => Promise.resolve(true),
        kafkaTime: (time) => time,
        tickRecords: () => [],
        onFatal(error) {
          throw error;
        },
      },
      { heldLimit: receiveMaximum, tickPeriodMs: 1000 },
    );
    for (const each of this.parked) bridge.restore({ ...each, cameAgainAt: receivedAt }, receivedAt);
    return bridge;
  }

  #park(place: number, { key, value, headers = {} }: OutRecord): void {
    const texts = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
    this.#parkedLog.set(place, { key, value, headers: Object.fromEntries(texts) });
  }

  /** What the next process would have from Kafka. */
  get parked(): readonly ReceivedMessage[] {
    const inOrder = [...this.#parkedLog].sort(([a], [b]) => a - b).map(([, record]) => record);
    return parkedMessages(inOrder, "b", createSealing([]));
  }

  /** The broker sends nothing new while anything is unacknowledged; the bridge notices. */
  stall(): void {
    for (let look = 0; look < 2; look += 1) this.bridge.lookForStall();
  }

  /** Delivers what the broker may; the bridge reads it. */
  deliver(count = Infinity): void {
    for (let left = count; left > 0; left--) {
      const [next] = this.queue;
      if (next === undefined || !this.#ready || this.inFlight.length >= receiveMaximum) return;
      this.queue.shift();
      this.inFlight.push(next);
      this.#ready = false;
      const life = this.#life;
      const acknowledge = (): void => {
        if (life === this.#life && this.inFlight.shift() !== next)
          throw new Error("acknowledged out of turn");
      };
      this.bridge.receive({ message: next, acknowledge }, () => {
        if (life === this.#life) this.#ready = true;
      });
    }
  }

  /** Kafka acknowledges the record at this place among those it was given. */
  async acknowledge(index = 0): Promise<void> {
    this.kafka.splice(index, 1)[0]?.settle();
    await turn();
  }

  /** kill -9: the broker sends again what it has no acknowledgement of, in its order. */
  kill(): void {
    this.queue.unshift(...this.inFlight);
    this.inFlight = [];
    this.bridge = this.#start();
  }

  async finish(): Promise<void> {
    do {
      this.deliver();
      await this.acknowledge();
    } while (
      this.kafka.length > 0 ||
      (this.#ready && this.queue.length > 0 && this.inFlight.length < receiveMaximum)
    );
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One message of a gateway in as many segments; `more` of the first Record's fields. */
function segments(gateway: string, count: number, sessionId = 5n, firstId = 1n): ReceivedMessage[] {
  const whole = notify(valueChange, `${gateway}/${sessionId}/${firstId}`);
  const at = (index: number): number => Math.ceil((index * whole.length) / count);
  return Array.from({ length: count }, (_, index) => {
    const sarState = index === 0 ? "begin" : index === count - 1 ? "complete" : "inprocess";
    const payload = encodeRecord({
      version: "1.3",
      toId: "controller",
      fromId: `os::${gateway}`,
      payloadSecurity: "plaintext",
      type: {
        kind: "session_context",
        sessionId,
        sequenceId: firstId + BigInt(index),
        expectedId: 0n,
        retransmitId: 0n,
        sarState,
        payloadRecSarState: sarState,
        payload: [whole.subarray(at(index), at(index + 1))],
      },
    });
    return message("x/controller", payload);
  });
}

const report = (gateway: string, at: EpochMs = receivedAt): ReceivedMessage =>
  message(`x/bulk/${gateway}`, '{"Report":[{"CollectionTime":1}]}', { receivedAt: at });
const said = (log: readonly string[]): string[] => log.map((text) => text.split(" ")[0] ?? "");

describe("segments are acknowledged", () => {
  test("together, when Kafka has the whole", async () => {
    const run = new Run(segments("A", 3));
    run.deliver();
    expect(run.inFlight).toHaveLength(3);
    expect(run.kafka).toHaveLength(1);
    await run.acknowledge();
    expect([run.inFlight, said(run.log)]).toEqual([[], ["value_change"]]);
    expect(run.bridge.ledger.fates).toMatchObject({ produced: 1, partOfAnother: 2 });
  });

  test("never before: a kill in between makes the broker send all of them again, and it is the same event", async () => {
    // read | read, read | published | Kafka acknowledged, not yet to the broker
    const whole = new Run(segments("A", 3));
    await whole.finish();
    for (const kill of [1, 2, 3]) {
      const run = new Run(segments("A", 3));
      run.deliver(kill);
      run.kill();
      expect(run.queue).toHaveLength(3);
      await run.finish();
      expect([run.log, run.inFlight]).toEqual([whole.log, []]);
    }
    const late = new Run(segments("A", 3));
    late.deliver();
    late.kafka[0]?.settle();
    late.kill();
    await late.finish();
    expect(late.log).toEqual([...whole.log, ...whole.log]);
  });

  test("what is read behind them is in Kafka at once, and acknowledged behind them", async () => {
    const [first, second] = segments("A", 2);
    const run = new Run([first, report("b"), second].filter((each) => each !== undefined));
    run.deliver(2);
    await run.acknowledge();
    expect([said(run.log), run.inFlight.length]).toEqual([["report"], 2]);
    await run.finish();
    expect([said(run.log), run.inFlight]).toEqual([["report", "value_change"], []]);
  });

  test("as dead letters with their own bytes, when what they make does not fit into Kafka", async () => {
    const given = segments("A", 2);
    const run = new Run(given);
    run.deliver();
    const [{ record, fail } = { record: null, fail: () => undefined }] = run.kafka.splice(0, 1);
    if (record !== null) fail(new RecordTooLargeError(record, 20_000, 10_000));
    await turn();
    await run.finish();
    expect(run.log).toEqual(
      given.map(({ payload }) => `event_too_large ${Buffer.from(payload).toString("hex")}`),
    );
    expect(run.bridge.ledger.fates).toMatchObject({ partOfAnother: 0, deadLetter: { event_too_large: 2 } });
    expect(run.inFlight).toEqual([]);
  });
});

describe("segments that stay incomplete", () => {
  test("hold up the others' acknowledgements for so many messages, then they are dead letters", async () => {
    const [lonely] = segments("A", 2);
    const others = Array.from({ length: limits.messages }, () => report("b"));
    const run = new Run([lonely, ...others].filter((each) => each !== undefined));
    run.deliver(limits.messages);
    while (run.kafka.length > 0) await run.acknowledge();
    expect(run.inFlight).toHaveLength(limits.messages);
    await run.finish();
    expect([run.inFlight, said(run.log).filter((each) => each !== "report")]).toEqual([[], ["session_gap"]]);
  });

  test("of a hostile gateway, one after the other, never stop the reading", async () => {
    const hostile = Array.from({ length: 300 }, (_, index) =>
      segments("H", 2, BigInt(index + 2)).slice(0, 1),
    );
    const given = hostile.flatMap((begun, index) => [
      ...begun,
      ...Array.from({ length: index % 25 }, () => report("b")),
      ...(index % 7 === 0 ? segments("A", 3, 9n, BigInt(index * 10 + 1)) : []),
    ]);
    const run = new Run(given);
    await run.finish();
    expect([run.queue, run.bridge.ledger.received]).toEqual([[], given.length]);
    expect(said(run.log).filter((each) => each === "value_change")).toHaveLength(43);
    expect(run.inFlight.length).toBeLessThanOrEqual(limits.messages);
  });

  test("are given up when a canary comes back too late, and its tick comes after", async () => {
    const [lonely] = segments("A", 2);
    const run = new Run([lonely].filter((each) => each !== undefined));
    run.deliver();
    const ticks = new CanaryTicks("run");
    const acknowledged: number[] = [];
    const comeBackAt = (ms: number): void => {
      const clock = () => ({ wall: epochMs(receivedAt + ms), steadyMs: ms });
      const canary = formatCanary(ticks.send(clock()));
      run.bridge.canaryReturned(
        canary,
        ticks,
        clock,
        () => acknowledged.push(ms),
        () => undefined,
      );
    };
    comeBackAt(5000);
    expect(run.kafka).toEqual([]);
    comeBackAt(10_000);
    expect(acknowledged).toEqual([]);
    await run.acknowledge();
    expect([said(run.log), acknowledged, run.inFlight]).toEqual([["session_gap"], [5000, 10_000], []]);
  });

  // A broker that sends nothing new while something is unacknowledged, as HiveMQ.
  test("are parked when nothing at all comes any more: no dead letter when the rest comes", async () => {
    const run = new Run(segments("A", 3));
    run.deliver(1);
    run.bridge.lookForStall();
    expect(run.kafka).toEqual([]);
    run.bridge.lookForStall();
    expect(run.inFlight).toHaveLength(1);
    await run.acknowledge();
    expect([run.log, run.inFlight, run.parked.length]).toEqual([[], [], 1]);
    run.stall();
    await run.finish();
    expect([said(run.log), run.inFlight, run.parked]).toEqual([["value_change"], [], []]);
    expect(run.bridge.ledger.fates).toMatchObject({ produced: 1, partOfAnother: 2, deadLetter: {} });
  });

  test("parked by a process that was killed are whole with the next", async () => {
    const whole = new Run(segments("A", 3));
    await whole.finish();
    const run = new Run(segments("A", 3));
    for (let delivered = 0; delivered < 2; delivered += 1) {
      run.deliver(1);
      run.stall();
      await run.acknowledge();
      run.kill();
    }
    expect([run.log, run.queue.length, run.parked.length, run.bridge.parked]).toEqual([[], 1, 2, 2]);
    await run.finish();
    expect([run.log, run.parked, run.bridge.parked]).toEqual([whole.log, [], 0]);
  });

  test("and are dead letters with their bytes when the rest does not come, parked or not", async () => {
    const [lonely] = segments("A", 2);
    const run = new Run([lonely].filter((each) => each !== undefined));
    run.deliver();
    run.stall();
    await run.acknowledge();
    run.queue.push(report("b", epochMs(receivedAt + 5001)));
    await run.finish();
    expect([said(run.log), run.inFlight, run.parked]).toEqual([["session_gap", "report"], [], []]);
    expect(run.log[0]).toBe(`session_gap ${Buffer.from(lonely?.payload ?? []).toString("hex")}`);
    expect(run.bridge.ledger.fates).toMatchObject({ produced: 1, deadLetter: { session_gap: 1 } });
  });

  test("too large for Kafka to keep are dead letters at once", async () => {
    const [lonely] = segments("A", 2);
    if (lonely === undefined) throw new Error("two segments");
    const run = new Run([{ ...lonely, responseTopic: "x".repeat(1000) }]);
    run.deliver();
    run.stall();
    await run.finish();
    expect([said(run.log), run.inFlight, run.parked]).toEqual([["session_gap"], [], []]);
  });

  test("that Kafka itself calls too large, too", async () => {
    const run = new Run(segments("A", 3).slice(0, 2));
    run.deliver(1);
    run.stall();
    const [{ record, fail } = { record: null, fail: () => undefined }] = run.kafka.splice(0, 1);
    if (record !== null) fail(new RecordTooLargeError(record, 20_000, 10_000));
    await turn();
    await run.acknowledge();
    expect([said(run.log), run.inFlight]).toEqual([["event_too_large"], []]);
    expect(run.bridge.ledger.fates).toMatchObject({ deadLetter: { event_too_large: 1 } });
  });

  test("of a gateway that made the broker wait again and again are parked at once, and whole ones still count", async () => {
    const lonely = Array.from({ length: 8 }, (_, index) => segments("H", 2, BigInt(index + 2)).slice(0, 1));
    const run = new Run([...lonely.flat(), ...segments("H", 3, 50n), ...segments("A", 2)]);
    for (const _ of lonely) {
      run.deliver(1);
      run.stall();
      while (run.kafka.length > 0) await run.acknowledge();
    }
    expect([said(run.log).length, run.parked.length, run.inFlight]).toEqual([7, 1, []]);
    run.deliver(2);
    while (run.kafka.length > 0) await run.acknowledge();
    expect([said(run.log).length, run.parked.length, run.inFlight]).toEqual([8, 2, []]);
    run.deliver(1);
    while (run.kafka.length > 0) await run.acknowledge();
    expect([said(run.log).at(-1), run.parked, run.inFlight]).toEqual(["value_change", [], []]);
    run.deliver(1);
    expect([run.kafka, run.inFlight.length]).toEqual([[], 1]);
  });

  test("are not waited for when the bridge stops: the broker has them still", async () => {
    const [lonely] = segments("A", 2);
    const run = new Run([lonely].filter((each) => each !== undefined));
    run.deliver();
    await run.bridge.settled();
    expect([run.log, run.inFlight.length]).toEqual([[], 1]);
  });

  test("hold up no tick of a replay, and end with it", async () => {
    const [first, second] = segments("A", 2);
    if (first === undefined || second === undefined) throw new Error("two segments");
    const run = new Run([]);
    const acknowledged: string[] = [];
    const receive = (given: ReceivedMessage, ms: number): void =>
      run.bridge.receiveReplayed(
        {
          message: { ...given, receivedAt: epochMs(receivedAt + ms) },
          acknowledge: () => acknowledged.push(`at ${ms}`),
        },
        () => undefined,
      );
    receive(first, 0);
    await turn();
    receive(report("b"), 3000);
    await turn();
    expect(run.bridge.lastTick).toBe(receivedAt + 3000);
    expect(said(run.kafka.map(({ record }) => inClear(record)))).toEqual(["report"]);
    run.bridge.closeReplay(
      epochMs(receivedAt + 4000),
      () => acknowledged.push("close"),
      () => undefined,
    );
    while (run.kafka.length > 0) await run.acknowledge();
    await turn();
    expect(said(run.log)).toEqual(["report", "session_gap"]);
    expect([acknowledged, run.bridge.lastTick]).toEqual([["at 0", "at 3000", "close"], receivedAt + 4000]);
  });
});

describe("whatever is lost or killed", () => {
  const traffic = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("report" as const) }),
      fc.record({
        kind: fc.constant("segments" as const),
        gateway: fc.constantFrom("A", "B"),
        count: fc.integer({ min: 2, max: 6 }),
        lost: fc.nat(12),
      }),
    ),
    { maxLength: 15 },
  );
  const steps = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ deliver: fc.integer({ min: 1, max: 8 }) }) },
      { weight: 6, arbitrary: fc.record({ acknowledge: fc.nat() }) },
      { weight: 1, arbitrary: fc.constant("kill" as const) },
      { weight: 2, arbitrary: fc.constant("stall" as const) },
    ),
    { maxLength: 60 },
  );

  test("every message that is whole is in Kafka, every lost one's segments are dead letters, and the books balance", async () => {
    await fc.assert(
      fc.asyncProperty(traffic, steps, async (messages, given) => {
        let next = 1n;
        const complete: string[] = [];
        const sent = messages.flatMap((each) => {
          if (each.kind === "report") return [report("b")];
          const firstId = next;
          next += 10n;
          const parts = segments(each.gateway, each.count, 5n, firstId);
          if (each.lost >= each.count) complete.push(`${each.gateway} ${firstId}`);
          return parts.filter((_, index) => index !== each.lost);
        });
        const run = new Run(sent);
        for (const step of given) {
          if (step === "kill") run.kill();
          else if (step === "stall") run.stall();
          else if ("deliver" in step) run.deliver(step.deliver);
          else if (run.kafka.length > 0) await run.acknowledge(step.acknowledge % run.kafka.length);
          const { produced, partOfAnother, dropped, deadLetter: letters } = run.bridge.ledger.fates;
          const fates = [produced, partOfAnother, ...Object.values(dropped), ...Object.values(letters)];
          const counted = fates.reduce((sum, count) => sum + count, 0);
          expect(run.bridge.ledger.received).toBe(counted + run.bridge.unacknowledged + run.bridge.parked);
          expect(run.inFlight.length).toBeLessThanOrEqual(receiveMaximum);
        }
        await run.finish();
        // More messages from others are what frees the last.
        run.queue.push(...Array.from({ length: limits.messages }, () => report("c")));
        await run.finish();
        expect([run.queue, run.inFlight, run.parked]).toEqual([[], [], []]);
        const changes = new Set(run.log.filter((text) => text.startsWith("value_change")));
        expect(changes.size).toBe(complete.length);
      }),
      { numRuns: 300 },
    );
  });
});
