/**
 * From the settings of a profile's row to what intake reads its reports by: the same definitions that an operator would
 * write into `intake.profiles`. A row that is known in part defines nothing.
 */
import type { NamedReference, ProfileDefinition } from "../config.ts";
import type { CsvDialect } from "../report/csv-reader.ts";
import { hasAllReferences, referencesIn } from "./references.ts";
import type { RowSettings } from "./row-changes.ts";

export interface LearnedDefinition extends ProfileDefinition {
  /** References whose parameters are left out of reports (`Parameter.{i}.Exclude`). */
  readonly excluded: readonly string[];
}

/** Streams of what intake reads, null for what it does not. */
export interface Streams {
  /** Of an MQTT topic that a gateway publishes to. */
  readonly ofTopic: (publishTopic: string) => string | null;
  /** Of a path that a gateway posts to. */
  readonly ofPath: (path: string) => string | null;
}

/**
 * Null for a row that is known in part, or sends where intake does not read. One that is switched off counts: it may have been
 * switched on unseen, and reports when it is told to (ForceCollection).
 */
export function toDefinition(row: string, settings: RowSettings, streams: Streams): LearnedDefinition | null {
  const topic = streamOf(row, settings, streams);
  const references = [...referencesIn(Object.keys(settings))];
  if (topic === null || references.length === 0 || !hasAllReferences(settings)) return null;
  const all = references.map((each) => ({
    name: settings[`${each}Name`] ?? "",
    reference: settings[`${each}Reference`] ?? "",
    isExcluded: isTrue(settings[`${each}Exclude`]),
  }));
  if (all.some(({ reference }) => reference === "")) return null;
  const seconds = Number(settings["ReportingInterval"] ?? Number.NaN);
  return {
    topic,
    intervalMs: Number.isInteger(seconds) && seconds > 0 && seconds <= mostSeconds ? seconds * 1000 : null,
    parameters: distinct(all.filter(({ isExcluded }) => !isExcluded)),
    csv: csvOf(settings),
    excluded: all.filter(({ isExcluded }) => isExcluded).map(({ reference }) => reference),
  };
}

/** TR-181's unsignedInt. More is an interval that some agents have for none, -1 in 64 bits. */
const mostSeconds = 2 ** 32 - 1;

const isTrue = (text = ""): boolean => ["true", "1"].includes(text);

/** An Add sent twice may double a profile's rows: its reports say the same, twice. */
const distinct = (parameters: readonly NamedReference[]): readonly NamedReference[] => [
  ...new Map(
    parameters.map(({ name, reference }) => [JSON.stringify([name, reference]), { name, reference }]),
  ).values(),
];

/** Of a profile over HTTP only its URL's path is kept (`row-changes.ts`). */
function streamOf(row: string, settings: RowSettings, { ofTopic, ofPath }: Streams): string | null {
  const { Protocol: protocol, "MQTT.PublishTopic": topic = "", "HTTP.URL": path = "" } = settings;
  if (protocol === "USPEventNotif") return row;
  if (protocol === "MQTT") return topic === "" ? null : ofTopic(topic);
  return protocol === "HTTP" && path !== "" ? ofPath(path) : null;
}

/**
 * TR-181's own defaults, also for what is empty, which separates nothing. Line breaks of any kind are read where one is named,
 * in itself or as `&#10;`.
 */
function csvOf(settings: RowSettings): CsvDialect | null {
  if (settings["EncodingType"] !== "CSV") return null;
  const rowSeparator = settings["CSVEncoding.RowSeparator"] || null;
  const isLineBreak = rowSeparator === null || /^(?:&#1[03];|[\r\n])+$/.test(rowSeparator);
  return {
    fieldSeparator: settings["CSVEncoding.FieldSeparator"] || ",",
    rowSeparator: isLineBreak ? null : rowSeparator,
    escapeCharacter: settings["CSVEncoding.EscapeCharacter"] || '"',
  };
}
