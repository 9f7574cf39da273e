/** Asks a ClickHouse for its version, tables, rights, disks, merges and clock. */
import type { ClickHouseClient } from "@clickhouse/client";
import { describeClickhouseError } from "#infra/adapters/clickhouse-error.ts";
import { createClickhouse } from "#infra/adapters/clickhouse.ts";
import { clickhouseConfig } from "../config/process-config.ts";
import { MigrationError, pendingMigrations } from "../migrate.ts";
import type { Values } from "../settings.ts";
import { clockFinding, type Finding, findingsOf, messageOf, shownUrl } from "./finding.ts";

const { ok, warn, fail } = findingsOf("clickhouse");

type Row = Readonly<Record<string, string>>;
/** Rows of text. */
type Select = (sql: string) => Promise<readonly Row[]>;

/** Never rejects. */
export async function examineClickhouse(values: Values, limitMs: number): Promise<readonly Finding[]> {
  let client: ClickHouseClient;
  try {
    client = createClickhouse(clickhouseConfig(values), limitMs);
  } catch (error) {
    return [fail("settings", messageOf(error), "Correct USP_CLICKHOUSE_TLS_*.")];
  }
  const select: Select = async (sql) => {
    const answer = await client.query({ query: sql, format: "JSONEachRow" });
    return answer.json<Row>();
  };
  try {
    return await examine(client, select, values);
  } catch (error) {
    return [
      fail(
        "reachable",
        `${shownUrl(values.clickhouseUrl)}: ${describeClickhouseError(error)}`,
        "Start it, or check USP_CLICKHOUSE_URL, user, password and database (usp-telemetry migrate makes the database).",
      ),
    ];
  } finally {
    await client.close();
  }
}

async function examine(
  client: ClickHouseClient,
  select: Select,
  values: Values,
): Promise<readonly Finding[]> {
  const beforeMs = Date.now();
  const [first] = await select(
    "SELECT version() AS version, toString(toUnixTimestamp64Milli(now64(3))) AS now_ms, currentUser() AS user",
  );
  const afterMs = Date.now();
  const { version = "", now_ms: nowMs = "", user = "" } = first ?? {};
  return [
    ok("reachable", `${shownUrl(values.clickhouseUrl)}, database ${values.clickhouseDatabase}`),
    judgeVersion(version),
    ...(await examineTables(client, select, user)),
    ...(await orUnknown("disks", async () => judgeDisks(await select(disksSql)))),
    ...(await orUnknown("parts", async () => judgeParts(await select(partsSql)))),
    ...(await orUnknown("mutations", async () => judgeMutations(await select(mutationsSql)))),
    ...(await orUnknown("replicas", async () => judgeReplicas(await select(replicasSql)))),
    clockFinding("clickhouse", { beforeMs, theirsMs: Number(nowMs), afterMs, resolutionMs: 1 }),
  ];
}

/** The oldest with which the views' statements were written. */
const oldestVersion = [24, 8] as const;

export function judgeVersion(version: string): Finding {
  const [year = 0, month = 0] = version.split(".").map(Number);
  const isOld = year < oldestVersion[0] || (year === oldestVersion[0] && month < oldestVersion[1]);
  return isOld
    ? warn("version", version, `Nobody has tried one before ${oldestVersion.join(".")}: take a newer one.`)
    : ok("version", version);
}

async function orUnknown(
  about: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [
      warn(
        about,
        `can't be seen: ${describeClickhouseError(error)}`,
        `Allow SELECT on system.${about}, or look by hand.`,
      ),
    ];
  }
}

/** Tables as this version wants them, and the rights of the sink and of who asks. */
async function examineTables(
  client: ClickHouseClient,
  select: Select,
  user: string,
): Promise<readonly Finding[]> {
  let pending: readonly string[];
  try {
    pending = await pendingMigrations(client);
  } catch (error) {
    const todo =
      error instanceof MigrationError
        ? "See the message."
        : "Allow SELECT on schema_migration (infra/deploy/clickhouse/grants.sql).";
    return [fail("migrations", messageOf(error), todo)];
  }
  if (pending.length > 0)
    return [
      fail(
        "migrations",
        `${pending.length} are not applied, the first is ${pending[0]}`,
        "Run usp-telemetry migrate with this version, before its sinks start.",
      ),
    ];
  const landing = await select(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'landing_') ORDER BY name",
  );
  const refused: string[] = [];
  for (const { name } of landing) {
    // No row: nothing is inserted, and no other right is asked for.
    const statement = `INSERT INTO ${name} (kafka_offset) SELECT 0 WHERE 0`;
    await client.command({ query: statement }).catch((error: unknown) => {
      refused.push(`${name}: ${describeClickhouseError(error)}`);
    });
  }
  return [
    ok("migrations", `all applied, ${landing.length} landing tables`),
    refused.length === 0
      ? ok("permissions", `${user} may insert`)
      : fail(
          "permissions",
          refused[0] ?? "",
          `Allow ${user} INSERT on landing_* (infra/deploy/clickhouse/grants.sql), or ask with the sink's account.`,
        ),
  ];
}

const disksSql =
  "SELECT name, path, toString(free_space) AS free, toString(total_space) AS total FROM system.disks WHERE total_space > 0";
const lowShare = 0.2;
const emptyShare = 0.05;
const gibibyte = 1024 ** 3;

export function judgeDisks(rows: readonly Row[]): readonly Finding[] {
  return rows.map(({ name = "", path = "", free = "0", total = "0" }) => {
    const share = Number(free) / Number(total);
    const found = `${name} (${path}): ${(Number(free) / gibibyte).toFixed(1)} of ${(Number(total) / gibibyte).toFixed(1)} GiB free`;
    const todo = "Add space, or shorten the tables' TTL (schemas/clickhouse/README.md).";
    if (share < emptyShare) return fail("disk", found, todo);
    return share < lowShare ? warn("disk", found, todo) : ok("disk", found);
  });
}

const partsSql = `SELECT table, partition, toString(count()) AS parts FROM system.parts
  WHERE database = currentDatabase() AND active GROUP BY table, partition ORDER BY count() DESC LIMIT 1`;
/** ClickHouse slows inserts down at 1,000 (`parts_to_delay_insert`) and refuses them at 3,000. */
const manyParts = 500;

export function judgeParts(rows: readonly Row[]): readonly Finding[] {
  const [{ table = "", partition = "", parts = "0" } = {}] = rows;
  if (Number(parts) < manyParts) return [ok("parts", `at most ${parts} in a partition`)];
  return [
    warn(
      "parts",
      `${table} has ${parts} parts in partition ${partition}: merges do not keep up; at 1,000 inserts are slowed down`,
      "Give it more CPU and faster disks, or insert less often: USP_SINK_FLUSH_EVERY_MS, fewer sinks.",
    ),
  ];
}

const mutationsSql = `SELECT table, latest_fail_reason AS reason FROM system.mutations
  WHERE database = currentDatabase() AND NOT is_done AND latest_fail_reason != '' LIMIT 1`;

function judgeMutations(rows: readonly Row[]): readonly Finding[] {
  return rows.map(({ table = "", reason = "" }) =>
    warn(
      "mutations",
      `one of ${table} fails again and again: ${reason}`,
      "KILL MUTATION, or mend what it says.",
    ),
  );
}

const replicasSql =
  "SELECT table FROM system.replicas WHERE database = currentDatabase() AND (is_readonly OR is_session_expired) LIMIT 1";

function judgeReplicas(rows: readonly Row[]): readonly Finding[] {
  return rows.map(({ table = "" }) =>
    fail(
      "replicas",
      `${table} is read-only: it has lost its Keeper`,
      "Look at ClickHouse Keeper and the server's log.",
    ),
  );
}
