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

/** Rows of the views, as `../view-rows.ts` asks for them. */
export interface StoredRows {
  readonly stations: readonly Row[];
  readonly hosts: readonly Row[];
  readonly accessPoints: readonly Row[];
  readonly gateway: readonly Row[];
  readonly parameters: readonly Row[];
}

const accessPointColumns = {
  enabled: "Enable",
  status: "Status",
  ssid_path: "SSIDReference",
  associated_devices: "AssociatedDeviceNumberOfEntries",
} as const;

const gatewayColumns = { uptime_seconds: "UpTime", serial_number: "SerialNumber" } as const;

/** One sentence for each value lost and for each value that nobody reported. */
export function misplacedValues(reports: readonly Report[], stored: StoredRows): string[] {
  return reports.flatMap((report) => misplacedInReport(report, storedFor(report, stored)));
}

function storedFor(report: Report, stored: StoredRows): StoredRows {
  const ofReport = (row: Row): boolean =>
    row["profile_id"] === report.profileId && row["observed_at"] === String(report.observedAt);
  return {
    stations: stored.stations.filter(ofReport),
    hosts: stored.hosts.filter(ofReport),
    accessPoints: stored.accessPoints.filter(ofReport),
    gateway: stored.gateway.filter(ofReport),
    parameters: stored.parameters.filter(ofReport),
  };
}

function misplacedInReport(report: Report, stored: StoredRows): string[] {
  const columns = [
    ...stored.stations.flatMap((row) => columnValues(row, row["path"], stationColumns)),
    ...stored.hosts.flatMap((row) => columnValues(row, row["path"], hostColumns)),
    ...stored.accessPoints.flatMap((row) => columnValues(row, row["access_point"], accessPointColumns)),
    ...stored.gateway.flatMap((row) => columnValues(row, "Device.DeviceInfo.", gatewayColumns)),
  ];
  const parameters = stored.parameters.map((row) => `${row["path"]} = ${row["value"]}`);
  const held = new Set([...columns, ...parameters].filter((form) => !isUntold(form)));
  const where = `${report.profileId} at ${report.observedAt}`;
  const told = new Set(report.values.flatMap((value) => [...columnForms(value), ...parameterForms(value)]));
  return [
    ...report.values
      .filter(
        (value) =>
          !isUntold(value.path) &&
          ![...columnForms(value), ...parameterForms(value)].some((form) => held.has(form)),
      )
      .map((value) => `${where}: lost ${value.name} = ${value.text}`),
    ...[...held]
      .filter((form) => !form.endsWith(": ") && !told.has(form))
      .map((form) => `${where}: nobody reported ${form}`),
  ];
}

/** `path: value` of each column of a stored row, without value where there is none; bssid, ssid and band come from other rows. */
function columnValues(
  row: Row,
  path: string | null | undefined,
  columns: Readonly<Record<string, string>>,
): string[] {
  const single = Object.entries(columns).map(([column, name]) => `${path}${name}: ${row[column] ?? ""}`);
  const addresses = (row["ip_addresses"] ?? "").split(",").filter((address) => address !== "");
  return [...single, ...addresses.map((address) => `${path}*.IPAddress: ${address}`)];
}

/** How a value may stand in a column; text that says nothing may be no value at all. */
function columnForms({ path, text, type }: ReportedValue): string[] {
  const address = /^(.*\.)IPv[46]Address\.\d+\.IPAddress$/.exec(path)?.[1];
  const at = address === undefined ? path : `${address}*.IPAddress`;
  if (type !== "string") return [`${at}: ${text}`];
  const reference = path.endsWith("Reference") ? `${text}.` : null;
  const forms = [
    filled(text),
    reference,
    macOf(text),
    /^\d{4}-\d\d-\d\dT/.test(text) ? instantOf(text) : null,
  ];
  if (text === "") return [`${at}: `];
  return forms.flatMap((form) => (form === null ? [] : [`${at}: ${form}`]));
}

/** The agent's own uptime is in no truth. */
const isUntold = (form: string): boolean => form.startsWith("Device.DeviceInfo.UpTime");

const parameterForms = ({ path, name, text }: ReportedValue): string[] => [
  `${path} = ${text}`,
  `${name} = ${text}`,
];
