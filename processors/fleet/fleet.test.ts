/** What stands after the fleet stage. Seconds count from 0; `home 1` ... are homes of software 1.2.3. */
import { describe, expect, it } from "vitest";
import { blankAlert } from "#processors/scenarios/blank.ts";
import type { Alert } from "#schemas/alert.ts";
import { epochMs } from "#schemas/units.ts";
import { Fleet, type FleetDeps } from "./fleet.ts";

const start = Date.UTC(2026, 0, 5);
const at = (second: number): number => start + second * 1000;

const candidate = (home: string, second: number, more: Partial<Alert> = {}): Alert => ({
  ...blankAlert,
  episode_id: `episode of ${home}`,
  fingerprint: `fingerprint of ${home}`,
  subject: home,
  home_id: home,
  endpoint_id: home,
  raised_at: epochMs(at(second)),
  changed_at: epochMs(at(second)),
  received_at: epochMs(at(second)),
  labels: { software_version: "1.2.3" },
  row_version: second,
  ...more,
});

const resolved = (home: string, second: number): Alert =>
  candidate(home, second, {
    sequence: 1,
    candidate_sequence: 1,
    state: "resolved",
    cleared_at: epochMs(at(second)),
  });

const told = (alerts: readonly Alert[]): string[] =>
  alerts.map(({ home_id, alert_class, state, sequence }) => `${home_id || alert_class} ${state} ${sequence}`);

function fleet(more: Partial<FleetDeps> = {}): Fleet {
  return new Fleet({
    holdMs: 10_000,
    labelsOf: () => ({}),
    isInMaintenance: () => false,
    isRetired: () => false,
    ...more,
  });
}

let offset = 0;
const take = (stage: Fleet, alert: Alert, second: number): readonly Alert[] =>
  stage.take(alert, { partition: 0, offset: offset++ }, at(second));

/** So many homes fall silent, one a tenth of a second. */
const outage = (stage: Fleet, homes: number, second = 0): Alert[] =>
  Array.from({ length: homes }, (_, number) => candidate(`home ${number}`, second + number / 10)).flatMap(
    (each) => take(stage, each, (each.received_at - start) / 1000),
  );

describe("an alert of one home", () => {
  it("that cannot be fleet-wide is told at once", () => {
    const drop = candidate("a", 0, { alert_class: "rssi_drop" });
    expect(told(take(fleet(), drop, 0))).toEqual(["a firing 0"]);
  });

  it("that may be fleet-wide is held for ten seconds, and read again until then", () => {
    const stage = fleet();
    const { length } = take(stage, candidate("a", 0), 0);
    expect(length).toBe(0);
    expect(stage.heldFrom().size).toBe(1);
    expect(told(stage.tick(at(9)))).toEqual([]);
    expect(told(stage.tick(at(10)))).toEqual(["a firing 0"]);
    expect(stage.heldFrom().size).toBe(0);
    expect(told(stage.tick(at(11)))).toEqual([]);
  });

  it("is not held until a clock that was set back has come so far again", () => {
    const stage = fleet();
    take(stage, candidate("a", 0), 0);
    expect(told(stage.tick(at(-3600)))).toEqual(["a firing 0"]);
  });

  it("that is over before it is told is told as raised and resolved", () => {
    const stage = fleet();
    take(stage, candidate("a", 0), 0);
    expect(told(take(stage, resolved("a", 5), 5))).toEqual(["a firing 0", "a resolved 1"]);
  });

  it("changed when its home says, however long it was held; one that is suppressed, when it was", () => {
    const stage = fleet();
    take(stage, candidate("a", 0), 3);
    const drop = candidate("b", 1, { alert_class: "rssi_drop" });
    const changes = [...take(stage, drop, 3), ...stage.tick(at(13))];
    expect(changes.map(({ home_id: home, changed_at: time }) => [home, time])).toEqual([
      ["b", at(1)],
      ["a", at(0)],
    ]);
    const inMaintenance = fleet({ isInMaintenance: () => true });
    expect(take(inMaintenance, drop, 3)[0]?.changed_at).toBe(at(3));
  });

  it("read again is told once, before and after a restart", () => {
    const stage = fleet();
    const drop = candidate("a", 0, { alert_class: "rssi_drop" });
    const first = take(stage, drop, 0);
    expect(take(stage, drop, 1)).toEqual([]);
    const again = fleet();
    again.restore(first, at(1));
    expect(take(again, drop, 2)).toEqual([]);
    const end = { ...resolved("a", 5), alert_class: "rssi_drop" } as const;
    const last = take(again, end, 5);
    expect(told(last)).toEqual(["a resolved 1"]);
    const third = fleet();
    third.restore(last, at(5));
    expect([...take(third, drop, 6), ...take(third, end, 6)]).toEqual([]);
    expect(told(take(third, { ...drop, episode_id: "next", row_version: 9 }, 9))).toEqual(["a firing 0"]);
  });
});

describe("a transition", () => {
  const suppressing = { isInMaintenance: (_alert: Alert, now: number) => now >= at(30) };

  it("never changed before the one before it, whoever's clock is ahead; it is over when its home says", () => {
    const stage = fleet(suppressing);
    const drop = candidate("a", 0, { alert_class: "rssi_drop" });
    const [ended] = [...take(stage, drop, 30), ...take(stage, resolved("a", 20), 31)].slice(1);
    expect(ended).toMatchObject({ state: "resolved", changed_at: at(30), cleared_at: at(20) });
  });

  it("of a group neither, where our clock is set back", () => {
    const stage = fleet();
    outage(stage, 20, 100);
    for (let home = 0; home < 20; home++) take(stage, resolved(`home ${home}`, 200), 200);
    const [over] = stage.tick(at(50));
    expect(over).toMatchObject({ alert_class: "fleet", state: "resolved" });
    expect(over?.changed_at).toBeGreaterThanOrEqual(at(100));
    expect(over?.cleared_at).toBe(over?.changed_at);
  });

  it("out of maintenance is no_data where the alert's subject has not been seen since", () => {
    const stage = fleet({ isInMaintenance: (_alert, now) => now < at(60) });
    const drop = candidate("a", 0, { alert_class: "rssi_drop" });
    const unseen = { ...drop, sequence: 1, candidate_sequence: 1, state: "no_data" } as const;
    const changes = [...take(stage, drop, 0), ...take(stage, unseen, 30), ...stage.tick(at(60))];
    expect(told(changes)).toEqual(["a suppressed 0", "a suppressed 1", "a no_data 2"]);
  });
});

describe("a bridge whose clock is a day ahead", () => {
  const ahead = candidate("ahead", 0, {
    alert_class: "rssi_drop",
    received_at: epochMs(at(86_400)),
  });
  const parentsOf = (alerts: readonly Alert[]): readonly Alert[] =>
    alerts.filter(({ alert_class: alertClass }) => alertClass === "fleet");

  it("keeps no outage from being one alert, nor from being it until it is over, after a restart too", () => {
    const stage = fleet();
    const before = take(stage, ahead, 0);
    const again = fleet();
    again.restore(before, at(1));
    for (const each of [stage, again]) {
      const parents = parentsOf([...outage(each, 20, 10), ...each.tick(at(30))]);
      expect(parents.map(({ state, sequence }) => `${state} ${sequence}`)).toEqual(["firing 0"]);
      expect(parents[0]?.value).toBeGreaterThan(5);
    }
  });

  it("counts its alert at the time of our clock, not with those of ten minutes later", () => {
    const stage = fleet();
    take(stage, { ...ahead, alert_class: "gateway_silent" }, 0);
    expect(parentsOf(outage(stage, 5, 700))).toEqual([]);
  });

  it("leaves nothing in memory for longer than others", () => {
    const stage = fleet();
    const end = resolved("ahead", 1);
    take(stage, ahead, 0);
    take(stage, { ...end, alert_class: "rssi_drop", received_at: epochMs(at(86_400)) }, 1);
    take(stage, candidate("b", 7200, { alert_class: "rssi_drop" }), 7200);
    stage.forget();
    expect(told(take(stage, ahead, 7201))).toEqual(["ahead firing 0"]);
  });
});

describe("an outage", () => {
  it("of five homes is five alerts", () => {
    const stage = fleet();
    expect(outage(stage, 5)).toEqual([]);
    expect(told(stage.tick(at(11)))).toEqual([0, 1, 2, 3, 4].map((number) => `home ${number} firing 0`));
  });

  it("of 5,000 homes is one alert, told a handful of times, and 5,000 that are suppressed under it", () => {
    const stage = fleet();
    const all = [...outage(stage, 5000), ...stage.tick(at(600))];
    const parents = all.filter(({ alert_class: alertClass }) => alertClass === "fleet");
    expect(new Set(parents.map(({ episode_id: id }) => id)).size).toBe(1);
    expect(parents.length).toBeLessThanOrEqual(10);
    expect(parents[0]).toMatchObject({ sequence: 0, state: "firing", labels: { software_version: "1.2.3" } });
    const children = all.filter(({ alert_class: alertClass }) => alertClass !== "fleet");
    expect(children).toHaveLength(5000);
    for (const child of children) {
      expect(child).toMatchObject({
        state: "suppressed",
        sequence: 0,
        parent_episode_id: parents[0]?.episode_id,
      });
    }
  });

  it("is critical once it is of a hundred homes, and stays so until it is over", () => {
    const stage = fleet();
    const all = [...outage(stage, 150), ...stage.tick(at(60))];
    const back = Array.from({ length: 150 }, (_, number) =>
      take(stage, resolved(`home ${number}`, 100), 100),
    ).flat();
    const parents = [...all, ...back, ...stage.tick(at(101))].filter(
      ({ alert_class }) => alert_class === "fleet",
    );
    const [first, ...later] = parents.map(({ severity, value, state }) => `${severity} ${value} ${state}`);
    expect(first).toMatch(/^major \d+ firing$/);
    expect(later.filter((line) => line === "critical 100 firing")).toHaveLength(1);
    expect(later.at(-1)).toBe("critical 0 resolved");
  });

  it("that ends resolves its children one by one, then itself; what lasts fires", () => {
    const stage = fleet();
    outage(stage, 20);
    const back = Array.from({ length: 18 }, (_, number) =>
      take(stage, resolved(`home ${number}`, 100), 100),
    ).flat();
    expect(told(back)).toEqual(Array.from({ length: 18 }, (_, number) => `home ${number} resolved 1`));
    expect(told(stage.tick(at(101)))).toEqual(["fleet resolved 1", "home 18 firing 1", "home 19 firing 1"]);
  });

  it("of two hundred is over when a tenth of these is left, after a restart too", () => {
    const stage = fleet();
    const state = new Map(outage(stage, 200).map((alert) => [alert.fingerprint, alert]));
    const back = (homes: number[], each: Fleet): Alert[] =>
      homes.flatMap((number) => {
        const raisedAt = epochMs(at(number / 10));
        return take(each, { ...resolved(`home ${number}`, 100), raised_at: raisedAt }, 100);
      });
    const numbers = Array.from({ length: 200 }, (_, number) => number);
    for (const alert of back(numbers.slice(0, 50), stage)) state.set(alert.fingerprint, alert);
    const again = fleet();
    again.restore(state.values(), at(101));
    back(numbers.slice(50, 179), again);
    expect(told(again.tick(at(102)))).toEqual([]);
    back([179], again);
    const [over] = again.tick(at(103));
    expect(over).toMatchObject({ alert_class: "fleet", state: "resolved", value: 20 });
    expect(over?.summary).toMatch(/^200 homes /);
  });

  it("goes on after a restart", () => {
    const stage = fleet();
    const state = new Map(outage(stage, 20).map((alert) => [alert.fingerprint, alert]));
    const again = fleet();
    again.restore(state.values(), at(30));
    expect(told(again.tick(at(30)))).toEqual([]);
    const [late] = take(again, candidate("home 99", 31), 31);
    expect(late).toMatchObject({
      state: "suppressed",
      parent_episode_id: [...state.values()][0]?.episode_id,
    });
  });
});

describe("maintenance", () => {
  const during = (from: number, to: number): Partial<FleetDeps> => ({
    isInMaintenance: (_alert, now) => now >= at(from) && now < at(to),
  });

  it("suppresses what is raised in it; what still lasts at its end fires", () => {
    const stage = fleet(during(0, 60));
    expect(told(take(stage, candidate("a", 10), 10))).toEqual(["a suppressed 0"]);
    expect(told(stage.tick(at(59)))).toEqual([]);
    expect(told(stage.tick(at(60)))).toEqual(["a firing 1"]);
  });

  it("suppresses what fires when it begins, and what ends in it is resolved", () => {
    const stage = fleet(during(30, 60));
    take(stage, candidate("a", 0), 0);
    expect(told(stage.tick(at(10)))).toEqual(["a firing 0"]);
    expect(told(stage.tick(at(30)))).toEqual(["a suppressed 1"]);
    expect(told(take(stage, resolved("a", 40), 40))).toEqual(["a resolved 2"]);
    expect(told(stage.tick(at(61)))).toEqual([]);
  });
});

describe("maintenance of many homes", () => {
  let isPlanned = true;
  const planned = () => {
    isPlanned = true;
    return fleet({ isInMaintenance: () => isPlanned });
  };

  it("that are still down at its end is one alert then, and theirs under it", () => {
    const stage = planned();
    expect(outage(stage, 200).map(({ state }) => state)).toEqual(Array(200).fill("suppressed"));
    expect(told(stage.tick(at(1800)))).toEqual([]);
    isPlanned = false;
    const freed = stage.tick(at(3600));
    expect(told(freed.filter(({ state }) => state === "firing"))).toEqual(["fleet firing 0"]);
    expect(freed[0]).toMatchObject({ alert_class: "fleet", severity: "critical", children: 200 });
    expect(freed.filter(({ parent_episode_id: parent }) => parent !== null)).toHaveLength(200);
    expect(told(stage.tick(at(3610)))).toEqual([]);
  });

  it("of which few are still down is one alert each", () => {
    const stage = planned();
    outage(stage, 3);
    isPlanned = false;
    expect(told(stage.tick(at(3600)))).toEqual(["home 0 firing 1", "home 1 firing 1", "home 2 firing 1"]);
  });

  it("that begins while their alert stands suppresses that, until its end, after a restart too", () => {
    const stage = planned();
    isPlanned = false;
    const before = outage(stage, 50);
    isPlanned = true;
    const begun = stage.tick(at(60));
    expect(told(begun)).toEqual([expect.stringMatching(/^fleet suppressed/)]);
    const next = fleet({ isInMaintenance: () => isPlanned });
    const state = new Map([...before, ...begun].map((alert) => [alert.fingerprint, alert]));
    next.restore(state.values(), at(70));
    expect(told(next.tick(at(71)))).toEqual([]);
    isPlanned = false;
    expect(told(next.tick(at(120)))).toEqual([expect.stringMatching(/^fleet firing/)]);
  });
});

describe("an episode of which the end got lost", () => {
  const again = (second: number): Alert =>
    candidate("a", second, { episode_id: "another", alert_class: "rssi_drop" });

  it("ends when its home tells the next one", () => {
    const stage = fleet();
    take(stage, candidate("a", 0, { alert_class: "rssi_drop" }), 0);
    const next = take(stage, again(100), 100);
    expect(told(next)).toEqual(["a resolved 1", "a firing 0"]);
    expect(next[0]).toMatchObject({ episode_id: "episode of a", cleared_at: at(100) });
  });

  it("ends when the next one, of which only the end came, is over", () => {
    const stage = fleet();
    take(stage, candidate("a", 0, { alert_class: "rssi_drop" }), 0);
    const over = { ...again(100), state: "resolved", sequence: 1, candidate_sequence: 1 } as const;
    expect(told(take(stage, over, 100))).toEqual(["a resolved 1"]);
    expect(told(stage.tick(at(200)))).toEqual([]);
  });
});

describe("a gateway that the inventory says is gone", () => {
  const drop = (home: string, second: number, more: Partial<Alert> = {}): Alert =>
    candidate(home, second, { alert_class: "rssi_drop", ...more });
  const goneFrom = (second: number, to = Number.POSITIVE_INFINITY): Partial<FleetDeps> => ({
    isRetired: ({ home_id: home }, now) => home === "a" && now >= at(second) && now < at(to),
  });

  it("has its alerts ended, once, with the reason", () => {
    const stage = fleet(goneFrom(60));
    take(stage, drop("a", 0), 0);
    take(stage, drop("b", 0), 0);
    expect(stage.tick(at(59))).toEqual([]);
    const ended = stage.tick(at(60));
    expect(told(ended)).toEqual(["a resolved 1"]);
    expect(ended[0]).toMatchObject({
      summary: "no longer in the inventory",
      changed_at: at(60),
      cleared_at: at(60),
    });
    expect(stage.tick(at(61))).toEqual([]);
  });

  it("and is there again when the inventory is mended hours later: the episode that ended does not go on", () => {
    const stage = fleet(goneFrom(60, 7200));
    take(stage, drop("a", 0), 0);
    expect(told(stage.tick(at(60)))).toEqual(["a resolved 1"]);
    take(stage, drop("b", 10_000), 10_000);
    stage.forget();
    const worse: Partial<Alert> = { sequence: 1, candidate_sequence: 1, severity: "critical" };
    expect(told(take(stage, drop("a", 10_001, worse), 10_001))).toEqual([]);
    const next = drop("a", 10_002, { episode_id: "the next of a" });
    expect(told(take(stage, next, 10_002))).toEqual(["a firing 0"]);
  });

  it("raises no more, and what is held of it is dropped", () => {
    const stage = fleet(goneFrom(5));
    take(stage, candidate("a", 0), 0);
    expect(stage.tick(at(6))).toEqual([]);
    expect(stage.heldFrom().size).toBe(0);
    expect(stage.tick(at(20))).toEqual([]);
    expect(take(stage, drop("a", 30), 30)).toEqual([]);
    expect(take(stage, resolved("a", 31), 31)).toEqual([]);
  });

  it("is told of again when it is back, in a new episode only, after a restart too", () => {
    const stage = fleet(goneFrom(60, 120));
    const first = [...take(stage, drop("a", 0), 0), ...stage.tick(at(60))];
    const again = fleet(goneFrom(60, 120));
    again.restore(first.slice(1), at(60));
    for (const each of [stage, again]) {
      expect(take(each, drop("a", 130, { sequence: 1, candidate_sequence: 1 }), 130)).toEqual([]);
      const next = drop("a", 140, { episode_id: "next" });
      expect(told(take(each, next, 140))).toEqual(["a firing 0"]);
    }
  });

  it("leaves the alert of its group, which ends without it", () => {
    let gone = 0;
    const stage = fleet({ isRetired: ({ home_id: home }) => Number(home.slice(5)) < gone });
    outage(stage, 20);
    gone = 18;
    const ended = told(stage.tick(at(100)));
    expect(ended.slice(0, 18)).toEqual(Array.from({ length: 18 }, (_, n) => `home ${n} resolved 1`));
    expect(ended.slice(18)).toEqual(["fleet resolved 1", "home 18 firing 1", "home 19 firing 1"]);
  });
});
