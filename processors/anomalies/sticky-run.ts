/**
 * Sticky, as reports tell it where they come often: the level of a station has been weak for a minute, and while it was
 * another BSS heard it well, and much better. A measurement from before or after says nothing: what weakens a station may
 * weaken it everywhere. Who walks past is not weak for a minute.
 */
import { placeLabels } from "./station-watch.ts";
import type { Judgement, Reading } from "./reading.ts";

/** A station that is weak where it is. */
export interface StickyRun {
  endpointId: string;
  accessPoint: string;
  /** Observed times of its first and last report. */
  since: number;
  lastAt: number;
  reports: number;
  /** Of the last reports, in tenths of dBm. */
  level: number;
  /** The last report says that it is weak. */
  isWeak: boolean;
  /** The newest measurement by another BSS while it says so; null: none yet. */
  other: OtherBss | null;
}

export interface OtherBss {
  readonly at: number;
  readonly rssiDbm: number;
  /** Path of its radio. */
  readonly radio: string;
}

/** By MAC. */
export type StickyRuns = Map<string, StickyRun>;

/** What a report tells of stations: those of the stream that speaks for them, and how other radios hear some. */
export interface RadioReport {
  readonly endpointId: string;
  readonly observedAt: number;
  readonly stations: readonly ReportedStation[];
  readonly heard: readonly HeardStation[];
  /** Whether an access point, of an endpoint of the home, is on that radio of this one. */
  readonly isOn: (place: Pick<StickyRun, "endpointId" | "accessPoint">, radio: string) => boolean;
  readonly bandOf: (accessPoint: string) => string | null;
}

interface ReportedStation {
  readonly staMac: string;
  readonly accessPoint: string;
  readonly bssid: string | null;
  readonly active: boolean | null;
  readonly rssiDbm: number | null;
}

/** A station that a radio hears though it is not there. */
export interface HeardStation {
  readonly staMac: string;
  readonly radio: string;
  readonly rssiDbm: number;
}

/** Below it a station is sticky, if another BSS hears it so well, and so much better. */
export const stickyDbm = -73;
export const goodDbm = -69;
export const betterDb = 12;
/** Weak no longer. */
const endDbm = stickyDbm + 1;
/** One report is 2 dB off. */
const weakReportDbm = stickyDbm + 2;
const smoothing = 1 / 6;
/** A measurement that comes in another report than the level is at most so much later. */
const besideMs = 15_000;
const lastingMs = 60_000;
const fewestReports = 6;
/** Of reports further apart windows tell. */
const furthestMs = 45_000;
/** More stations than a home has. */
const runLimit = 256;

/** Takes a report in; null where nobody is sticky by it. `looks` is what a claim counts for. */
export function judgeRuns(runs: StickyRuns, report: RadioReport, looks: number): Judgement | null {
  for (const station of report.stations) takeLevel(runs, station, report);
  if (runs.size === 0) return null;
  for (const [mac, { lastAt }] of runs) if (report.observedAt - lastAt > furthestMs) runs.delete(mac);
  for (const heard of report.heard) takeOther(runs, heard, report);
  const breaches = report.stations.flatMap((station) => {
    const run = runs.get(station.staMac);
    return run !== undefined && isSticky(run) ? [readingOf(station, run, report)] : [];
  });
  return breaches.length === 0
    ? null
    : { alertClass: "sticky", rule: null, breaches, looks, otherwise: () => null };
}

function takeLevel(
  runs: StickyRuns,
  station: ReportedStation,
  { endpointId, observedAt: at }: RadioReport,
): void {
  const { staMac: mac, accessPoint, active, rssiDbm } = station;
  if (rssiDbm === null || active === false) return;
  const known = runs.get(mac);
  if (known !== undefined && known.lastAt >= at) return;
  const isOver =
    known === undefined ||
    known.accessPoint !== accessPoint ||
    known.endpointId !== endpointId ||
    at - known.lastAt > furthestMs;
  if (isOver && (rssiDbm > stickyDbm || (known === undefined && runs.size >= runLimit))) {
    runs.delete(mac);
    return;
  }
  const run = isOver ? createRun(endpointId, station, at) : known;
  runs.set(mac, run);
  run.lastAt = at;
  run.reports += 1;
  run.level += Math.round((10 * rssiDbm - run.level) * smoothing);
  run.isWeak = rssiDbm <= weakReportDbm;
  if (run.level > 10 * endDbm) runs.delete(mac);
}

const createRun = (endpointId: string, { accessPoint, rssiDbm }: ReportedStation, at: number): StickyRun => ({
  endpointId,
  accessPoint,
  since: at,
  lastAt: at,
  reports: 0,
  level: 10 * (rssiDbm ?? 0),
  isWeak: true,
  other: null,
});

/** The newest counts; of those of one report the strongest. */
function takeOther(runs: StickyRuns, { staMac, radio, rssiDbm }: HeardStation, report: RadioReport): void {
  const run = runs.get(staMac);
  const { observedAt: at, isOn } = report;
  if (run === undefined || !run.isWeak || isOn(run, radio)) return;
  if (at < run.since || at - run.lastAt > besideMs) return;
  const { other } = run;
  if (other !== null && (at < other.at || (at === other.at && rssiDbm <= other.rssiDbm))) return;
  run.other = { at, rssiDbm, radio };
}

function isSticky(run: StickyRun): boolean {
  const { since, lastAt, reports, level, isWeak, other } = run;
  if (other === null || !isWeak || lastAt - since < lastingMs || reports < fewestReports) return false;
  return level <= 10 * stickyDbm && other.rssiDbm >= goodDbm && other.rssiDbm - level / 10 >= betterDb;
}

function readingOf(
  { staMac, accessPoint, bssid }: ReportedStation,
  run: StickyRun,
  { endpointId, bandOf }: RadioReport,
): Reading {
  const place = { access_point: accessPoint, bssid, band: bandOf(accessPoint) };
  return stickyReading(staMac, endpointId, place, Math.round(run.level / 10), {
    rssiDbm: run.other?.rssiDbm ?? 0,
    bss: run.other?.radio ?? null,
  });
}

/** The alert's text and numbers; `bss` is what hears it better. */
export function stickyReading(
  staMac: string,
  endpointId: string,
  place: Parameters<typeof placeLabels>[0],
  levelDbm: number,
  other: { readonly rssiDbm: number; readonly bss: string | null },
): Reading {
  return {
    alertClass: "sticky",
    rule: null,
    subjectKind: "station",
    subject: staMac,
    endpointId,
    severity: "minor",
    summary: `Station ${staMac} stays at ${levelDbm} dBm though another access point hears it at ${other.rssiDbm} dBm.`,
    value: levelDbm,
    threshold: stickyDbm,
    baseline: other.rssiDbm,
    unit: "dBm",
    coverage: null,
    evidence: { best_other_rssi_dbm: other.rssiDbm },
    labels: { ...placeLabels(place), ...(other.bss === null ? {} : { best_other_bss: other.bss }) },
  };
}
