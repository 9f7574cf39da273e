/**
 * The rows that what was sent must become, from the simulator's own words: the report as it formatted it, and the
 * notice before it was encoded. Nothing of the product's own decoder.
 */
import { createHash } from "node:crypto";
import type { Notice } from "#infra/simulator/gateway.ts";
import type { ReportedValue } from "../truth/report-values.ts";
import { splitRows } from "../truth/report.ts";
import type { Row } from "../truth/row.ts";
import { sortedJson } from "../truth/notification.ts";
import type { Sent } from "./fleet.ts";

/** Rows by view; columns are text. Received times are left out: they are the product's to say. */
export interface ViewRows {
  readonly report: readonly Row[];
  readonly station: readonly Row[];
  readonly host: readonly Row[];
  readonly parameter: readonly Row[];
  readonly radio: readonly Row[];
  readonly accessPoint: readonly Row[];
  readonly gateway: readonly Row[];
  readonly notification: readonly Row[];
}

export const viewNames = [
  "report",
  "station",
  "host",
  "parameter",
  "radio",
  "accessPoint",
  "gateway",
  "notification",
] as const satisfies readonly (keyof ViewRows)[];

/** Rows of one home's publications. */
export function expectedRows(sent: readonly Sent[]): ViewRows {
  const rows: Record<keyof ViewRows, Row[]> = {
    report: [],
    station: [],
    host: [],
    parameter: [],
    radio: [],
    accessPoint: [],
    gateway: [],
    notification: [],
  };
  for (const { publication } of sent) {
    if (publication.notice !== null) rows.notification.push(notificationRow(publication.notice));
    else addReport(rows, publication.topic, publication.payload.toString("utf8"));
  }
  return rows;
}

/** What tells one publication from all others: no two of a home's reports of one profile have the same second. */
export function factOf({ homeId, publication: { topic, payload, notice } }: Sent): string {
  return notice === null
    ? reportFact(homeId, profileOf(topic), String(parseReport(payload.toString("utf8")).collectionTime))
    : noticeFact(homeId, notice.msgId);
}

export const reportFact = (homeId: string, profileId: string, timeRaw: string): string =>
  `${homeId}|${profileId}|${timeRaw}`;
export const noticeFact = (homeId: string, msgId: string): string => `${homeId}|${msgId}`;

const profileOf = (topic: string): string => topic.replace(/\/cpe-sim-\d+/, "/{id}");

function parseReport(text: string): {
  readonly collectionTime: number;
  readonly values: readonly ReportedValue[];
} {
  const parsed = JSON.parse(text) as { Report: Record<string, string | number | boolean>[] };
  const { CollectionTime, ...values } = parsed.Report[0] ?? {};
  return { collectionTime: Number(CollectionTime), values: Object.entries(values).map(toValue) };
}

function toValue([name, value]: [string, string | number | boolean]): ReportedValue {
  const type = typeof value === "string" ? "string" : typeof value === "number" ? "number" : "boolean";
  return { name, path: fullPath(name), text: String(value), type };
}

/** The profile's alternative names, back to the data model. */
const fullPath = (name: string): string =>
  name
    .replace(/^Hosts\./, "Device.Hosts.Host.")
    .replace(/^ApAssociatedDevice\.(\d+)\./, "Device.WiFi.AccessPoint.$1.AssociatedDevice.");

function addReport(rows: Record<keyof ViewRows, Row[]>, topic: string, text: string): void {
  const { collectionTime, values } = parseReport(text);
  const profile_id = profileOf(topic);
  const at = { profile_id, observed_at: String(collectionTime * 1000) };
  rows.report.push({
    ...at,
    source: "mqtt-bulk",
    time_quality: "reported",
    time_raw: String(collectionTime),
  });
  if (profile_id.endsWith("/gateway")) return addGateway(rows, at, values);
  const { stations, hosts, parameters } = splitRows(values);
  rows.station.push(...stations.map((row) => ({ ...at, ...row })));
  rows.host.push(...hosts.map((row) => ({ ...at, ...row })));
  rows.parameter.push({ ...at, source: "mqtt-bulk", ...digestOf(parameters) });
}

/** A report has some thirty values without a column: how many, and a digest of all of them. */
function digestOf(parameters: readonly ReportedValue[]): Row {
  const lines = parameters.map(({ path, text, type }) => `${path}=${text} ${type}`).sort();
  const sha256 = createHash("sha256").update(lines.join("\n")).digest("hex");
  return { count: String(lines.length), sha256 };
}

/** The slow report: the gateway itself, its radios and its access points. */
function addGateway(rows: Record<keyof ViewRows, Row[]>, at: Row, values: readonly ReportedValue[]): void {
  const byPath = new Map(values.map(({ path, text }) => [path, text]));
  const of = (path: string): string | null => byPath.get(path) ?? null;
  rows.gateway.push({
    ...at,
    uptime_seconds: of("Device.DeviceInfo.UpTime"),
    serial_number: of("Device.DeviceInfo.SerialNumber"),
  });
  for (const number of [1, 2]) {
    const radio = `Device.WiFi.Radio.${number}`;
    rows.radio.push({
      ...at,
      radio: `${radio}.`,
      band: of(`${radio}.OperatingFrequencyBand`),
      channel: of(`${radio}.Channel`),
      bandwidth: of(`${radio}.CurrentOperatingChannelBandwidth`),
      status: of(`${radio}.Status`),
      transmit_power_percent: of(`${radio}.TransmitPower`),
      noise_dbm: of(`${radio}.Stats.Noise`),
    });
    const path = `Device.WiFi.AccessPoint.${number}`;
    rows.accessPoint.push({
      ...at,
      access_point: `${path}.`,
      enabled: of(`${path}.Enable`),
      status: of(`${path}.Status`),
      // A row's path ends with a dot, as every path of ours does.
      ssid_path: `${of(`${path}.SSIDReference`)}.`,
      associated_devices: of(`${path}.AssociatedDeviceNumberOfEntries`),
    });
  }
}

function notificationRow({ msgId, subscriptionId, told }: Notice): Row {
  const nothing = {
    subscription_id: subscriptionId,
    msg_id: msgId,
    path: told.path,
    event_name: "",
    value: null,
    error_code: null,
    params: "{}",
    unique_keys: "{}",
  };
  if (told.kind === "event")
    return { ...nothing, kind: "event", event_name: told.name, params: sortedJson(told.params) };
  if (told.kind === "value_change") return { ...nothing, kind: "value_change", value: told.value };
  if (told.kind === "deletion") return { ...nothing, kind: "object_deletion" };
  return { ...nothing, kind: "object_creation", unique_keys: sortedJson(told.uniqueKeys) };
}
