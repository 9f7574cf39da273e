/** Every report of a capture as the tables must hold it: one fact per report element. */
import type { Capture, NotifyTruth, ProfileTruth, PublishTruth, ReportTruth } from "./capture.ts";
import { hasHostColumn, hostRow } from "./host-row.ts";
import { reportedValues, type ReportedValue } from "./report-values.ts";
import { macOf, type Row } from "./row.ts";
import { replayStates, phaseOf } from "./state.ts";
import { stationParameters, stationRow } from "./station-row.ts";

export interface Report {
  /** Index of the publish that brought it. */
  readonly publish: number;
  readonly profileId: string;
  readonly source: "mqtt-bulk" | "usp-push";
  /** The gateway's time, or the received time where it sent none. Milliseconds. */
  readonly observedAt: number;
  readonly receivedAt: number;
  readonly timeQuality: "reported" | "none";
  readonly timeRaw: string | null;
  /** Path prefixes of the tables covered completely, sorted. */
  readonly tables: readonly string[];
  readonly values: readonly ReportedValue[];
  readonly stations: readonly Row[];
  readonly hosts: readonly Row[];
  /** Values without a column. */
  readonly parameters: readonly ReportedValue[];
}

/** The exact profile the local configuration knows: its tables are covered even when empty. */
const knownProfile = "oktopus/usp/v1/bulkdata/{id}";

/** All reports in the order they were received, also those received twice. */
export function reportsOf(capture: Capture): Report[] {
  const stateAt = replayStates(capture.batches);
  return capture.publishes.flatMap((publish) =>
    elementsOf(publish).map((element) => {
      const profile = profileOf(capture, publish);
      const state = stateAt(element.state_seq, phaseOf(element.state_phase));
      return reportFact(publish, element, profile, reportedValues(state, profile));
    }),
  );
}

/** The Push! event of a publish that is one. */
export const pushOf = (publish: PublishTruth): NotifyTruth["event"] =>
  publish.push_report === undefined ? undefined : publish.msg?.body.request?.notify?.event;

const elementsOf = (publish: PublishTruth): readonly ReportTruth[] =>
  publish.reports ?? publish.push_report ?? [];

function profileOf(capture: Capture, publish: PublishTruth): ProfileTruth {
  const path = pushOf(publish)?.obj_path;
  const found = capture.profiles.find((each) =>
    path === undefined ? each.topic === publish.topic : each.event === path,
  );
  if (found === undefined) throw new Error(`publish ${publish.i} of ${capture.name} has no profile`);
  return found;
}

function reportFact(
  publish: PublishTruth,
  element: ReportTruth,
  profile: ProfileTruth,
  values: readonly ReportedValue[],
): Report {
  const time = element.collection_time ?? null;
  const profileId = pushOf(publish)?.obj_path ?? publish.topic.replace("/cpe-test-1", "/{id}");
  return {
    publish: publish.i,
    profileId,
    source: publish.push_report === undefined ? "mqtt-bulk" : "usp-push",
    observedAt: time === null ? publish.t_ms : typeof time === "number" ? time * 1000 : Date.parse(time),
    receivedAt: publish.t_ms,
    timeQuality: time === null ? "none" : "reported",
    timeRaw: time === null ? null : String(time),
    values,
    ...splitRows(values),
    tables: tablesOf(profileId, profile, values),
  };
}

/** Values by the row they belong to, and what has no column. */
export function splitRows(
  values: readonly ReportedValue[],
): Pick<Report, "stations" | "hosts" | "parameters"> {
  const distinct = [...new Map(values.map((value) => [value.path, value])).values()];
  const rows = Map.groupBy(distinct, (value) => rowPath.exec(value.path)?.[0] ?? "");
  const split = { stations: [] as Row[], hosts: [] as Row[], parameters: [] as ReportedValue[] };
  for (const [path, group] of rows) {
    const byName = new Map(group.map((value) => [value.path.slice(path.length), value.text]));
    const station = path.includes(".AssociatedDevice.") ? stationRow(path, byName) : null;
    const host = path.startsWith("Device.Hosts.") ? hostRow(path, byName) : null;
    if (station !== null) split.stations.push(station);
    if (host !== null) split.hosts.push(host);
    split.parameters.push(
      ...group.filter((value) => {
        const name = value.path.slice(path.length);
        return !(station !== null && stationParameters.has(name)) && !(host !== null && hasHostColumn(name));
      }),
    );
  }
  return split;
}

const rowPath = /^Device\.(Hosts\.Host\.\d+|WiFi\.AccessPoint\.\d+\.AssociatedDevice\.\d+)\./;

/**
 * Known profile: all its tables. Otherwise those with a row in the report: `*` for an alias, the row's own prefix for a
 * full path. Never one with a row that can't be told from others.
 */
function tablesOf(profileId: string, profile: ProfileTruth, values: readonly ReportedValue[]): string[] {
  const aliased = profile.params.some(([name]) => name !== "");
  const known = profileId === knownProfile && aliased;
  const withRows = values.flatMap((value) => tableOf(value.path, aliased));
  const spoiled = values.filter(namesNobody).flatMap((value) => tableOf(value.path, aliased));
  const covered = new Set(known ? [hostTable, stationTable] : withRows);
  return [...covered].filter((prefix) => !spoiled.includes(prefix)).sort();
}

/** A row's key that is no MAC: who is missing from its table can't be told. */
const namesNobody = ({ path, text }: ReportedValue): boolean =>
  /\.(PhysAddress|MACAddress)$/.test(path) && macOf(text) === null;

const hostTable = "Device.Hosts.Host.";
const stationTable = "Device.WiFi.AccessPoint.*.AssociatedDevice.";

function tableOf(path: string, aliased: boolean): string[] {
  if (path.startsWith(hostTable)) return [hostTable];
  const prefix = /^Device\.WiFi\.AccessPoint\.\d+\.AssociatedDevice\.(?=\d)/.exec(path)?.[0];
  if (prefix === undefined) return [];
  return [aliased ? stationTable : prefix];
}
