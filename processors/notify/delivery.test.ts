import { describe, expect, it, test } from "vitest";
import type { Alert } from "#schemas/alert.ts";
import { epochMs } from "#schemas/units.ts";
import { anAlert, resolvedAlert } from "./alert.fixture.ts";
import type { Answer } from "./answer.ts";
import { Delivery, type DeliveryPorts, type NotifyRecord } from "./delivery.ts";

/** The receiver's next answers; `taken` when there are none left. */
interface World {
  readonly answers: Answer[];
  readonly log: string[];
  readonly delivery: Delivery;
  readonly sleeps: (() => void)[];
  nowMs: number;
}

const later = (detail: string, waitMs: number | null = null): Answer => ({ kind: "later", detail, waitMs });

/** Values are alerts as JSON; what happens is written down in order. */
function aWorld(change: Partial<DeliveryPorts> = {}, answers: Answer[] = []): World {
  const log: string[] = [];
  const sleeps: (() => void)[] = [];
  const world: World = {
    answers,
    log,
    sleeps,
    nowMs: 1000,
    delivery: new Delivery({
      render: (alert) =>
        alert.state === "suppressed"
          ? null
          : { url: "u", headers: {}, body: `${alert.episode_id}/${alert.sequence}` },
      async post({ body }) {
        const answer = answers.shift() ?? { kind: "taken" };
        log.push(`${body} ${answer.kind}`);
        return answer;
      },
      decode: async (value) => (value.toString() === "?" ? null : (JSON.parse(value.toString()) as Alert)),
      hold: (partition) => log.push(`hold ${partition}`),
      readOn: (partition) => log.push(`read on ${partition}`),
      commit: async (partition, next) => log.push(`commit ${partition} ${next}`),
      async deadLetter({ reason, detail }) {
        log.push(`dead letter ${reason} ${detail}`);
      },
      now: () => world.nowMs,
      sleep: (ms) =>
        new Promise((resolve) => {
          log.push(`wait ${ms}`);
          sleeps.push(resolve);
        }),
      giveUpMs: 60_000,
      warn: () => undefined,
      fatal: (error) => log.push(`fatal ${error.message}`),
      ...change,
    }),
  };
  return world;
}

const record = (offset: number, value: Alert | "?"): NotifyRecord => ({
  offset,
  key: null,
  value: Buffer.from(value === "?" ? value : JSON.stringify(value)),
  timestampMs: 1000,
});

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

describe("delivery", () => {
  it("tells in order, commits what was taken, and reads on after the batch", async () => {
    const { delivery, log } = aWorld();
    delivery.take({ partition: 1, records: [record(4, anAlert()), record(6, resolvedAlert())], next: 8 });
    await settle();
    expect(log).toEqual([
      "hold 1",
      "episode-1/0 taken",
      "commit 1 5",
      "episode-1/1 taken",
      "commit 1 8",
      "read on 1",
    ]);
    expect(delivery.status()).toMatchObject({ delivered: 2, next: { 1: 8 }, waiting: {} });
  });

  it("waits ever longer for a receiver that is away, and commits nothing meanwhile", async () => {
    const { delivery, log, sleeps } = aWorld({}, [later("down"), later("down"), later("busy", 5000)]);
    delivery.take({ partition: 0, records: [record(0, anAlert())], next: 1 });
    for (let attempt = 0; attempt < 3; attempt++) {
      await settle();
      expect(delivery.status().waiting[0]).toMatchObject({ attempts: attempt + 1 });
      sleeps.shift()?.();
    }
    await settle();
    expect(log.filter((line) => line.startsWith("wait"))).toEqual(["wait 250", "wait 500", "wait 5000"]);
    expect(log.slice(-3)).toEqual(["episode-1/0 taken", "commit 0 1", "read on 0"]);
  });

  it("one partition that waits does not hold up another", async () => {
    const { delivery, log } = aWorld({}, [later("down")]);
    delivery.take({ partition: 0, records: [record(0, anAlert())], next: 1 });
    delivery.take({ partition: 1, records: [record(0, anAlert({ episode_id: "other" }))], next: 1 });
    await settle();
    expect(log).toContain("commit 1 1");
    expect(log).not.toContain("commit 0 1");
  });

  it("what is refused for good is a dead letter before it is passed", async () => {
    const { delivery, log } = aWorld({}, [{ kind: "refused", detail: "HTTP 400" }]);
    delivery.take({ partition: 0, records: [record(0, anAlert()), record(1, resolvedAlert())], next: 2 });
    await settle();
    expect(log.slice(1, 5)).toEqual([
      "episode-1/0 refused",
      "dead letter alert_refused HTTP 400",
      "commit 0 1",
      "episode-1/1 taken",
    ]);
    expect(delivery.status()).toMatchObject({ refused: 1, delivered: 1 });
  });

  it("what can't be rendered is a dead letter, and the log goes on", async () => {
    const render: DeliveryPorts["render"] = ({ raised_at: at, sequence }) => ({
      url: "u",
      headers: {},
      body: `${new Date(at).toISOString()}/${sequence}`,
    });
    const { delivery, log } = aWorld({ render });
    const odd = anAlert({ raised_at: epochMs(9e15) });
    delivery.take({ partition: 0, records: [record(0, odd), record(1, resolvedAlert())], next: 2 });
    await settle();
    expect(log.slice(1, 4)).toEqual([
      "dead letter alert_refused It can't be rendered: RangeError: Invalid time value",
      "commit 0 1",
      "2026-01-02T03:04:05.000Z/1 taken",
    ]);
    expect(delivery.status()).toMatchObject({ refused: 1, delivered: 1 });
  });

  it("what was not taken for too long is a dead letter, so that the log goes on", async () => {
    const world = aWorld({}, [later("down")]);
    world.nowMs = 61_000;
    world.delivery.take({
      partition: 0,
      records: [record(0, anAlert()), record(1, resolvedAlert())],
      next: 2,
    });
    await settle();
    expect(world.log).toContain("dead letter alert_not_taken down");
    expect(world.log).toContain("commit 0 2");
  });

  it("what is no alert is a dead letter; what this receiver is not told of is passed over", async () => {
    const { delivery, log } = aWorld();
    delivery.take({
      partition: 0,
      records: [record(0, "?"), record(1, anAlert({ state: "suppressed" }))],
      next: 2,
    });
    await settle();
    expect(log).toContain("dead letter avro_decode_error The value is no alert");
    expect(delivery.status()).toMatchObject({ unreadable: 1, passedOver: 1, delivered: 0, next: { 0: 2 } });
  });

  it("a registry that is away is waited for", async () => {
    let asked = 0;
    const { delivery, log, sleeps } = aWorld({
      async decode() {
        asked += 1;
        if (asked === 1) throw new Error("registry away");
        return anAlert();
      },
    });
    delivery.take({ partition: 0, records: [record(0, anAlert())], next: 1 });
    await settle();
    expect(delivery.status().waiting[0]).toMatchObject({ detail: "registry away" });
    sleeps.shift()?.();
    await settle();
    expect(log).toContain("commit 0 1");
  });
});

describe("a stop in between", () => {
  it("a partition that is somebody else's now is not committed, though its receiver took it", async () => {
    const answered = Promise.withResolvers<Answer>();
    const { delivery, log } = aWorld({ post: () => answered.promise });
    delivery.take({ partition: 0, records: [record(0, anAlert())], next: 1 });
    await settle();
    delivery.revoked([0]);
    answered.resolve({ kind: "taken" });
    await settle();
    expect(log).toEqual(["hold 0"]);
  });

  it("a stop lets what is under way be answered and committed, and begins nothing more", async () => {
    const answered = Promise.withResolvers<Answer>();
    const { delivery, log } = aWorld({ post: () => answered.promise });
    delivery.take({ partition: 0, records: [record(0, anAlert()), record(1, resolvedAlert())], next: 2 });
    await settle();
    const stopped = delivery.stop();
    answered.resolve({ kind: "taken" });
    await stopped;
    expect(log).toEqual(["hold 0", "commit 0 1"]);
  });

  it("a stop while a receiver is waited for commits nothing", async () => {
    const { delivery, log, sleeps } = aWorld({}, [later("down")]);
    delivery.take({ partition: 0, records: [record(0, anAlert())], next: 1 });
    await settle();
    const stopped = delivery.stop();
    sleeps.shift()?.();
    await stopped;
    expect(log).toEqual(["hold 0", "episode-1/0 later", "wait 250"]);
  });
});

test("Kafka that takes no commit any more ends the process", async () => {
  const { delivery, log } = aWorld({ commit: () => Promise.reject(new Error("fenced")) });
  delivery.take({ partition: 0, records: [record(0, anAlert())], next: 1 });
  await settle();
  expect(log.at(-1)).toBe("fatal fenced");
});
