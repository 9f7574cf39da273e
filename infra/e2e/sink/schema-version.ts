/**
 * What a next version of the telemetry schema consists of, made from the present one: the Avro record with a field more at
 * the top and one inside the stations, its landing table, and the views that lead from there into the tables.
 */
import { loadSchema } from "#infra/adapters/schemas.ts";
import { type SqlFile, sqlFiles } from "#infra/cli/sql-files.ts";
import { splitStatements } from "#infra/cli/sql-statements.ts";
import { landingColumns } from "#processors/sink/landing.ts";
import { parseRecordSchema } from "#processors/sink/avro-schema.ts";
import { topics } from "#schemas/topics.ts";

/** Versions there are: the newest landing table's number. */
const present = Math.max(
  ...sqlFiles()
    .flatMap(({ sql }) => [...sql.matchAll(/\blanding_telemetry_event_(\d+)/g)])
    .map(([, version]) => Number(version)),
);

/** The migration's name, as it is told when it is applied. */
export const nextMigration = `migrations/9999_telemetry_event_${present + 1}.sql`;

const topField = { name: "region", type: ["null", "string"], default: null };
const stationField = { name: "tx_power_dbm", type: ["null", "int"], default: null };

interface Fields {
  fields: { name: string; type: unknown }[];
}

/** The text of the next schema. */
export function nextTelemetrySchema(): string {
  const schema: Fields = JSON.parse(loadSchema(topics.telemetry.schema));
  for (const { name, type } of schema.fields) {
    if (name !== "stations") continue;
    const { items } = type as { items: Fields };
    items.fields.push(stationField);
  }
  schema.fields.push(topField);
  return JSON.stringify(schema);
}

/**
 * The migration an operator gets with it, one file that only adds: what comes in the old version goes its old way, and the
 * sink may run meanwhile. And the two views that show the new columns.
 */
function nextTelemetryFiles(): readonly SqlFile[] {
  const files = sqlFiles();
  const views = files
    .flatMap(({ sql }) => splitStatements(sql))
    .filter(
      (sql) =>
        sql.startsWith("CREATE MATERIALIZED VIEW") && sql.includes(`landing_telemetry_event_${present}`),
    )
    .map((sql) => sql.replaceAll(`telemetry_event_${present}`, `telemetry_event_${present + 1}`))
    .map((sql) => withColumn(sql, "_to_station_observation ", "row.tx_power_dbm AS tx_power_dbm"))
    .map((sql) => withColumn(sql, "_to_telemetry_event ", "region"));
  const migration = [
    landingTable(),
    "ALTER TABLE station_observation_store ADD COLUMN IF NOT EXISTS tx_power_dbm Nullable(Int32)",
    "ALTER TABLE telemetry_event_store ADD COLUMN IF NOT EXISTS region Nullable(String)",
    ...views,
  ];
  return [
    { name: nextMigration, sql: migration.join(";\n") },
    ...files.flatMap(({ name, sql }) => shown(name, sql)),
  ];
}

/** Everything the program of the next version would apply. */
export const nextFiles = (): readonly SqlFile[] => {
  const next = nextTelemetryFiles();
  const replaced = new Set(next.map(({ name }) => name));
  return [...sqlFiles().filter(({ name }) => !replaced.has(name)), ...next].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
};

function landingTable(): string {
  const schema = parseRecordSchema(nextTelemetrySchema());
  if (schema === null) throw new Error("the next schema describes no record");
  const columns = landingColumns(schema).map(({ name, type }) => `${name} ${type}`);
  const whole = "CONSTRAINT whole CHECK kafka_offset = kafka_offset_again";
  return `CREATE TABLE IF NOT EXISTS landing_telemetry_event_${present + 1} (${[...columns, whole].join(", ")}) ENGINE = Null`;
}

const withColumn = (sql: string, ofView: string, column: string): string =>
  sql.includes(ofView) ? sql.replace("SELECT\n", `SELECT\n    ${column},\n`) : sql;

function shown(name: string, sql: string): readonly SqlFile[] {
  const columns: Readonly<Record<string, string>> = {
    "views/0003_station_observation.sql": "tx_power_dbm",
    "views/0002_telemetry_event.sql": "region",
  };
  const column = columns[name];
  return column === undefined ? [] : [{ name, sql: sql.replace("SELECT\n", `SELECT\n    ${column},\n`) }];
}
