/** The reports there are. */
import { alertsReport } from "#reports/alerts/report.ts";
import { capacityReport } from "#reports/capacity/report.ts";
import { churnReport } from "#reports/churn/report.ts";
import { firmwareReport } from "#reports/firmware/report.ts";
import type { ReportKind } from "#reports/report.ts";
import { rssiReport } from "#reports/rssi/report.ts";

export const reportKinds: readonly ReportKind[] = [
  capacityReport,
  churnReport,
  rssiReport,
  alertsReport,
  firmwareReport,
];
