/** Most of a partition's gateways fall silent at once: one alert, and who is silent in truth comes later. */
import { describe, expect, test } from "vitest";
import { PartitionMemory, type StartAt } from "#processors/runtime/memory.ts";
import { restoreFold } from "#processors/runtime/restore.ts";
import { Snapshots } from "#processors/runtime/snapshots.ts";
import { tickAt } from "#processors/scenarios/blank.ts";
import { runCut, runWhole, settings } from "#processors/scenarios/run.ts";
import { createRandom } from "#infra/simulator/random.ts";
import type { Alert } from "#schemas/alert.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { PartitionHearing } from "./hearing.ts";
import { createPartitionFold } from "./partition-fold.ts";
import { report } from "./reports.fixture.ts";
import { encodeSettings } from "./settings.ts";
import { createHome } from "./state.ts";

const startMs = 1_000_000;
const second = 1000;
type IsDead = (home: number, seconds: number) => boolean;

/** Homes report every ten seconds unless they are dead; the bridge ticks every five. */
function log(homes: number, seconds: number, isDead: IsDead): TelemetryEvent[] {
  const events: TelemetryEvent[] = [];
  for (let at = 0; at <= seconds; at += 5) {
    events.push(tickAt(startMs + at * second, "b", 3_600_000));
    for (let home = 0; home < homes; home++) {
      if (at % 10 !== 0 || isDead(home, at)) continue;
      const id = `home-${String(home).padStart(2, "0")}`;
      events.push(report(startMs + at * second + home, [], { home_id: id, endpoint_id: id }));
    }
  }
  return events;
}

const alertsOf = (outputs: ReturnType<typeof runWhole>): Alert[] =>
  outputs.flat().flatMap(({ topic, value }) => (topic === "alertCandidate" ? [value] : []));

/** `seconds class state severity subject` of each alert. */
const tell = (alerts: readonly Alert[]): string[] =>
  alerts.map(
    ({ received_at: at, alert_class: name, state, severity, subject }) =>
      `${(at - startMs) / second} ${name} ${state} ${severity} ${subject}`,
  );

/**
 * seconds        300     480                900  905            1085     1200
 * homes 0-8 ------ dead ------------------------- back ----------------------
 * home 9     ----- dead -----------------------------------------------------
 * homes 10-11 ---------------------------------------------------------------
 * told                   blind                   most are back  well, 9   9 major
 */
const deaf = log(12, 1300, (home, at) => home < 10 && at > 300 && (home === 9 || at < 900));
const told = [
  "480 blind firing critical 0",
  "905 blind firing warning 0",
  "1085 blind resolved warning 0",
  "1085 gateway_silent firing warning home-09",
  "1200 gateway_silent firing major home-09",
];

describe("gateways that fall silent at once", () => {
  test("are one alert while most are not heard; one that stays silent is told three minutes after the others are back", () => {
    expect(tell(alertsOf(runWhole(deaf)))).toEqual(told);
  });

  test("are told one by one where they are the lesser part", () => {
    const alerts = alertsOf(runWhole(log(20, 600, (home, at) => home < 9 && at > 300)));
    expect(alerts.map(({ alert_class: name, subject }) => `${name} ${subject}`)).toEqual(
      Array.from({ length: 9 }, (_, home) => `gateway_silent home-0${home}`),
    );
  });

  test("are told one by one where they are so few that it may be chance", () => {
    const alerts = alertsOf(runWhole(log(5, 600, (_home, at) => at > 300)));
    expect(alerts.map(({ alert_class: name }) => name)).toEqual(
      Array.from({ length: 5 }, () => "gateway_silent"),
    );
  });

  test("one alone is told as ever beside a partition that hears", () => {
    expect(tell(alertsOf(runWhole(log(20, 600, (home, at) => home === 3 && at > 300))))).toEqual([
      "480 gateway_silent firing warning home-03",
    ]);
  });

  test("who was silent before stays so, and its return is told while the others are not heard", () => {
    const alerts = alertsOf(
      runWhole(log(20, 1200, (home, at) => (home === 3 ? at > 300 && at < 1000 : home > 3 && at > 600))),
    );
    expect(tell(alerts)).toEqual([
      "480 gateway_silent firing warning home-03",
      "780 blind firing critical 0",
      "1000.103 gateway_silent resolved warning home-03",
    ]);
  });
});

describe("a worker that takes over", () => {
  const whole = runWhole(deaf);
  // Inside the death, the alert, the return and what comes after it.
  const at = (seconds: number): number =>
    deaf.findIndex(({ received_at: received }) => received >= startMs + seconds * second);
  test.each([400, 486, 902, 1081])(
    "in second %i tells the same",
    (seconds) => {
      const cut = at(seconds);
      for (const back of [30, 300]) {
        const before = Math.max(0, cut - back);
        const points = { cut, snapshotBefore: before, replayFrom: Math.max(0, before - 7) };
        expect(tell(alertsOf(runCut(deaf, points)))).toEqual(tell(alertsOf(whole.slice(cut))));
      }
    },
    20_000,
  );

  test("holds silence up to the newest of the homes' snapshots, which tell what was told until then", () => {
    const hearing = new PartitionHearing(0);
    hearing.noteRestored({ ...createHome("home"), offset: 10 });
    const holdsAt = (offset: number): boolean =>
      hearing.listen(new Map(), [], { at: 0, offset, coveredMs: 0 }, settings).holdsSilence;
    expect([holdsAt(9), holdsAt(10), holdsAt(11)]).toEqual([true, true, false]);
  });

  // Homes' snapshots are of different moments: who restores finds some of them ahead of the replay.
  test.each(["a", "b", "c"])(
    "again and again tells everything once (seed %s)",
    (seed) => {
      const { alerts, takeovers } = withTakeovers(deaf, seed);
      expect(takeovers).toBeGreaterThan(8);
      expect(tell(alerts)).toEqual(told);
    },
    20_000,
  );
});

/** What is committed over workers that are lost every now and then, each restored from what was committed before. */
function withTakeovers(events: readonly TelemetryEvent[], seed: string) {
  const random = createRandom(seed);
  const alerts: Alert[] = [];
  const state: OutRecord[] = [];
  let takeovers = 0;
  const restore = (): PartitionMemory => {
    const snapshots = new Snapshots();
    for (const { key, value } of state) snapshots.add(String(key), value);
    const fold = createPartitionFold(settings);
    const range = { identity: "log", low: 0, high: events.length, firstAfter: events.length };
    const restoring = restoreFold(fold, snapshots, range, 0, 1000);
    let step = restoring.next();
    while (step.done !== true) step = restoring.next();
    if (step.value.kind === "refused") throw new Error(step.value.sentence);
    return new PartitionMemory(fold, memorySettings, step.value.start satisfies StartAt);
  };
  let memory = restore();
  while (memory.position < events.length) {
    const { position } = memory;
    const event = events[position];
    if (event === undefined) break;
    memory.apply(event, position, event.received_at);
    if (random.happens(80, 1)) {
      takeovers += 1;
      memory = restore();
    } else if (!memory.replaying && (memory.isUrgent || random.happens(10, 1))) {
      const cut = memory.cut(false);
      memory.settle(cut);
      state.push(...cut.state);
      for (const { topic, value } of cut.outputs)
        if (topic === "alertCandidate") alerts.push(JSON.parse(String(value)) as Alert);
    }
  }
  return { alerts, takeovers };
}

const memorySettings = {
  partition: 0,
  stateTopic: "state",
  logIdentity: "log",
  foldSettings: encodeSettings(settings),
  replayDistanceMs: 20 * second,
  limitBytes: 700_000,
  toRecords: ({ topic, value }: { topic: string; value: object }, partition: number): OutRecord[] => [
    { topic, partition, key: null, value: Buffer.from(JSON.stringify(value)) },
  ],
};
