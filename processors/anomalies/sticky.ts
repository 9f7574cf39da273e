/**
 * Sticky: a station stays at a BSS where it is weak (below -72 dBm) though another BSS of the home hears it 10 dB better
 * and above -70 dBm, each by the noise of one measurement, for four windows. Where a window holds many reports these tell
 * it themselves (`sticky-run.ts`), and windows only keep it, or end it. Where no access point of the home measures others'
 * stations nobody can claim that: a station that has known another access point, and hardly moves about, is then weak and
 * does not roam. Who carries a phone to a weak place knows why. In a home that measures, whom no other hears has nowhere to go.
 */
import type { AlertClass } from "#schemas/alert.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { isStationary } from "./mobility.ts";
import type { Judgement, Reading } from "./reading.ts";
import { placeLabels, type Sight, weakDbm } from "./station-watch.ts";
import { betterDb, goodDbm, stickyDbm, stickyReading } from "./sticky-run.ts";

/** Of so many reports in one window the other's measurement may be from before those that are weak: it proves nothing. */
const manyReports = 6;
/** So far below the limit of weakness a station is surely weak; at the limit, and above it, no longer. */
const surelyDb = 3;

/** Judges the stations of a window that have another BSS measured. */
export function judgeSticky(sights: readonly Sight[], received: number, coverage: number): Judgement {
  const isDense = received >= manyReports;
  const measured = sights.filter(({ row }) => row.best_other_rssi_dbm !== null);
  const sticky = measured.filter(({ row, medianDbm }) => {
    const other = row.best_other_rssi_dbm ?? Number.NEGATIVE_INFINITY;
    return medianDbm <= stickyDbm && other >= goodDbm && other - medianDbm >= betterDb;
  });
  const judgement = judgementOf(
    "sticky",
    measured,
    (isDense ? [] : sticky).map(({ row, medianDbm }) => ({
      ...stickyReading(row.sta_mac, row.endpoint_id, row, medianDbm, {
        rssiDbm: row.best_other_rssi_dbm ?? 0,
        bss: row.best_other_bss,
      }),
      coverage,
    })),
  );
  if (!isDense) return judgement;
  const isWeak = (mac: string): boolean => sticky.some(({ row }) => row.sta_mac === mac);
  return {
    ...judgement,
    otherwise: (subject, whole) => (isWeak(subject) ? "between" : judgement.otherwise(subject, whole)),
  };
}

/** Whether an access point had heard a station that is at another. */
export const isMeasured = ({ stations }: HomeWindow): boolean =>
  stations.some(({ best_other_rssi_dbm: other }) => other !== null);

/** Judges the stations of a window that have known another access point, and stay where they are; `isMeasuring`: the home measures others. */
export function judgeWeak(sights: readonly Sight[], isMeasuring: boolean, coverage: number): Judgement {
  const judged = sights.filter(
    ({ watch }) => isMeasuring || (watch.hasRoamed && isStationary(watch.mobility)),
  );
  const isWeak = ({ row, medianDbm }: Sight, beyondDb: number): boolean =>
    !isMeasuring && medianDbm <= weakDbm(row) - beyondDb;
  const judgement = judgementOf(
    "weak_not_roaming",
    judged,
    judged.filter((sight) => isWeak(sight, surelyDb)).map((sight) => weakReading(sight, coverage)),
  );
  const nearly = new Set(judged.filter((sight) => isWeak(sight, 0)).map(({ row }) => row.sta_mac));
  return {
    ...judgement,
    otherwise: (subject, whole) => (nearly.has(subject) ? "between" : judgement.otherwise(subject, whole)),
  };
}

function judgementOf(
  alertClass: AlertClass,
  judged: readonly Sight[],
  breaches: readonly Reading[],
): Judgement {
  const isSeen = (mac: string): boolean => judged.some(({ row }) => row.sta_mac === mac);
  return {
    alertClass,
    rule: null,
    breaches,
    otherwise: (subject) => (isSeen(subject) ? "clear" : "missing"),
  };
}

function weakReading(sight: Sight, coverage: number): Reading {
  return {
    ...stationOf(sight, coverage),
    alertClass: "weak_not_roaming",
    severity: "indeterminate",
    summary: `Station ${sight.row.sta_mac} is weak (${sight.medianDbm} dBm) and does not roam.`,
    threshold: weakDbm(sight.row) - surelyDb,
    baseline: null,
    evidence: {},
    labels: placeLabels(sight.row),
  };
}

const stationOf = ({ row, medianDbm }: Sight, coverage: number) =>
  ({
    rule: null,
    subjectKind: "station",
    subject: row.sta_mac,
    endpointId: row.endpoint_id,
    value: medianDbm,
    unit: "dBm",
    coverage,
  }) as const;
