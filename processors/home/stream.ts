/** One stream of an endpoint (a bulk-data profile or a subscription): its times, its interval, its rank. */
import { saysHosts, saysStations } from "#processors/churn/covered-table.ts";
import { idleLimitMs, type IdleSettings } from "#processors/cadence/idle-limit.ts";
import { insertTime, lastBefore, learnedIntervalMs, pruneTimes } from "#processors/cadence/times.ts";
import type { CounterSample } from "#processors/windows/counters.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import type { TimeQuality } from "#schemas/telemetry-event.ts";

/** The newest counters of a station at an access point, of all windows emitted. */
export interface CounterEdge {
  readonly accessPoint: string;
  sample: CounterSample;
}

export interface StreamState {
  readonly profileId: string;
  /** It brings the gateway's own time; then reports of it without one count for nothing here, but where no other comes. */
  isTimed: boolean;
  /** Reports in a row without the gateway's own time, while it is timed, and when the first was received. */
  untimedReports: number;
  untimedSince: number;
  /** Covered time of its last report. */
  heardAt: number;
  /** Given by the profile's definition, in the newest report. */
  givenIntervalMs: number | null;
  /** Observed times, see `cadence/times.ts`. */
  readonly times: number[];
  firstAt: number;
  /** First observed time with station rows, or with a station table covered; null: not a stream of stations. */
  stationsSince: number | null;
  /** The same of hosts. */
  hostsSince: number | null;
  /** Observed minus received time of the newest report. */
  offsetMs: number;
  /** By MAC: see `counters-step.ts`. */
  readonly edges: Map<string, CounterEdge[]>;
}

/** Whether `observed_at` is the gateway's own time. */
export const isReportedTime = (quality: TimeQuality): boolean =>
  quality === "reported" || quality === "assumed_utc";

/**
 * Takes the times of a report; `keepFrom` is the oldest time a window still open to revision may ask for.
 * A stream that turns out to be timed forgets what it knew from received times. One whose gateway has lost its time (its
 * clock is out of what is believed, or it tells none any more) forgets what it knew from that.
 */
export function noteReport(stream: StreamState, event: FoldEvent, keepFrom: number): void {
  const isTimed = isReportedTime(event.time_quality);
  if (isTimed) stream.untimedReports = 0;
  else if (stream.isTimed && !hasLostTime(stream, event.received_at)) return;
  if (isTimed !== stream.isTimed) forgetTimes(stream);
  stream.isTimed = isTimed;
  const newest = stream.times.at(-1) ?? Number.NEGATIVE_INFINITY;
  const isOlder = event.observed_at < newest;
  insertTime(stream.times, event.observed_at);
  pruneTimes(stream.times, keepFrom);
  stream.firstAt = Math.min(stream.firstAt, event.observed_at);
  noteSubjects(stream, event);
  if (!isOlder) {
    stream.givenIntervalMs = event.interval_ms ?? stream.givenIntervalMs;
    stream.offsetMs = event.observed_at - event.received_at;
  }
}

/**
 * Reports in a row, and how long they must go on for, until nobody waits for the gateway's own time any longer: longer than
 * bridges are apart, so that all tell the same story, and than a clock is wrong that is set right soon after a start.
 */
const lostAfterReports = 4;
const lostAfterMs = 600_000;

function hasLostTime(stream: StreamState, receivedAt: number): boolean {
  if (stream.untimedReports === 0) stream.untimedSince = receivedAt;
  stream.untimedReports += 1;
  return stream.untimedReports >= lostAfterReports && receivedAt - stream.untimedSince >= lostAfterMs;
}

export function createStream(profileId: string): StreamState {
  return {
    profileId,
    isTimed: false,
    untimedReports: 0,
    untimedSince: 0,
    heardAt: 0,
    givenIntervalMs: null,
    times: [],
    firstAt: Number.MAX_SAFE_INTEGER,
    stationsSince: null,
    hostsSince: null,
    offsetMs: 0,
    edges: new Map(),
  };
}

function forgetTimes(stream: StreamState): void {
  stream.untimedReports = 0;
  stream.times.length = 0;
  stream.firstAt = Number.MAX_SAFE_INTEGER;
}

function noteSubjects(stream: StreamState, event: FoldEvent): void {
  const { observed_at: at } = event;
  // Not set anew where it stays: a time is an object.
  if (isBefore(at, stream.stationsSince) && saysStations(event)) stream.stationsSince = at;
  if (isBefore(at, stream.hostsSince) && saysHosts(event)) stream.hostsSince = at;
}

const isBefore = (at: number, known: number | null): boolean => known === null || at < known;

/** The interval as of `before`: given, else learned from the times before it. */
export function intervalMs(stream: StreamState, before: number): number | null {
  return stream.givenIntervalMs ?? learnedIntervalMs(stream.times, before);
}

/** True when the stream was heard in [from, to), or shortly enough before that it was not idle at `from`. */
export function isAlive(stream: StreamState, from: number, to: number, settings: IdleSettings): boolean {
  const last = lastBefore(stream.times, to);
  return last !== null && last >= from - idleLimitMs(intervalMs(stream, to), settings);
}

/** When a report was observed and received. */
interface ReportTimes {
  readonly observedAt: number;
  readonly receivedAt: number;
}

/** What churn is about: a stream speaks of one of them since then. */
type Subject = "stationsSince" | "hostsSince";

/**
 * True when churn listens to a report of `stream`: no other stream of the endpoint that outranks it in the subject was
 * alive then.
 * What another clock showed at that time is worked out from the received time.
 */
export function isSpeaking(
  stream: StreamState,
  streams: Iterable<StreamState>,
  subject: Subject,
  report: ReportTimes,
  settings: IdleSettings,
): boolean {
  for (const other of streams) {
    const since = other[subject];
    if (other === stream || since === null || !outranks(other, stream, subject)) continue;
    const at = other.isTimed === stream.isTimed ? report.observedAt : report.receivedAt + other.offsetMs;
    if (since <= at && isAlive(other, at, at + 1, settings)) return false;
  }
  return true;
}

/**
 * Of the streams that bring station rows, one with the gateway's own time before one without, then the one that
 * began first; null when there is none.
 */
export function firstInRank(streams: Iterable<StreamState>): StreamState | null {
  let first: StreamState | null = null;
  for (const stream of streams) {
    if (stream.stationsSince !== null && (first === null || outranks(stream, first, "stationsSince")))
      first = stream;
  }
  return first;
}

function outranks(stream: StreamState, other: StreamState, subject: Subject): boolean {
  if (stream.isTimed !== other.isTimed) return stream.isTimed;
  const since = stream[subject] ?? 0;
  const otherSince = other[subject] ?? 0;
  return since === otherSince ? stream.profileId < other.profileId : since < otherSince;
}
