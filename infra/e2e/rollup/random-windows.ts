/** Windows of homes as no worker would send them: what is in them is random, and each is revised some times. */
import { createRandom, type Random } from "#infra/simulator/random.ts";
import { blankHomeWindow, blankStationWindow } from "#processors/scenarios/blank.ts";
import type { HomeWindow, RadioWindow, StationWindow, StreamWindow } from "#schemas/home-window.ts";
import { epochMs } from "#schemas/units.ts";

export interface HistoryOptions {
  readonly seed: string;
  readonly homes: readonly string[];
  readonly windowsPerHome: number;
}

/** The last day of a month and the first two of the next. */
const firstMs = Date.UTC(2026, 0, 31);
const minutes = 3 * 1440;
/** The generation of a log that was made anew very often: sums of its versions do not fit 64 bits. */
const generation = 511 * 2 ** 44;

/** Every revision of every window, in the order of their versions. */
export function randomHistory({ seed, homes, windowsPerHome }: HistoryOptions): HomeWindow[] {
  const random = createRandom(seed);
  const revisions: HomeWindow[] = [];
  for (const home of homes) {
    for (let n = 0; n < windowsPerHome; n++) {
      const start = {
        home_id: home,
        // Few minutes, so that windows of two sizes and two clock epochs begin at once.
        window_start: epochMs(firstMs + random.integer(0, minutes / 8) * 8 * 60_000),
        window_ms: random.next() < 0.9 ? 60_000 : 30_000,
        clock_epoch: random.next() < 0.8 ? 0 : 1,
      };
      const count = random.integer(1, 3);
      for (let revision = 0; revision < count; revision++)
        revisions.push({ ...randomContent(random), ...start, revision });
    }
  }
  return revisions
    .map((window) => ({ at: random.next(), window }))
    .sort((a, b) => a.at - b.at)
    .map(({ window }, index) => ({ ...window, row_version: generation + index }));
}

/** A window of no home and no time. */
function randomContent(random: Random): HomeWindow {
  const expected = random.integer(0, 12);
  const count = (): number => random.integer(0, 4);
  return {
    ...blankHomeWindow,
    ...randomHistogram(random),
    expected,
    received: random.integer(0, 14),
    late: count(),
    duplicate: count(),
    joins: count(),
    leaves: count(),
    roams: count(),
    flaps: count(),
    ping_pongs: count(),
    rotations: count(),
    host_joins: count(),
    host_leaves: count(),
    stations_peak: random.integer(0, 20),
    hosts_peak: random.integer(0, 30),
    wired_hosts_peak: random.integer(0, 5),
    bytes_sent: maybe(random, random.integer(0, 1e12)),
    bytes_received: maybe(random, random.integer(0, 1e12)),
    model_name: oneOf(random, [null, "A", "B"]),
    software_version: oneOf(random, [null, "1.0", "1.1"]),
    streams: some(random, 3, (n) => randomStream(random, `stream ${n}`)),
    stations: some(random, 6, (n) => randomStation(random, `02:00:00:00:00:0${n}`)),
    radios: some(random, 3, (n) => randomRadio(random, `Device.WiFi.Radio.${n}.`)),
  };
}

/** Of an interval that is known or not, shorter and longer than windows and buckets. */
function randomStream(random: Random, profile: string): StreamWindow {
  return {
    ...{ endpoint_id: "gateway", profile_id: profile, expected: 1, received: 1, late: 0, duplicate: 0 },
    interval_ms: oneOf(random, [null, 5000, 60_000, 400_000, 900_000, 1_200_000, 5_000_000]),
  };
}

function randomStation(random: Random, mac: string): StationWindow {
  const row = { ...blankStationWindow, endpoint_id: oneOf(random, ["gateway", "mesh"]), sta_mac: mac };
  const band = oneOf(random, [null, "2.4GHz", "5GHz"]);
  // One that an earlier revision said, and this one takes back.
  if (random.next() < 0.15) return { ...row, band };
  const mean = -random.integer(160, 320) / 4;
  return {
    ...row,
    ...randomHistogram(random),
    band,
    rssi_mean_dbm: maybe(random, mean),
    samples: random.integer(1, 12),
    associated_ms: random.integer(0, 60_000),
    traffic_ms: random.integer(0, 120_000),
    bytes_sent: maybe(random, random.integer(0, 1e10)),
    bytes_received: maybe(random, random.integer(0, 1e10)),
    packets_sent: maybe(random, random.integer(0, 1e6)),
    retransmissions: maybe(random, random.integer(0, 1e6)),
    downlink_rate_mean_kbps: maybe(random, random.integer(4, 4e6) / 4),
    best_other_rssi_dbm: maybe(random, Math.floor(mean) + random.integer(5, 15)),
  };
}

function randomRadio(random: Random, radio: string): RadioWindow {
  const utilization = maybe(random, random.integer(0, 400) / 4);
  return {
    ...randomHistogram(random),
    rssi_mean_dbm: null,
    rssi_min_dbm: null,
    rssi_max_dbm: null,
    endpoint_id: "gateway",
    radio,
    band: oneOf(random, [null, "5GHz"]),
    channel: oneOf(random, [null, 36, 44, 100]),
    samples: random.integer(0, 12),
    noise_mean_dbm: maybe(random, -random.integer(300, 400) / 4),
    channel_utilization_mean_percent: utilization,
    channel_utilization_max_percent: utilization === null ? null : Math.ceil(utilization),
    stations_peak: random.integer(0, 9),
    bytes_sent: maybe(random, random.integer(0, 1e10)),
    bytes_received: maybe(random, random.integer(0, 1e10)),
  };
}

function randomHistogram(random: Random) {
  const bins = some(random, 5, (n) => -110 + (n - 1) * 22 + random.integer(0, 21));
  const counts = bins.map(() => random.integer(1, 1000));
  return {
    rssi_count: counts.reduce((sum, count) => sum + count, 0),
    rssi_bins: bins,
    rssi_counts: counts,
    rssi_out_of_range: random.integer(0, 3),
  };
}

/** Some of the first `most` numbers from 1, in order. */
function some<T>(random: Random, most: number, make: (n: number) => T): T[] {
  return Array.from({ length: most }, (_, index) => index + 1)
    .filter(() => random.next() < 0.5)
    .map(make);
}

const maybe = (random: Random, value: number): number | null => (random.next() < 0.25 ? null : value);

function oneOf<const T>(random: Random, values: readonly [T, ...T[]]): T {
  return values[random.integer(0, values.length - 1)] ?? values[0];
}
