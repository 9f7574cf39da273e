/**
 * Sticky: a station stays at a BSS where it is weak (below -72 dBm) though another BSS of the home hears it 10 dB better
 * and above -70 dBm, each by the noise of one measurement, for four windows. Where a window holds many reports these tell
 * it themselves (`sticky-run.ts`), and windows only keep it, or end it. Without a measurement of others nobody can claim
 * that: a station that has known another access point, and hardly moves about, is then weak and does not roam. Who carries
 * a phone to a weak place knows why.
 */
import type { AlertClass } from "#schemas/alert.ts";
import { isStationary } from "./mobility.ts";
import type { Judgement, Reading } from "./reading.ts";
import { placeLabels, type Sight, weakDbm } from "./station-watch.ts";
import { betterDb, goodDbm, stickyDbm, stickyReading } from "./sticky-run.ts";

/** Of so many reports in one window the other's measurement may be from before those that are weak: it proves nothing. */
const manyReports = 6;

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

/** Judges the stations of a window that have no other BSS measured, but have known one, and stay where they are. */
export function judgeWeak(sights: readonly Sight[], coverage: number): Judgement {
  const alone = sights.filter(
    ({ row, watch }) => row.best_other_rssi_dbm === null && watch.hasRoamed && isStationary(watch.mobility),
  );
  const weak = alone.filter(({ row, medianDbm }) => medianDbm <= weakDbm(row) - 3);
  return judgementOf(
    "weak_not_roaming",
    alone,
    weak.map((sight) => weakReading(sight, coverage)),
  );
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
    threshold: weakDbm(sight.row) - 3,
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
