/**
 * Rates and traffic of one station in one window, the plain way: all its rows in memory, in order of time. No counter of
 * a capture reaches 32 bits, so one that went down was reset; from the greatest value seen on it counted from zero.
 */
import type { Row } from "./row.ts";

/** A row of a station and its observed time. */
export interface Sighting {
  readonly at: number;
  readonly row: Row;
}

/** How old the sample before a window may be: the horizon. */
const reachMs = 900_000;

const counters = {
  bytes_sent: "bytes_sent_total",
  bytes_received: "bytes_received_total",
  packets_sent: "packets_sent_total",
  retransmissions: "retransmissions_total",
} as const;

/** The columns of `station_window` on rates and traffic; `sightings` are all of the station's, `end` is excluded. */
export function trafficOf(sightings: readonly Sighting[], start: number, end: number): Row {
  const inside = sightings.filter(({ at }) => at >= start && at < end);
  const places = [...new Set(inside.map(({ row }) => row["access_point"]))];
  const lines = places
    .map((place) =>
      lineOf(
        sightings.filter(({ row }) => row["access_point"] === place),
        start,
        end,
      ),
    )
    .filter((line) => line.length > 1);
  const rises = Object.fromEntries(
    Object.entries(counters).map(([column, counter]) => [
      column,
      sumOf(lines.map((line) => riseOf(line, counter))),
    ]),
  );
  const from = Math.min(...lines.map((line) => line[0]?.at ?? 0));
  const to = Math.max(...lines.map((line) => line.at(-1)?.at ?? 0));
  return {
    ...rateColumns(inside, "downlink_rate"),
    ...rateColumns(inside, "uplink_rate"),
    ...rises,
    traffic_ms: String(lines.length === 0 ? 0 : to - from),
    counter_resets: String(lines.filter(wasReset).length),
    retry_share: shareOf(rises["retransmissions"] ?? null, rises["packets_sent"] ?? null),
  };
}

/** A share of two sums, to six places. */
export const shareOf = (part: string | null, whole: string | null): string | null =>
  part === null || whole === null || whole === "0" ? null : (Number(part) / Number(whole)).toFixed(6);

/** The sum of what is known, in text or numbers. */
export function sumOf(values: readonly (string | number | null)[]): string | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : String(known.reduce((sum: number, value) => sum + Number(value), 0));
}

function rateColumns(sightings: readonly Sighting[], name: string): Row {
  const rates = sightings.flatMap(({ row }) => numberOf(row[`${name}_kbps`]) ?? []);
  const sum = rates.reduce((total, rate) => total + rate, 0);
  return {
    [`${name}_mean_kbps`]: rates.length === 0 ? null : (sum / rates.length).toFixed(6),
    [`${name}_min_kbps`]: rates.length === 0 ? null : String(Math.min(...rates)),
    [`${name}_max_kbps`]: rates.length === 0 ? null : String(Math.max(...rates)),
  };
}

const numberOf = (text: string | null | undefined): number | null => (text ? Number(text) : null);

/** Samples at one access point up to the window's end, from the last one before it where that is not too old. */
function lineOf(sightings: readonly Sighting[], start: number, end: number): Sighting[] {
  const samples = sightings
    .filter(({ row }) => Object.values(counters).some((counter) => typeof row[counter] === "string"))
    .toSorted((a, b) => a.at - b.at || countOf(a) - countOf(b));
  const before = samples.findLast(({ at }) => at < start && at >= start - reachMs);
  const inside = samples.filter(({ at }) => at >= start && at < end);
  return before === undefined ? inside : [before, ...inside];
}

/** Of two reports of the same second the one with more sent is later. */
const countOf = ({ row }: Sighting): number => numberOf(row[counters.bytes_sent]) ?? -1;

function riseOf(line: readonly Sighting[], counter: string): number | null {
  const values = line.map(({ row }) => numberOf(row[counter]));
  const [first, last] = [values[0] ?? null, values.at(-1) ?? null];
  if (first === null || last === null) return null;
  const most = Math.max(...values.filter((value) => value !== null));
  if (!isAnew(line) && !falls(line, counter)) return last - first;
  return (most > last ? most - first : 0) + last;
}

const wasReset = (line: readonly Sighting[]): boolean =>
  isAnew(line) || Object.values(counters).some((counter) => falls(line, counter));

/** Below the first or above the last value in between. */
function falls(line: readonly Sighting[], counter: string): boolean {
  const values = line.flatMap(({ row }) => numberOf(row[counter]) ?? []);
  return Math.min(...values) < (values[0] ?? 0) || Math.max(...values) > (values.at(-1) ?? 0);
}

/** The station associated after the first sample. */
function isAnew(line: readonly Sighting[]): boolean {
  const [first, last] = [line[0], line.at(-1)];
  const since = numberOf(last?.row["associated_since"]);
  if (first === undefined || since === null || since <= first.at) return false;
  return since > (numberOf(first.row["associated_since"]) ?? Number.NEGATIVE_INFINITY);
}
