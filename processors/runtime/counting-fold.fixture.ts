/**
 * For tests: the smallest fold that shows every mistake of the runtime: it numbers the events of each home and stamps them
 * with a clock that ticks move. An event lost, doubled or reordered breaks the numbers; a clock restored wrongly
 * breaks the stamps; a snapshot from the wrong moment breaks both.
 */
import { type EpochMs, epochMs } from "#schemas/units.ts";
import type { Applied, Output, PartitionFold } from "./fold.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";

interface Home {
  count: number;
  /** Last offset in `count`. */
  offset: number;
}

/** A fold without any home. */
export function countingFold(): PartitionFold {
  const homes = new Map<string, Home>();
  let ticks = 0;
  return {
    apply(event: TelemetryEvent, offset: number): Applied {
      if (event.kind === "tick") {
        ticks += 1;
        return { outputs: [], touched: [] };
      }
      const home = homes.get(event.home_id) ?? { count: 0, offset: -1 };
      if (home.offset >= offset) return { outputs: [], touched: [] };
      home.count += 1;
      home.offset = offset;
      homes.set(event.home_id, home);
      return { outputs: [output(event, home.count, ticks)], touched: [event.home_id] };
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
const output = (event: TelemetryEvent, count: number, ticks: number): Output => ({
  topic: "associationChange",
  value: {
    home_id: event.home_id,
    endpoint_id: event.event_id,
    profile_id: "",
    observed_at: event.observed_at,
    received_at: event.received_at,
    kind: "join",
    sta_mac: "",
    access_point: "",
    bssid: null,
    from_access_point: null,
    from_bssid: null,
    last_seen_at: null,
    reason: "report",
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
  };
}
