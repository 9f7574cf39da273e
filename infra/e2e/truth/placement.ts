/**
 * For captures whose names or values are unusual: nothing lost, nothing misread, wherever it was put.
 * Every reported value must be in its column, or be a parameter under its path or its reported name; and no column
 * may hold what was not reported.
 */
import { hostColumns } from "./host-row.ts";
import type { Report } from "./report.ts";
import type { ReportedValue } from "./report-values.ts";
import { filled, instantOf, macOf, type Row } from "./row.ts";
import { stationColumns } from "./station-row.ts";

/** Rows of the three views, as `../view-rows.ts` asks for them. */
export interface StoredRows {
  readonly stations: readonly Row[];
  readonly hosts: readonly Row[];
  readonly parameters: readonly Row[];
}

/** One sentence for each value lost and for each value that nobody reported. */
export function misplacedValues(reports: readonly Report[], stored: StoredRows): string[] {
  return reports.flatMap((report) => misplacedInReport(report, storedFor(report, stored)));
}

function storedFor(report: Report, { stations, hosts, parameters }: StoredRows): StoredRows {
  const ofReport = (row: Row): boolean =>
    row["profile_id"] === report.profileId && row["observed_at"] === String(report.observedAt);
  return {
    stations: stations.filter(ofReport),
    hosts: hosts.filter(ofReport),
    parameters: parameters.filter(ofReport),
  };
}

function misplacedInReport(report: Report, stored: StoredRows): string[] {
  const columns = [...stored.stations, ...stored.hosts].flatMap(columnValues);
  const parameters = stored.parameters.map((row) => `${row["path"]} = ${row["value"]}`);
  const held = new Set([...columns, ...parameters]);
  const where = `${report.profileId} at ${report.observedAt}`;
  const told = new Set(report.values.flatMap((value) => [...columnForms(value), ...parameterForms(value)]));
  return [
    ...report.values
      .filter((value) => ![...columnForms(value), ...parameterForms(value)].some((form) => held.has(form)))
      .map((value) => `${where}: lost ${value.name} = ${value.text}`),
    ...[...held]
      .filter((form) => !form.endsWith(": ") && !told.has(form))
      .map((form) => `${where}: nobody reported ${form}`),
  ];
}

/** `path: value` of each column of a stored row, without value where there is none; bssid, ssid and band come from other rows. */
function columnValues(row: Row): string[] {
  const columns = row["sta_mac"] === undefined ? hostColumns : stationColumns;
  const single = Object.entries(columns).map(
    ([column, name]) => `${row["path"]}${name}: ${row[column] ?? ""}`,
  );
  const addresses = (row["ip_addresses"] ?? "").split(",").filter((address) => address !== "");
  return [...single, ...addresses.map((address) => `${row["path"]}*.IPAddress: ${address}`)];
}

/** How a value may stand in a column; text that says nothing may be no value at all. */
function columnForms({ path, text, type }: ReportedValue): string[] {
  const address = /^(.*\.)IPv[46]Address\.\d+\.IPAddress$/.exec(path)?.[1];
  const at = address === undefined ? path : `${address}*.IPAddress`;
  if (type !== "string") return [`${at}: ${text}`];
  const forms = [filled(text), macOf(text), /^\d{4}-\d\d-\d\dT/.test(text) ? instantOf(text) : null];
  if (text === "") return [`${at}: `];
  return forms.flatMap((form) => (form === null ? [] : [`${at}: ${form}`]));
}

const parameterForms = ({ path, name, text }: ReportedValue): string[] => [
  `${path} = ${text}`,
  `${name} = ${text}`,
];
