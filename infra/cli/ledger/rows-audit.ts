/**
 * Records of a topic against their rows. The same bytes go once more the sink's way, into tables of this check alone, through
 * the views' own statements; what comes of it is compared with what is stored, every column of every row. A record that can't
 * be inserted must be a dead letter of the sink.
 *
 * A row that another record with the same key and a newer version has replaced is as it should be; so is a copy.
 */
import { createClickhouse, describeTables, insertAvro } from "#infra/adapters/clickhouse.ts";
import type { KafkaRecord } from "#infra/adapters/kafka-reader.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { nounOf } from "#infra/adapters/test-gap.ts";
import type { SinkConfig } from "#processors/config.ts";
import { insertBatch } from "#processors/sink/insert-batch.ts";
import { createRoutes, type RoutePorts } from "#processors/sink/routes.ts";
import { type SinkTopic, sinkTopics } from "#processors/sink/sink-topic.ts";
import { createSorter } from "#processors/sink/sort.ts";
import { topics } from "#schemas/topics.ts";
import { openClickhouse } from "../clickhouse-select.ts";
import { Complaint } from "../complaint.ts";
import type { Finding } from "./finding.ts";
import { differingRows, findRowSources, rowsFromOffsets, type Span, surplusRows } from "./row-source.ts";
import { askRegistry } from "../rebuild/inserting.ts";

const { ledger: ledgerTopic } = topics;

/** Records of one topic, in order of offsets in each partition. */
export interface RecordBatch {
  readonly topic: string;
  readonly partitions: ReadonlyMap<number, readonly KafkaRecord[]>;
}

export interface RowsAudit {
  /** Topics that have rows. */
  readonly topics: readonly string[];
  compare(batch: RecordBatch): Promise<readonly Finding[]>;
  /**
   * Rows of offsets that Kafka has not given yet. `ends` are offsets that all before were compared with, by partition; what Kafka
   * got since then has rows too: which those are `endsNow` says, asked after the rows.
   */
  beyond(
    topic: string,
    ends: ReadonlyMap<number, number>,
    endsNow: () => Promise<ReadonlyMap<number, number>>,
  ): Promise<readonly Finding[]>;
  /** Takes the check's own tables away. */
  close(): Promise<void>;
}

/** What the sink has put aside: offsets by `<topic>|<partition>`. */
export type DeadLettered = ReadonlyMap<string, ReadonlySet<number>>;

export async function openRowsAudit(
  config: Pick<SinkConfig, "clickhouse" | "registry">,
  unique: string,
  deadLettered: DeadLettered,
): Promise<RowsAudit> {
  const client = createClickhouse(config.clickhouse);
  const clickhouse = openClickhouse(config.clickhouse);
  const registry = createRegistry(config.registry);
  const sources = await findRowSources(clickhouse);
  const present = sinkTopics(loadSchema).filter(
    ({ name, landingPrefix, form }) =>
      // The sink's own last entry is a row when the next sink has started.
      name !== ledgerTopic.name &&
      form !== "table" &&
      sources.some(({ landing }) => landing.startsWith(landingPrefix)),
  );
  const made = new Set<string>();
  /** A table for what would go into this landing table. */
  const ownTable = async (landing: string): Promise<string> => {
    const name = `ledger_check_${unique}_${landing}`;
    if (!made.has(name))
      await client.command({ query: `CREATE TABLE ${name} AS ${landing} ENGINE = Memory` });
    made.add(name);
    return name;
  };
  const ports: RoutePorts = {
    schemaById: (id) => askRegistry(registry, id),
    async landingTables() {
      const tables = await describeTables(client, "landing_");
      return { kind: "found", tables: [...tables].map(([name, columns]) => ({ name, columns })) };
    },
    waitFor: (what, _attempt, detail) => Promise.reject(new Complaint(`Waiting for ${what}: ${detail}`, 1)),
  };
  const insertPorts = {
    insert: (table: string, container: Buffer) => insertAvro(client, table, container),
    waitFor: (_what: string, _attempt: number, detail: string) =>
      Promise.reject(new Complaint(`ClickHouse: ${detail}`, 1)),
  };
  const sorters = new Map(present.map((topic) => [topic.name, createSorter([topic], createRoutes(ports))]));

  /** Inserts into our own tables; which were used, and what can't be inserted. */
  const insert = async (batch: RecordBatch, topic: SinkTopic) => {
    const sorter = sorters.get(topic.name);
    if (sorter === undefined) throw new Error(`${topic.name} has no rows`);
    const routed = [...batch.partitions].map(([partition, records]) =>
      sorter.route({ topic: topic.name, partition, records, next: 0 }),
    );
    const { groups, letters } = sorter.sort(await Promise.all(routed));
    const refused = letters.map(({ row }) => row);
    const used = new Map<string, string>();
    for (const [route, admitted] of groups) {
      const table = await ownTable(route.table);
      used.set(route.table, table);
      const failures = await insertBatch(insertPorts, { ...route, table }, admitted);
      refused.push(...failures.map(({ admitted: { row } }) => row));
    }
    return { used, refused };
  };

  return {
    topics: present.map(({ name }) => name),
    async compare(batch) {
      const topic = present.find(({ name }) => name === batch.topic);
      if (topic === undefined) return [];
      const { used, refused } = await insert(batch, topic);
      const isPut = ({ partition, offset }: Place): boolean =>
        topic.form === "dead-letter" || deadLettered.get(`${topic.name}|${partition}`)?.has(offset) === true;
      const lost = refused.filter((place) => !isPut(place));
      const findings = lost.map((place) =>
        finding(topic.name, place, "missing", "neither a row nor a dead letter"),
      );
      const compared = [...used].flatMap(([landing, table]) =>
        sources.filter((source) => source.landing === landing).map((source) => ({ source, table })),
      );
      const answers = [
        ...compared.map(({ source, table }) => ({
          target: source.target.table,
          sql: differingRows(source, table),
        })),
        ...[...Map.groupBy(compared, ({ source }) => source.target.table)].map(([target, those]) => ({
          target,
          sql: surplusRows(those, topic.name, spansOf(batch)),
        })),
      ];
      for (const { target, sql } of answers)
        for (const row of await clickhouse.select(sql)) {
          const place = { partition: Number(row["partition"]), offset: Number(row["offset"]) };
          findings.push(finding(topic.name, place, wrongOf(row["wrong"]), rowOf(target, row["what"])));
        }
      for (const table of used.values()) await client.command({ query: `TRUNCATE TABLE ${table}` });
      return findings;
    },
    async beyond(name, ends, endsNow) {
      const topic = present.find((each) => each.name === name);
      if (topic === undefined || ends.size === 0) return [];
      const targets = new Map(
        sources
          .filter(({ landing }) => landing.startsWith(topic.landingPrefix))
          .map(({ target }) => [target.table, target]),
      );
      const rows: (Place & { readonly detail: string })[] = [];
      for (const target of targets.values())
        for (const row of await clickhouse.select(rowsFromOffsets(target, name, ends)))
          rows.push({
            partition: Number(row["partition"]),
            offset: Number(row["offset"]),
            detail: `${rowOf(target.table, row["what"])}, of an offset that Kafka has not given yet`,
          });
      if (rows.length === 0) return [];
      const given = await endsNow();
      return rows
        .filter(({ partition, offset }) => offset >= (given.get(partition) ?? 0))
        .map(({ detail, ...place }) => finding(name, place, "doubled", detail));
    },
    async close() {
      for (const table of made) await client.command({ query: `DROP TABLE IF EXISTS ${table}` });
      await clickhouse.close();
      await client.close();
    },
  };
}

const wrongOf = (text: unknown): Finding["kind"] =>
  text === "missing" ? "missing" : text === "doubled" ? "doubled" : "altered";

const rowOf = (table: string, key: unknown): string =>
  `row ${String(key).slice(0, 200)} of ${table.replace(/_store$/, "")}`;

interface Place {
  readonly partition: number;
  readonly offset: number;
}

const spansOf = ({ partitions }: RecordBatch): readonly Span[] =>
  [...partitions].map(([partition, records]) => ({
    partition,
    first: records[0]?.offset ?? 0,
    next: (records.at(-1)?.offset ?? -1) + 1,
  }));

const finding = (
  topic: string,
  { partition, offset }: Place,
  kind: Finding["kind"],
  detail: string,
): Finding => ({
  from: nounOf(topic),
  to: "rows",
  kind,
  topic: nounOf(topic),
  partition,
  first: offset,
  next: offset + 1,
  of: "offset",
  records: 1,
  detail,
});
