/** What ClickHouse and Kafka hold after a campaign, in the form in which the oracle compares it. */
import type { Kafka } from "kafkajs";
import type { ReadBatch } from "#infra/adapters/kafka-consumer.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { ClickhouseReader } from "#infra/cli/clickhouse-select.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import { avroHeaderBytes, compileType } from "#schemas/avro.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type { Row } from "../truth/row.ts";
import * as views from "../view-rows.ts";
import { type Reading, readTopics } from "./read-topics.ts";
import { noticeFact, reportFact, type ViewRows } from "./truth.ts";

/** One record of `usp.telemetry.v1` that is no tick. */
export interface StoredEvent {
  /** See `factOf`. */
  readonly fact: string;
  readonly eventId: string;
  readonly receivedAtMs: number;
}

/** All records of our topics, read committed. */
export interface KafkaContents {
  readonly events: readonly StoredEvent[];
  /** `home|start|size|epoch|revision`, one for each record. */
  readonly windowIds: readonly string[];
  /** The changes' natural keys, one for each record. */
  readonly changeIds: readonly string[];
  /** Reason of each. */
  readonly deadLetters: readonly string[];
  /** Records that a group has not committed. */
  readonly lag: Readonly<Record<"worker" | "sink", number>>;
}

const read = [
  topics.telemetry,
  topics.parameter,
  topics.window,
  topics.associationChange,
  topics.alert,
  topics.deadLetter,
].map(({ name }) => name);

/** Reads every topic from its start to its end. Nobody may write meanwhile but the groups themselves. */
export async function readKafka(
  kafka: Kafka,
  groups: { readonly worker: string; readonly sink: string },
): Promise<KafkaContents> {
  const contents = {
    events: [] as StoredEvent[],
    windowIds: [] as string[],
    changeIds: [] as string[],
    deadLetters: [] as string[],
  };
  const reading = await readTopics(kafka, read, createTake(contents));
  try {
    return { ...contents, lag: await lastLag(reading, groups) };
  } finally {
    await reading.stop();
  }
}

const patienceMs = 60_000;

/** What is left of the groups' work after they had time for it. */
async function lastLag(
  reading: Reading,
  groups: { readonly worker: string; readonly sink: string },
): Promise<KafkaContents["lag"]> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const worker = await reading.lagOf(groups.worker, [topics.telemetry.name]);
    const sink = await reading.lagOf(groups.sink, read);
    const isDone = worker + sink === 0 && (await reading.unread()) === 0;
    if (isDone || Date.now() > until) return { worker, sink };
    await sleep(200);
  }
}

function createTake(into: {
  readonly events: StoredEvent[];
  readonly windowIds: string[];
  readonly changeIds: string[];
  readonly deadLetters: string[];
}): (batch: ReadBatch) => void {
  const event = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
  const window = compileType<HomeWindow>(loadSchema(topics.window.schema));
  const change = compileType<AssociationChange>(loadSchema(topics.associationChange.schema));
  return ({ topic, records }) => {
    for (const { value, headers } of records) {
      if (topic === topics.deadLetter.name)
        into.deadLetters.push(headers[deadLetterHeader.reason]?.toString() ?? "without a reason");
      const body = value?.subarray(avroHeaderBytes) ?? Buffer.alloc(0);
      if (topic === topics.telemetry.name) into.events.push(...toEvent(decoded(event.decode(body))));
      if (topic === topics.window.name) into.windowIds.push(windowId(decoded(window.decode(body))));
      if (topic === topics.associationChange.name)
        into.changeIds.push(changeId(decoded(change.decode(body))));
    }
  };
}

function decoded<T>(result: { ok: true; value: T } | { ok: false; detail: string }): T {
  if (!result.ok) throw new Error(`a record in Kafka can't be decoded: ${result.detail}`);
  return result.value;
}

function toEvent(event: TelemetryEvent): StoredEvent[] {
  if (event.kind === "tick") return [];
  const { home_id, profile_id, time_raw, msg_id, event_id, received_at } = event;
  const fact =
    event.kind === "report"
      ? reportFact(home_id, profile_id, time_raw ?? "")
      : noticeFact(home_id, msg_id ?? "");
  return [{ fact, eventId: event_id, receivedAtMs: received_at }];
}

const windowId = ({ home_id, window_start, window_ms, clock_epoch, revision }: HomeWindow): string =>
  [home_id, window_start, window_ms, clock_epoch, revision].join("|");

const changeId = ({
  home_id,
  endpoint_id,
  sta_mac,
  host_mac,
  observed_at,
  kind,
}: AssociationChange): string => [home_id, endpoint_id, sta_mac, host_mac, observed_at, kind].join("|");

/** As `digestOf` has them. */
const parameterDigestQuery = (homeId: string): string =>
  `SELECT profile_id, toString(toUnixTimestamp64Milli(v.observed_at)) AS observed_at, source, toString(count()) AS count,
     lower(hex(SHA256(arrayStringConcat(arraySort(groupArray(concat(path, '=', value, ' ', value_type))), '\n')))) AS sha256
   FROM parameter AS v WHERE v.home_id = '${homeId}' AND source = 'mqtt-bulk' AND profile_id NOT LIKE '%/gateway'
   GROUP BY profile_id, v.observed_at, source`;

const queries = {
  report: views.reportQuery,
  station: views.stationQuery,
  host: views.hostQuery,
  parameter: parameterDigestQuery,
  radio: views.radioQuery,
  accessPoint: views.accessPointQuery,
  gateway: views.gatewayQuery,
  notification: views.notificationQuery,
};

/** One home's rows, without what only the product can say: when it received it, which tables it took for covered. */
export async function readViews(clickhouse: ClickhouseReader, homeId: string): Promise<ViewRows> {
  const ask = async (name: keyof typeof queries): Promise<Row[]> =>
    ((await clickhouse.select(queries[name](homeId))) as Row[]).map((row) => without(row, name));
  return {
    report: await ask("report"),
    station: await ask("station"),
    host: await ask("host"),
    parameter: await ask("parameter"),
    radio: await ask("radio"),
    accessPoint: await ask("accessPoint"),
    gateway: await ask("gateway"),
    notification: await ask("notification"),
  };
}

function without(row: Row, view: keyof ViewRows): Row {
  const { received_at: _received, tables: _tables, ...rest } = row;
  if (view !== "notification") return rest;
  // A notification carries no time: it was true when it was received.
  const { observed_at: _observed, ...told } = rest;
  return told;
}
