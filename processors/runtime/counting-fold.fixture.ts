/**
 * For tests: the smallest fold that shows every mistake of the runtime. It counts the events of each home, in steps of
 * its setting (a number), and stamps them with a clock that ticks move; a tick says each home's count, where it has
 * changed since. An event lost, doubled or reordered breaks the numbers; so do settings that hold from the wrong
 * offset on; a clock restored wrongly breaks the stamps; a snapshot from the wrong moment breaks both.
 */
import { type EpochMs, epochMs } from "#schemas/units.ts";
import { blankChange } from "#processors/scenarios/blank.ts";
import type { Applied, Output, PartitionFold } from "./fold.ts";
import { type Aside, isAside } from "./home-failure.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";

interface Home {
  count: number;
  /** `count` when a tick last said it. */
  said: number;
  /** Last offset in `count` and `said`. */
  offset: number;
}

/** A fold without any home; `settings` is the step of its counts. */
export function countingFold(settings = "1"): PartitionFold {
  const homes = new Map<string, Home>();
  let ticks = 0;
  let step = Number(settings);

  function* tick(event: TelemetryEvent, offset: number, aside: Aside | undefined): Generator<Applied> {
    for (const [homeId, home] of [...homes].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (home.offset >= offset || home.said === home.count || isAside(aside, homeId, offset)) continue;
      home.said = home.count;
      home.offset = offset;
      yield {
        homeId,
        outputs: [output({ ...event, home_id: homeId }, "leave", home.count, ticks)],
        pastHorizon: false,
      };
    }
  }

  return {
    apply(event: TelemetryEvent, offset: number, aside?: Aside): Iterable<Applied> {
      if (event.kind === "tick") {
        ticks += 1;
        return tick(event, offset, aside);
      }
      const homeId = event.home_id;
      const home = homes.get(homeId) ?? { count: 0, said: 0, offset: -1 };
      if (home.offset >= offset) return [];
      home.count += step;
      home.offset = offset;
      homes.set(homeId, home);
      return [{ homeId, outputs: [output(event, "join", home.count, ticks)], pastHorizon: false }];
    },
    configure(text) {
      step = Number(text);
    },
    snapshotHome(homeId) {
      const home = homes.get(homeId);
      return home === undefined ? [] : [{ key: `h:${homeId}`, value: Buffer.from(JSON.stringify(home)) }];
    },
    restore(key, value) {
      const home: Home = JSON.parse(value.toString());
      homes.set(key.slice(2), home);
      return true;
    },
    takeBack(homeId, offset) {
      const { count, said } = homes.get(homeId) ?? { count: 0, said: 0 };
      homes.set(homeId, { count, said, offset: offset - 1 });
    },
    clock: () => String(ticks),
    restoreClock(text) {
      ticks = Number(text);
    },
    get homeCount() {
      return homes.size;
    },
  };
}

/** The number in `row_version`, the stamp in `clock_epoch`, which event it was in `endpoint_id`. */
const output = (event: TelemetryEvent, kind: "join" | "leave", count: number, ticks: number): Output => ({
  topic: "associationChange",
  value: {
    ...blankChange,
    home_id: event.home_id,
    endpoint_id: event.event_id,
    profile_id: "",
    observed_at: event.observed_at,
    received_at: event.received_at,
    kind,
    clock_epoch: ticks,
    row_version: count,
  },
});

/** An event of a home, or a tick (null), received at this time. */
export function eventAt(homeId: string | null, receivedAtMs: number, eventId = ""): TelemetryEvent {
  const receivedAt: EpochMs = epochMs(receivedAtMs);
  return {
    event_id: eventId,
    home_id: homeId ?? "",
    endpoint_id: "",
    profile_id: "",
    kind: homeId === null ? "tick" : "report",
    source: "mqtt-bulk",
    observed_at: receivedAt,
    received_at: receivedAt,
    time_quality: "reported",
    time_raw: null,
    msg_id: null,
    flags: [],
    tables: [],
    stations: [],
    hosts: [],
    radios: [],
    access_points: [],
    gateway: [],
    changes: [],
    events: [],
    tick: null,
    interval_ms: null,
    interfaces: [],
    mesh_nodes: [],
    heard_stations: [],
    heard_bsses: [],
  };
}
