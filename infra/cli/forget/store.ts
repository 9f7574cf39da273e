/** The tables of ClickHouse, and the list of who was forgotten. */
import { sealHeader } from "#ingest/pseudonyms/sealing.ts";
import { type ClickhouseConfig, createClickhouse, describeTables } from "#infra/adapters/clickhouse.ts";
import { pseudonymEpochOf } from "#schemas/pseudonym-flag.ts";
import { Complaint } from "../complaint.ts";
import { type Change, planEndpoints, planPresent, type Tables, toCount, toStatement } from "./plan.ts";
import type { SealedLetters, StoredChunk } from "./sealed-letters.ts";
import type { Subject } from "./subject.ts";

/** How much, by table or topic; nothing of 0. */
export type Counts = ReadonlyMap<string, number>;

export interface Forgotten {
  readonly kind: Subject["kind"];
  readonly hash: string;
  readonly rows: Counts;
  readonly tombstones: Counts;
}

/** Every method rejects with a complaint where ClickHouse can't be reached or refuses. */
export interface Store extends SealedLetters {
  readonly tables: Tables;
  count(changes: readonly Change[]): Promise<Counts>;
  change(changes: readonly Change[]): Promise<void>;
  endpointsOf(homeId: string): Promise<readonly string[]>;
  /** All homes, or addresses in columns of their own, that have rows. */
  present(kind: Subject["kind"]): Promise<readonly string[]>;
  /** Of the keys under which there are pseudonyms, or what they encrypted: the epochs' ids. */
  epochs(): Promise<readonly string[]>;
  /** When each was forgotten last (UTC), by hash. */
  forgotten(kind: Subject["kind"]): Promise<ReadonlyMap<string, string>>;
  addForgotten(entry: Forgotten): Promise<void>;
  /** How far the sink is in a partition of a topic: the last offset in the tables, -1 for none. */
  inserted(topic: string, partition: number): Promise<number>;
  close(): Promise<void>;
}

/** A large table's parts are written anew for as long as that takes. */
const timeoutMs = 6 * 3_600_000;

export async function openStore(config: ClickhouseConfig): Promise<Store> {
  const client = createClickhouse(config, timeoutMs);
  const orComplaint = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Complaint(`${config.url} (USP_CLICKHOUSE_URL) says: ${reason}`, 1);
    }
  };
  const select = <T>(query: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<T[]> =>
    orComplaint(
      client
        .query({
          query,
          query_params: { ...parameters },
          format: "JSONEachRow",
          clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
        })
        .then((answer) => answer.json<T>()),
    );
  const ids = async (query: string): Promise<readonly string[]> =>
    (await select<{ id: string }>(query)).map(({ id }) => id);
  const described = await orComplaint(describeTables(client, ""));
  const tables = new Map([...described].filter(([name]) => name.endsWith("_store")));
  if (tables.size === 0 || !described.has("forgotten")) {
    await client.close();
    throw new Complaint(
      `The database ${config.database} (USP_CLICKHOUSE_DATABASE) lacks our tables: usp-telemetry migrate makes them`,
      1,
    );
  }
  return {
    tables,
    async count(changes) {
      const counts = new Map<string, number>();
      for (const change of changes) {
        const [row] = await select<{ n: number }>(toCount(change));
        if (row !== undefined && row.n > 0) counts.set(change.table, row.n);
      }
      return counts;
    },
    async change(changes) {
      for (const change of changes) await orComplaint(client.command({ query: toStatement(change) }));
    },
    endpointsOf: (homeId) => ids(planEndpoints(tables, homeId)),
    present: (kind) => ids(planPresent(tables, kind)),
    async epochs() {
      const flags = await ids("SELECT DISTINCT arrayJoin(flags) AS id FROM telemetry_event_store");
      const sealed = await ids(
        `SELECT DISTINCT headers['${sealHeader.epoch}'] AS id FROM dead_letter_store WHERE id != ''`,
      );
      const ofEvents = flags.map((flag) => pseudonymEpochOf([flag])).filter((id) => id !== "");
      return [...new Set([...ofEvents, ...sealed])].toSorted();
    },
    async forgotten(kind) {
      const rows = await select<{ hash: string; at: string }>(
        `SELECT subject_hash AS hash, toString(max(forgotten_at)) AS at FROM forgotten
          WHERE subject_kind = {kind: String} GROUP BY subject_hash`,
        { kind },
      );
      return new Map(rows.map(({ hash, at }) => [hash, at]));
    },
    async addForgotten({ kind, hash, rows, tombstones }) {
      const values = [
        {
          subject_kind: kind,
          subject_hash: hash,
          row_counts: Object.fromEntries(rows),
          tombstone_counts: Object.fromEntries(tombstones),
        },
      ];
      await orComplaint(client.insert({ table: "forgotten", values, format: "JSONEachRow" }));
    },
    async inserted(topic, partition) {
      const [row] = await select<{ last: number }>(
        `SELECT last_offset AS last FROM pipeline_progress
          WHERE topic = {topic: String} AND partition = {partition: Int32}`,
        { topic, partition },
      );
      return row?.last ?? -1;
    },
    async sealedBytes() {
      const [row] = await select<{ bytes: number }>(
        `SELECT sum(length(ifNull(payload, ''))) AS bytes FROM dead_letter_store
          WHERE mapContains(headers, {header: String})`,
        { header: sealHeader.algorithm },
      );
      return row?.bytes ?? 0;
    },
    sealedChunks: (prefix) =>
      select<StoredChunk>(
        `SELECT digest, base64Encode(ifNull(payload, '')) AS payload, headers FROM dead_letter_store
          WHERE mapContains(headers, {header: String}) AND startsWith(digest, {prefix: String})
          ORDER BY digest, chunk_index LIMIT 1 BY digest, chunk_index`,
        { prefix, header: sealHeader.algorithm },
      ),
    close: () => client.close(),
  };
}
