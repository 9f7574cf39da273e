/** Homes that are passed over: what the partition makes of their quiet, and how they come back. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { PartitionFold } from "#processors/runtime/fold.ts";
import { type Aside, HomeFailure } from "#processors/runtime/home-failure.ts";
import { tickAt } from "#processors/scenarios/blank.ts";
import { settings } from "#processors/scenarios/run.ts";
import type { Alert } from "#schemas/alert.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { Agenda } from "./agenda.ts";
import { partitionId, PartitionHearing } from "./hearing.ts";
import { createPartitionFold } from "./partition-fold.ts";
import { report } from "./reports.fixture.ts";
import { encodeSettings } from "./settings.ts";
import { createHome, endpointOf } from "./state.ts";

const startMs = 1_800_000_000_000;
const second = 1000;
const nameOf = (home: number): string => `home-${String(home).padStart(2, "0")}`;

type IsQuiet = (home: number, seconds: number) => boolean;

/** Homes report every ten seconds unless they are quiet; the bridge ticks every five. */
function* log(
  homes: number,
  from: number,
  to: number,
  isQuiet: IsQuiet = () => false,
): Generator<TelemetryEvent> {
  for (let at = from; at < to; at += 5) {
    yield tickAt(startMs + at * second, "b", 3_600_000);
    for (let home = 0; home < homes; home += 1) {
      if (at % 10 !== 0 || isQuiet(home, at)) continue;
      const over = { home_id: nameOf(home), endpoint_id: nameOf(home) };
      yield report(startMs + at * second + home, [], over);
    }
  }
}

/** A fold that a worker feeds, and what it tells: `seconds class state subject`. */
class Fed {
  readonly told: string[] = [];
  fold: PartitionFold = createPartitionFold(settings);
  aside: Aside = new Map();
  offset = 0;

  feed(events: Iterable<TelemetryEvent>): void {
    for (const event of events) {
      const offset = this.offset++;
      if (event.kind !== "tick" && this.aside.has(event.home_id)) continue;
      for (const { outputs } of this.fold.apply(event, offset, this.aside))
        for (const { topic, value } of outputs) if (topic === "alertCandidate") this.#tell(value);
    }
  }

  setAside(...homes: readonly number[]): void {
    this.aside = new Map(homes.map((home) => [nameOf(home), this.offset]));
  }

  /** The state as a worker that starts now has it. */
  restart(homes: number): void {
    const before = this.fold;
    this.fold = createPartitionFold(settings);
    for (const { key, value } of Array.from({ length: homes }, (_, home) =>
      before.snapshotHome(nameOf(home)),
    ).flat())
      if (value !== null) this.fold.restore(key, value);
    this.fold.restoreClock(before.clock());
  }

  #tell({ received_at: at, alert_class: name, state, subject }: Alert): void {
    this.told.push(`${Math.floor((at - startMs) / second)} ${name} ${state} ${subject}`);
  }
}

describe("gateways of homes that are set aside", () => {
  test("are none that fell silent: one of the others is told, and no partition is blind", () => {
    const fed = new Fed();
    fed.feed(log(41, 0, 300));
    fed.setAside(...Array.from({ length: 20 }, (_, home) => home));
    fed.feed(log(41, 300, 900, (home) => home === 40));
    expect(fed.told).toEqual(["470 gateway_silent firing home-40"]);
  });

  test("count as heard when they are taken back: only who says nothing from then on is silent", () => {
    const fed = new Fed();
    fed.feed(log(3, 0, 300));
    fed.setAside(0, 1);
    fed.feed(log(3, 300, 3600));
    fed.restart(3);
    for (const homeId of fed.aside.keys()) fed.fold.takeBack(homeId, fed.offset);
    fed.aside = new Map();
    fed.feed(log(3, 3600, 4200, (home) => home === 1));
    expect(fed.told).toEqual(["3775 gateway_silent firing home-01"]);
  });

  test("that were silent before are so until they report", () => {
    const fed = new Fed();
    fed.feed(log(3, 0, 500, (home, at) => home === 0 && at >= 300));
    fed.setAside(0);
    fed.feed(log(3, 500, 900));
    fed.restart(3);
    fed.fold.takeBack(nameOf(0), fed.offset);
    fed.aside = new Map();
    fed.feed(log(3, 900, 1190, (home, at) => home === 0 && at < 1000));
    expect(fed.told).toEqual(["470 gateway_silent firing home-00", "1000 gateway_silent resolved home-00"]);
  });
});

const bad = nameOf(1);
const asideFrom = (offset: number): Aside => new Map([[bad, offset]]);

function failureOf(work: () => unknown): Pick<HomeFailure, "homeId" | "fromOffset"> {
  try {
    work();
  } catch (error) {
    if (error instanceof HomeFailure) return { homeId: error.homeId, fromOffset: error.fromOffset };
    throw error;
  }
  throw new Error("Nothing failed");
}

describe("a home that can't be read", () => {
  const fed = new Fed();
  fed.feed(log(3, 0, 300));
  const records = [0, 1, 2].flatMap((home) => fed.fold.snapshotHome(nameOf(home)));
  /** The bad home's hot state is cut off. */
  const restore = (fold: PartitionFold, aside?: Aside): boolean[] =>
    records.map(({ key, value }) => {
      const bytes = value ?? Buffer.alloc(0);
      return fold.restore(key, key === `h:${bad}` ? bytes.subarray(0, -3) : bytes, aside);
    });

  test("is what failed, from the start on", () => {
    expect(failureOf(() => restore(createPartitionFold(settings)))).toEqual({ homeId: bad, fromOffset: 0 });
  });

  test("is not read where it is set aside from the start on; set aside from later on it is", () => {
    const fold = createPartitionFold(settings);
    expect(new Set(restore(fold, asideFrom(0)))).toEqual(new Set([true]));
    expect(fold.homeCount).toBe(2);
    expect(failureOf(() => restore(createPartitionFold(settings), asideFrom(50)))).toMatchObject({
      homeId: bad,
    });
  });
});

describe("whatever fails of one home is that home's failure:", () => {
  afterEach(() => vi.restoreAllMocks());

  /** From now on the home can't be given its next turn. */
  function breakTurns(): void {
    const right = Reflect.get<Agenda, "schedule">(Agenda.prototype, "schedule");
    vi.spyOn(Agenda.prototype, "schedule").mockImplementation(function (this: Agenda, homeId, at) {
      if (homeId === bad) throw new RangeError("something that nobody thought of");
      right.call(this, homeId, at);
    });
  }

  test("its next turn after a tick", () => {
    const [fed, again] = [new Fed(), new Fed()];
    for (const each of [fed, again]) each.feed(log(3, 0, 300));
    breakTurns();
    const quiet = [...log(3, 300, 600, () => true)];
    expect(failureOf(() => fed.feed(quiet))).toEqual({ homeId: bad, fromOffset: fed.offset - 1 });
    again.aside = asideFrom(fed.offset - 1);
    again.feed(quiet);
    expect(again.told).toEqual([0, 2].map((home) => `470 gateway_silent firing ${nameOf(home)}`));
  });

  test("its next turn by new settings, from the first event on that is not in its state", () => {
    const fed = new Fed();
    fed.feed(log(3, 0, 300));
    breakTurns();
    const text = encodeSettings(settings);
    const { homeId, fromOffset } = failureOf(() => fed.fold.configure(text));
    expect([homeId, fromOffset <= fed.offset]).toEqual([bad, true]);
    expect(() => fed.fold.configure(text, asideFrom(fromOffset))).not.toThrow();
  });

  test("how quiet it is", () => {
    const hearing = new PartitionHearing(0);
    const home = createHome(bad);
    const endpoint = endpointOf(home, bad);
    Object.defineProperty(endpoint, "gaps", {
      get: () => {
        throw new RangeError("something else");
      },
    });
    endpoint.heardAt = 1;
    const listen = (aside?: Aside): unknown =>
      hearing.listen(new Map([[bad, home]]), [bad], { at: 0, offset: 7, coveredMs: 5000, aside }, settings);
    expect(failureOf(() => listen())).toEqual({ homeId: bad, fromOffset: 7 });
    expect(listen(asideFrom(7))).toEqual({ holdsSilence: false, applied: null });
  });

  test("the partition's own state, without which gateways are told one by one", () => {
    const fed = new Fed();
    fed.feed(log(12, 0, 300));
    fed.aside = new Map([[partitionId, fed.offset]]);
    fed.feed(log(12, 300, 600, (home) => home < 10));
    expect(fed.told).toHaveLength(10);
  });
});
