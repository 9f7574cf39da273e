/**
 * Sticky: a station stays at a BSS where it is weak (below -72 dBm) though another BSS of the home hears it 10 dB better
 * and above -70 dBm, each by the noise of one measurement, for three windows. In a window of many reports half of them
 * say it of one that stays where it is, three quarters of one that is carried about. Without a measurement of others
 * nobody can claim that: a station that has known another access point, and hardly moves about, is then weak and does not
 * roam. Who carries a phone to a weak place knows why.
 */
import type { AlertClass } from "#schemas/alert.ts";
import { isStationary } from "./mobility.ts";
import { policies } from "./policy.ts";
import type { Judgement, Reading } from "./reading.ts";
import { placeLabels, quantileOf, type Sight, weakDbm } from "./station-watch.ts";

const stickyDbm = -73;
/** In a window of many reports so many of one that is carried about must be below: who walks past is weak for half of one. */
const carriedShare = 0.75;
const weakestDbm = -72;
const betterDb = 12;
const goodDbm = -69;

/** So many reports in one window say as much as three windows of one. */
const manyReports = 6;

/** Judges the stations of a window that have another BSS measured. */
export function judgeSticky(sights: readonly Sight[], received: number, coverage: number): Judgement {
  const isDense = received >= manyReports;
  const measured = sights.filter(({ row }) => row.best_other_rssi_dbm !== null);
  const sticky = measured.filter(({ row, watch, medianDbm }) => {
    const other = row.best_other_rssi_dbm ?? Number.NEGATIVE_INFINITY;
    const isLasting =
      !isDense ||
      (row.rssi_count >= manyReports &&
        (isStationary(watch.mobility) || (quantileOf(row, carriedShare) ?? 0) <= weakestDbm));
    return isLasting && medianDbm <= stickyDbm && other >= goodDbm && other - medianDbm >= betterDb;
  });
  const judgement = judgementOf(
    "sticky",
    measured,
    sticky.map((sight) => stickyReading(sight, coverage)),
  );
  return isDense ? { ...judgement, looks: policies.sticky.raiseAfter } : judgement;
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

function stickyReading(sight: Sight, coverage: number): Reading {
  const { row, medianDbm } = sight;
  const other = row.best_other_rssi_dbm ?? 0;
  return {
    ...stationOf(sight, coverage),
    alertClass: "sticky",
    severity: "minor",
    summary: `Station ${row.sta_mac} stays at ${medianDbm} dBm though another access point hears it at ${other} dBm.`,
    threshold: stickyDbm,
    baseline: other,
    evidence: { best_other_rssi_dbm: other },
    labels: {
      ...placeLabels(row),
      ...(row.best_other_bss === null ? {} : { best_other_bss: row.best_other_bss }),
    },
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
