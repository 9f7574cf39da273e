/** Records into ClickHouse without Kafka: the sink's own containers, and places in Kafka as they would be. */
import type { ClickHouseClient } from "@clickhouse/client";
import { describeTables, insertAvro } from "#infra/adapters/clickhouse.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { createContainer, type SinkRecord } from "#processors/sink/container.ts";
import { toDeadLetterRow } from "#processors/sink/dead-letter-row.ts";
import {
  findLandingTable,
  type LandingTable,
  type SinkTopic,
  sinkTopics,
} from "#processors/sink/sink-topic.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import type { OutRecord } from "#schemas/out-record.ts";

/** Encoders of a topic's values to bodies of its landing table. */
interface Landing {
  readonly topic: SinkTopic;
  readonly table: string;
  readonly toContainer: (records: readonly SinkRecord[]) => Buffer;
}

export class TableFiller {
  readonly #client: ClickHouseClient;
  readonly #landings: ReadonlyMap<string, Landing>;
  readonly #prefix: string;
  readonly #offsets = new Map<string, number>();
  #waiting = new Map<string, SinkRecord[]>();

  private constructor(client: ClickHouseClient, landings: ReadonlyMap<string, Landing>, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
    this.#landings = landings;
  }

  /**
   * For the client's database, which is migrated. `prefix` goes before the topics' names in the rows, for what is not to be
   * taken for Kafka's own places.
   */
  static async open(client: ClickHouseClient, prefix = ""): Promise<TableFiller> {
    const described = await describeTables(client, "landing_");
    const tables = [...described].map(([name, columns]) => ({ name, columns }));
    const landings = sinkTopics(loadSchema).map((topic) => [topic.name, landingOf(topic, tables)] as const);
    return new TableFiller(client, new Map(landings), prefix);
  }

  /** Keeps records of the sink's topics, of values in the present schemas, for the next insert. */
  add(records: readonly OutRecord[], timestampMs: number): void {
    for (const record of records) {
      const landing = this.#landings.get(record.topic);
      if (landing === undefined) continue;
      const place = `${record.topic} ${record.partition}`;
      const offset = this.#offsets.get(place) ?? 0;
      this.#offsets.set(place, offset + 1);
      const rows = this.#waiting.get(record.topic) ?? [];
      rows.push({
        topic: this.#prefix + record.topic,
        partition: record.partition,
        offset,
        timestampMs,
        body: bodyFor(landing.topic, record, offset, timestampMs),
      });
      this.#waiting.set(record.topic, rows);
    }
  }

  /** Inserts what is kept: one insert a topic. Throws where ClickHouse refuses. */
  async insert(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const [topic, rows] of waiting) {
      const landing = this.#landings.get(topic);
      if (landing === undefined) continue;
      const outcome = await insertAvro(this.#client, landing.table, landing.toContainer(rows));
      if (!outcome.ok) throw new Error(`${landing.table}: ${outcome.detail}`);
    }
  }
}

function landingOf(topic: SinkTopic, tables: readonly LandingTable[]): Landing {
  const table = findLandingTable(topic, topic.schema, tables);
  if (table === null) throw new Error(`No landing table takes ${topic.name}: the database is not migrated`);
  return { topic, table, toContainer: createContainer(topic.schema) };
}

const deadLetterRow = compileType<ReturnType<typeof toDeadLetterRow>>(loadSchema("dead-letter-row.avsc"));

/** Dead letters are inserted in a form of their own, as the sink makes it. */
function bodyFor(topic: SinkTopic, record: OutRecord, offset: number, timestampMs: number): Buffer {
  const { key, value, headers = {} } = record;
  if (topic.form !== "dead-letter") return bodyOf(value ?? Buffer.alloc(0));
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);
  const read = { offset, key, value, headers: Object.fromEntries(bytes), timestampMs };
  return bodyOf(deadLetterRow.encode(toDeadLetterRow(read), 1));
}
