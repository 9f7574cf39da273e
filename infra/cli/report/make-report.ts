/** Asks ClickHouse and writes the folder. */
import type { ClickhouseConfig } from "#infra/adapters/clickhouse.ts";
import { folderName, toPacket } from "#reports/packet.ts";
import { askReport, type Report, type ReportKind } from "#reports/report.ts";
import type { Scope } from "#reports/scope.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { openClickhouse } from "../clickhouse-select.ts";
import { Complaint } from "../complaint.ts";
import { readHistory } from "./history.ts";
import { writePacket } from "./write-packet.ts";

export interface ReportOrder {
  readonly kind: ReportKind;
  readonly scope: Scope;
  readonly outFolder: string;
  readonly historyFolder: string;
  readonly clickhouse: ClickhouseConfig;
}

/** A figure of months of a large fleet may take its time. */
const patienceMs = 1_800_000;

/** The report, and the folder that it is in. */
export async function makeReport(order: ReportOrder): Promise<{ folder: string; report: Report }> {
  const { kind, scope, outFolder, historyFolder, clickhouse } = order;
  const history = readHistory(historyFolder, kind.name, scope);
  const reader = openClickhouse(clickhouse, patienceMs);
  try {
    const report = await askReport({ kind, scope, program: packageJson.version, history }, async (sql) => {
      try {
        return await reader.select(sql);
      } catch (error) {
        throw refused(clickhouse.url, sql, error);
      }
    });
    return { folder: writePacket(outFolder, folderName(kind.name, scope), await toPacket(report)), report };
  } finally {
    await reader.close();
  }
}

function refused(url: string, sql: string, error: unknown): Complaint {
  const reason = error instanceof Error ? error.message : String(error);
  const isOld = /UNKNOWN_TABLE|Unknown table|UNKNOWN_IDENTIFIER/.test(reason);
  const advice = isOld
    ? ' Its tables are of another version, or in another database (USP_CLICKHOUSE_DATABASE): run "usp-telemetry migrate".'
    : "";
  return new Complaint(`${url} does not answer "${sql.slice(0, 80)}…": ${reason.slice(0, 600)}.${advice}`, 1);
}
