/** Reports of a gateway in which everything is told that a window measures. */
import type { PartitionFold } from "#processors/runtime/fold.ts";
import {
  blankAccessPoint,
  blankEvent,
  blankGateway,
  blankRadio,
  stationAt,
  stationTables,
} from "#processors/scenarios/blank.ts";
import { applyWhole, settings } from "#processors/scenarios/run.ts";
import type { StationObservation, TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { createPartitionFold } from "./partition-fold.ts";

const accessPoints = [1, 2].map((number) => ({
  ...blankAccessPoint,
  access_point: `Device.WiFi.AccessPoint.${number}.`,
  bssid: `aa:00:00:00:00:0${number}`,
  radio: `Device.WiFi.Radio.${number}.`,
}));

const radios = [1, 2].map((number) => ({ ...blankRadio, radio: `Device.WiFi.Radio.${number}.` }));

/** A station with rates and counters that mostly rise, are reset now and then, and are not all told every time. */
function measured(name: string, at: number): StationObservation {
  const number = Number.parseInt(name, 16);
  const since = Math.floor((at + number * 40_000) / 170_000) * 170_000;
  return {
    ...stationAt(name, (number % 2) + 1, -40 - (at % 50)),
    downlink_rate_kbps: at % 3000 === 0 ? null : 1000 + (at % 7001),
    uplink_rate_kbps: 1000 + (at % 503),
    associated_since: at % 4000 === 0 ? null : epochMs(since),
    bytes_sent_total: (at * number) % 190_000,
    packets_sent_total: at % 5000 === 0 ? null : at - since,
    retransmissions_total: Math.floor((at - since) / 9),
  };
}

/** A report observed at `at`, received a little later, of the named stations. */
export function report(
  at: number,
  names: readonly string[],
  over: Partial<TelemetryEvent> = {},
): TelemetryEvent {
  return {
    ...blankEvent,
    event_id: `${over.home_id ?? "home"}-${over.profile_id ?? "bulk"}-${at}`,
    observed_at: epochMs(at),
    received_at: epochMs(at + 100),
    tables: stationTables,
    stations: names.map((name) => measured(name, at)),
    access_points: accessPoints,
    radios: radios.map((radio, index) => ({
      ...radio,
      channel_utilization_percent: (at % 1000) / 10,
      bytes_sent_total: at * (index + 1),
    })),
    gateway: at % 3000 === 0 ? [{ ...blankGateway, software_version: `v${(at / 1000) % 4}` }] : [],
    ...over,
  };
}

/** A fold that has taken these events. */
export function fed(...events: readonly TelemetryEvent[]): PartitionFold {
  const fold = createPartitionFold(settings);
  for (const [offset, event] of events.entries()) applyWhole(fold, event, offset);
  return fold;
}
