/**
 * `ledger check`: that what one stage handed on the next took in, from the message to the row.
 *
 * 1. The ledger is read: what writers say they have written. 2. The ends of all topics are looked for: they have all that was
 * said in 1. 3. It is waited until readers have taken in all before these ends. 4. The ledger is read again: what readers say
 * they have taken in. 5. Every record before the ends is read, and compared with both. 6. It is waited for the sink, what it has made
 * dead letters of meanwhile is read too, and the records' rows are compared.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kafka } from "kafkajs";
import { createAvroReader } from "#infra/adapters/avro-reader.ts";
import { groupOffsets, type OffsetRange, offsetRanges, withAdmin } from "#infra/adapters/kafka-admin.ts";
import type { KafkaRecord } from "#infra/adapters/kafka-reader.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { nounOf } from "#infra/adapters/test-gap.ts";
import { compileType } from "#schemas/avro.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import type { LedgerEntry } from "#schemas/ledger-entry.ts";
import { sumOfRecord } from "#schemas/record-sum.ts";
import { readStamp } from "#schemas/stamp.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { type OffsetReader, openOffsetReader } from "../backtest/offset-reader.ts";
import { kafkaConfig, registryConfig, sinkConfig } from "../config/process-config.ts";
import { kafkaAnswer } from "../reach-kafka.ts";
import { createSettledAnswer, registryAnswer } from "../reach-registry.ts";
import type { Values } from "../settings.ts";
import { claimsOf, type PlacedEntry, reachedOf, takenOf } from "./entries.ts";
import type { Border, Finding } from "./finding.ts";
import { MessagesAudit } from "./messages-audit.ts";
import { openRowsAudit } from "./rows-audit.ts";
import { TakenAudit } from "./taken-audit.ts";
import { WrittenAudit } from "./written-audit.ts";

export interface CheckOptions {
  readonly values: Values;
  /** How long it is waited for readers that are behind. */
  readonly waitMs: number;
  /** Whether rows are compared. */
  readonly rows: boolean;
  /** Only what Kafka got from then on; all it has when absent. */
  readonly sinceMs?: number;
  readonly say: (text: string) => void;
  /** Aborted: it rejects where it is, its own tables taken away. */
  readonly stopping?: AbortSignal;
}

export interface CheckReport {
  readonly borders: readonly Border[];
  readonly findings: readonly Finding[];
}

/** Topics that keep each record for a time, each with who takes it in and says so. */
const audited = [
  { ...topics.telemetry, reader: "worker" },
  { ...topics.parameter, reader: null },
  { ...topics.window, reader: null },
  { ...topics.associationChange, reader: null },
  { ...topics.alertCandidate, reader: "fleet" },
  { ...topics.alert, reader: null },
  { ...topics.deadLetter, reader: null },
  { ...topics.ledger, reader: null },
] as const;

const names = audited.map(({ name }) => name);
/** Records compared with their rows at once. */
const mostRecords = 5000;
const mostBytes = 8 * 1024 * 1024;
const lookEveryMs = 500;

type Ranges = ReadonlyMap<string, ReadonlyMap<number, OffsetRange>>;

/** Reads what is needed, compares, and gives all that does not balance. Changes nothing. */
export async function check(options: CheckOptions): Promise<CheckReport> {
  const { values } = options;
  const kafka = createKafka(kafkaConfig(values));
  const read = await openEntries(options);
  const reader = await openOffsetReader(kafka, names);
  try {
    const audit = new Audit(kafka, reader, options);
    return await audit.run((range) => readEntries(reader, range, read));
  } finally {
    await reader.stop();
  }
}

type DecodeEntry = (value: Buffer) => Promise<LedgerEntry | null>;

async function openEntries({ values, stopping }: CheckOptions): Promise<DecodeEntry> {
  const registry = createRegistry(registryConfig(values));
  const type = compileType<LedgerEntry>(loadSchema(topics.ledger.schema));
  const schemaId = await registryAnswer(registry.register(subjectOf(topics.ledger.name), type.schema));
  const decode = createAvroReader({ type, schemaId }, registry);
  const settledAnswer = createSettledAnswer(stopping);
  return (value) => settledAnswer(() => decode(value));
}

async function readEntries(
  reader: OffsetReader,
  ranges: ReadonlyMap<number, OffsetRange>,
  decode: DecodeEntry,
): Promise<readonly PlacedEntry[]> {
  const entries: PlacedEntry[] = [];
  const topic = topics.ledger.name;
  for (const [partition, { low, high }] of ranges)
    for await (const records of reader.read({ topic, partition, from: low, to: high }))
      for (const { offset, value } of records) {
        const entry = value === null ? null : await decode(value);
        if (entry !== null) entries.push({ partition, offset, entry });
      }
  return entries;
}

/** What was counted of one topic. */
interface Count {
  stamped: number;
  written: number;
  before: number;
  handedOn: number;
  takenIn: number;
  beforeReader: number;
}

class Audit {
  readonly #kafka: Kafka;
  readonly #reader: OffsetReader;
  readonly #options: CheckOptions;
  readonly #findings: Finding[] = [];
  readonly #borders: Border[] = [];
  /** Offset of the last record of each partition, by `<topic>|<partition>`. */
  readonly #last = new Map<string, number>();
  readonly #deadLettered = new Map<string, Set<number>>();

  constructor(kafka: Kafka, reader: OffsetReader, options: CheckOptions) {
    this.#kafka = kafka;
    this.#reader = reader;
    this.#options = options;
  }

  async run(
    entriesOf: (range: ReadonlyMap<number, OffsetRange>) => Promise<readonly PlacedEntry[]>,
  ): Promise<CheckReport> {
    const { ledger } = topics;
    const said = await entriesOf(await this.#rangesOf(ledger.name));
    const ranges = await this.#ranges();
    const entries = await this.#untilTaken(ranges, said, entriesOf);
    this.#messages(said, ranges.get(ledger.name));
    for (const { name, reader } of audited) await this.#topic(name, reader, ranges, said, entries);
    if (this.#options.rows) await this.#rows(ranges);
    return { borders: this.#borders, findings: this.#findings };
  }

  async #ranges(): Promise<Ranges> {
    const ranges = names.map(async (name) => [name, await this.#rangesOf(name)] as const);
    return new Map(await Promise.all(ranges));
  }

  /** From when it is asked for; nothing newer than that: nothing. */
  async #rangesOf(topic: string): Promise<ReadonlyMap<number, OffsetRange>> {
    const ranges = await kafkaAnswer(offsetRanges(this.#kafka, topic));
    const { sinceMs } = this.#options;
    if (sinceMs === undefined) return ranges;
    const begins = await kafkaAnswer(
      withAdmin(this.#kafka, (admin) => admin.fetchTopicOffsetsByTimestamp(topic, sinceMs)),
    );
    const from = new Map(begins.map(({ partition, offset }) => [partition, Number(offset)]));
    return new Map(
      [...ranges].map(([partition, { low, high }]) => {
        const begin = from.get(partition) ?? low;
        return [partition, { low: begin < 0 ? high : Math.max(low, begin), high }];
      }),
    );
  }

  async #endsOf(topic: string): Promise<ReadonlyMap<number, number>> {
    const ranges = await kafkaAnswer(offsetRanges(this.#kafka, topic));
    return new Map([...ranges].map(([partition, { high }]) => [partition, high]));
  }

  /** The ledger once readers have told of all before the ends, or when that takes too long. */
  async #untilTaken(
    ends: Ranges,
    said: readonly PlacedEntry[],
    entriesOf: (range: ReadonlyMap<number, OffsetRange>) => Promise<readonly PlacedEntry[]>,
  ): Promise<readonly PlacedEntry[]> {
    const until = Date.now() + this.#options.waitMs;
    let entries = said;
    for (const { name, reader } of audited) {
      if (reader === null) continue;
      const behind = (): number =>
        [...(ends.get(name) ?? [])].filter(
          ([partition, { low, high }]) => low < high && reachedOf(takenOf(entries, name, partition)) < high,
        ).length;
      while (behind() > 0 && Date.now() < until) {
        this.#options.say(`waiting for ${reader}: ${behind()} partitions are not taken in to their ends`);
        await this.#pause();
        entries = await entriesOf(await this.#rangesOf(topics.ledger.name));
      }
    }
    return entries;
  }

  #messages(entries: readonly PlacedEntry[], ledger: ReadonlyMap<number, OffsetRange> | undefined): void {
    const isWhole = [...(ledger ?? [])].every(([, { low }]) => low === 0);
    const messages = new MessagesAudit(isWhole);
    for (const { entry } of entries)
      if (entry.stage === "bridge" || entry.stage === "collector") messages.add(entry);
    this.#findings.push(...messages.finish());
    const { received: handedOn, accounted: takenIn } = messages;
    this.#borders.push({ from: "mqtt", to: "bridge", topic: null, handedOn, takenIn, before: 0 });
  }

  async #topic(
    name: string,
    reader: string | null,
    ranges: Ranges,
    said: readonly PlacedEntry[],
    entries: readonly PlacedEntry[],
  ): Promise<void> {
    const count: Count = { stamped: 0, written: 0, before: 0, handedOn: 0, takenIn: 0, beforeReader: 0 };
    const topic = nounOf(name);
    for (const [partition, { low, high: end }] of ranges.get(name) ?? []) {
      this.#options.say(`${topic} partition ${partition}: ${end - low} offsets`);
      const written = new WrittenAudit({ topic, partition, low });
      const taken =
        reader === null
          ? null
          : new TakenAudit({ topic, reader, partition, low, end }, takenOf(entries, name, partition));
      for await (const records of this.#reader.read({ topic: name, partition, from: low, to: end })) {
        this.#options.stopping?.throwIfAborted();
        for (const record of records) {
          const { offset, headers } = record;
          const sum = sumOfRecord(record.key, record.value);
          written.add({ offset, stamp: readStamp(headers), sum });
          taken?.add(offset, sum);
          this.#last.set(`${name}|${partition}`, offset);
          if (name === topics.deadLetter.name) this.#noteDeadLetter(record);
        }
      }
      this.#findings.push(...written.finish(claimsOf(said, name, partition)), ...(taken?.finish() ?? []));
      count.stamped += written.stamped;
      count.written += written.written;
      count.before += written.before;
      count.handedOn += taken?.handedOn ?? 0;
      count.takenIn += taken?.takenIn ?? 0;
      count.beforeReader += taken?.before ?? 0;
    }
    const { stamped, written, before, handedOn, takenIn, beforeReader } = count;
    this.#borders.push({ from: "written", to: topic, topic, handedOn: written, takenIn: stamped, before });
    if (reader !== null)
      this.#borders.push({ from: topic, to: reader, topic, handedOn, takenIn, before: beforeReader });
  }

  #noteDeadLetter({ headers }: KafkaRecord): void {
    const text = (name: string): string => headers[name]?.toString("utf8") ?? "";
    if (!text(deadLetterHeader.stage).startsWith("sink_")) return;
    const source = `${text(deadLetterHeader.topic)}|${text(deadLetterHeader.partition)}`;
    const offsets = this.#deadLettered.get(source) ?? new Set();
    offsets.add(Number(text(deadLetterHeader.offset)));
    this.#deadLettered.set(source, offsets);
  }

  async #rows(ranges: Ranges): Promise<void> {
    const config = sinkConfig(this.#options.values);
    const audit = await openRowsAudit(config, randomUUID().slice(0, 8), this.#deadLettered);
    let letters = new Map(
      [...(ranges.get(topics.deadLetter.name) ?? [])].map(([id, { high }]) => [id, high]),
    );
    try {
      for (const topic of audit.topics.filter((name) => ranges.has(name))) {
        await this.#untilInserted(topic, config.groupId);
        letters = await this.#newDeadLetters(letters);
        await this.#rowsOf(topic, ranges, async (partitions) => {
          this.#options.say(`rows of ${nounOf(topic)}: ${partitions.size} partitions`);
          return audit.compare({ topic, partitions });
        });
        const ends = [...(ranges.get(topic) ?? [])].map(
          ([partition, { high }]) => [partition, high] as const,
        );
        this.#findings.push(...(await audit.beyond(topic, new Map(ends), () => this.#endsOf(topic))));
      }
    } finally {
      await audit.close();
    }
  }

  /** What the sink did not insert is a dead letter before it has committed past it: from these offsets on, to the ends, which it gives. */
  async #newDeadLetters(from: ReadonlyMap<number, number>): Promise<Map<number, number>> {
    const topic = topics.deadLetter.name;
    const ends = new Map(await this.#endsOf(topic));
    for (const [partition, to] of ends)
      for await (const records of this.#reader.read({
        topic,
        partition,
        from: from.get(partition) ?? to,
        to,
      }))
        for (const record of records) this.#noteDeadLetter(record);
    return ends;
  }

  async #rowsOf(
    topic: string,
    ranges: Ranges,
    compare: (partitions: ReadonlyMap<number, readonly KafkaRecord[]>) => Promise<readonly Finding[]>,
  ): Promise<void> {
    let handedOn = 0;
    const lost = new Set<string>();
    let gathered = new Map<number, KafkaRecord[]>();
    let [count, bytes] = [0, 0];
    const flush = async (): Promise<void> => {
      if (count === 0) return;
      this.#options.stopping?.throwIfAborted();
      const findings = await compare(gathered);
      handedOn += count;
      for (const { kind, partition, first } of findings)
        if (kind === "missing") lost.add(`${partition}|${first}`);
      this.#findings.push(...findings);
      gathered = new Map();
      [count, bytes] = [0, 0];
    };
    for (const [partition, { low, high }] of ranges.get(topic) ?? [])
      for await (const records of this.#reader.read({ topic, partition, from: low, to: high }))
        for (const record of records) {
          const mine = gathered.get(partition) ?? [];
          gathered.set(partition, mine);
          mine.push(record);
          count += 1;
          bytes += record.value?.length ?? 0;
          if (count >= mostRecords || bytes >= mostBytes) await flush();
        }
    await flush();
    const noun = nounOf(topic);
    const takenIn = handedOn - lost.size;
    this.#borders.push({ from: noun, to: "rows", topic: noun, handedOn, takenIn, before: 0 });
  }

  /** Behind the last record are only marks of transactions, which nobody commits past. */
  async #untilInserted(topic: string, groupId: string): Promise<void> {
    const until = Date.now() + this.#options.waitMs;
    for (;;) {
      const committed = await kafkaAnswer(groupOffsets(this.#kafka, groupId, topic));
      const behind = [...this.#last].filter(([key, offset]) => {
        const [name, partition] = key.split("|");
        return name === topic && (committed.get(Number(partition)) ?? 0) <= offset;
      });
      if (behind.length === 0 || Date.now() > until) return;
      this.#options.say(`waiting for the sink: ${behind.length} partitions of ${nounOf(topic)}`);
      await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return sleep(lookEveryMs, undefined, { signal: this.#options.stopping });
  }
}
