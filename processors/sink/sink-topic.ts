/** What the sink reads, and where each of it lands. */
import { topics } from "#schemas/topics.ts";
import { fullName, parseRecordSchema, type RecordSchema } from "./avro-schema.ts";
import { type Column, landingColumns } from "./landing.ts";

/** One topic of the sink. */
export interface SinkTopic {
  readonly name: string;
  /**
   * `avro`: values as the registry knows them; `table`: the same, and a record without a value takes its key away;
   * `dead-letter`: any bytes, told apart by headers.
   */
  readonly form: "avro" | "table" | "dead-letter";
  /** Whether somebody may look at its rows within a second; else its inserts are fewer and larger. */
  readonly isUrgent?: boolean;
  /** Landing tables are `<prefix><version of the schema>`. */
  readonly landingPrefix: string;
  /** The record's full name: what every version of the topic's schema describes. */
  readonly recordName: string;
  /** The version this program knows. */
  readonly schema: RecordSchema;
}

/** A landing table as it is in the database. */
export interface LandingTable {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** The form dead letters are inserted in; it is never on a topic. */
export const deadLetterSchemaFile = "dead-letter-row.avsc";

/** The topics the sink reads. `loadSchema` gives the text of a file in `schemas/`. */
export function sinkTopics(loadSchema: (file: string) => string): SinkTopic[] {
  const { telemetry, parameter, window, associationChange, alert, inventory, ledger, deadLetter } = topics;
  const avro =
    (isUrgent: boolean) =>
    ({ name, schema }: { readonly name: string; readonly schema: string }): SinkTopic =>
      sinkTopic({ name, form: "avro", isUrgent }, schema, loadSchema);
  return [
    ...[telemetry, alert].map(avro(true)),
    ...[parameter, window, associationChange, ledger].map(avro(false)),
    sinkTopic({ name: inventory.name, form: "table", isUrgent: false }, inventory.schema, loadSchema),
    sinkTopic(
      { name: deadLetter.name, form: "dead-letter", isUrgent: false },
      deadLetterSchemaFile,
      loadSchema,
    ),
  ];
}

function sinkTopic(
  topic: Pick<SinkTopic, "name" | "form" | "isUrgent">,
  file: string,
  loadSchema: (file: string) => string,
): SinkTopic {
  const schema = parseRecordSchema(loadSchema(file));
  if (schema === null) throw new Error(`schemas/${file} does not describe a record`);
  const noun = file.replace(/(-row)?\.avsc$/, "").replaceAll("-", "_");
  return { ...topic, landingPrefix: `landing_${noun}_`, recordName: fullName(schema), schema };
}

/** The table that takes records of this schema exactly as they are, or null. The newest where several do. */
export function findLandingTable(
  topic: SinkTopic,
  schema: RecordSchema,
  tables: readonly LandingTable[],
): string | null {
  const wanted = landingColumns(schema);
  const fitting = tables.filter(
    ({ name, columns }) => versionOf(topic, name) !== null && sameColumns(columns, wanted),
  );
  fitting.sort((a, b) => (versionOf(topic, b.name) ?? 0) - (versionOf(topic, a.name) ?? 0));
  return fitting[0]?.name ?? null;
}

/** The version in a landing table's name, or null when it is not of this topic. */
function versionOf({ landingPrefix }: SinkTopic, table: string): number | null {
  const version = table.startsWith(landingPrefix) ? table.slice(landingPrefix.length) : "";
  return /^\d+$/.test(version) ? Number(version) : null;
}

const sameColumns = (a: readonly Column[], b: readonly Column[]): boolean =>
  a.length === b.length &&
  a.every(({ name, type }, index) => b[index]?.name === name && b[index]?.type === type);

/** Why the program's own schemas do not fit the database, one sentence a topic; empty when they do. */
export function compareLanding(sink: readonly SinkTopic[], tables: readonly LandingTable[]): string[] {
  return sink
    .filter((topic) => findLandingTable(topic, topic.schema, tables) === null)
    .map((topic) => complaint(topic, tables));
}

function complaint(topic: SinkTopic, tables: readonly LandingTable[]): string {
  const versions = tables.filter(({ name }) => versionOf(topic, name) !== null);
  versions.sort((a, b) => (versionOf(topic, b.name) ?? 0) - (versionOf(topic, a.name) ?? 0));
  const newest = versions[0];
  if (newest === undefined) {
    return `ClickHouse has no table ${topic.landingPrefix}* for ${topic.name}: run the migrations first`;
  }
  const wanted = landingColumns(topic.schema);
  const difference =
    wanted.find(({ name, type }) => !newest.columns.some((has) => has.name === name && has.type === type)) ??
    newest.columns.find(({ name }) => !wanted.some((column) => column.name === name));
  return `ClickHouse's ${newest.name} does not fit the schema of ${topic.name} (column ${difference?.name ?? "order"}): run the migrations of this version first`;
}
