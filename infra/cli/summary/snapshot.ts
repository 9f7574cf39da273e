/** What the live summary shows, gathered from Kafka, the bridges and ClickHouse. */
import { endOffsets, groupOffsets } from "#infra/adapters/kafka-admin.ts";
import { topics } from "#schemas/topics.ts";
import type { Kafka } from "kafkajs";
import { z } from "zod";
import type { ClickhouseReader, Row } from "../clickhouse-select.ts";
import type { Pipeline, PipelinePart } from "../local-run/pipeline.ts";
import { countRows } from "../replay/result.ts";
import { askBridge, askStatus, sumCounts, sumFates } from "../status-client.ts";

export interface Snapshot {
  readonly atMs: number;
  /** Events that the bridges wrote since they started, ticks left out. */
  readonly events: number;
  /** Records of `usp.telemetry.v1` that the home workers have not committed. */
  readonly workerLag: number;
  /** Records that the sink has not committed. */
  readonly sinkLag: number;
  /** Age of the newest row, null without one. */
  readonly newestRowAgeMs: number | null;
  readonly rows: Readonly<Record<string, number>>;
  readonly changes: { readonly join: number; readonly leave: number; readonly roam: number };
  readonly windows: readonly Row[];
  /** Messages that the bridges dropped since they started. */
  readonly dropped: number;
  /** Messages that could not be understood. */
  readonly deadLetters: number;
  /** Alerts that fire now. */
  readonly firing: number;
  /** Transitions that receivers have taken since the notifier started; null where nobody is to be told. */
  readonly delivered: number | null;
}

const sunk = [
  topics.telemetry,
  topics.parameter,
  topics.window,
  topics.associationChange,
  topics.alert,
  topics.deadLetter,
];

/** Asks everybody; a part that does not answer counts as nothing. */
export async function takeSnapshot(
  pipeline: Pipeline,
  kafka: Kafka,
  clickhouse: ClickhouseReader,
): Promise<Snapshot> {
  const { values, bridges } = pipeline;
  const statuses = await Promise.all(bridges.map(({ statusPort }) => askBridge(statusPort)));
  const kinds = sumCounts(statuses.map((status) => status?.eventsByKind ?? {}));
  const rows = await countRows(clickhouse);
  const kindsOfChange = await clickhouse.select(
    "SELECT kind, count() AS n FROM association_change GROUP BY kind",
  );
  const changesOf = (kind: string): number =>
    Number(kindsOfChange.find((row) => row["kind"] === kind)?.["n"] ?? 0);
  return {
    atMs: Date.now(),
    events: Object.entries(kinds).reduce((sum, [kind, count]) => sum + (kind === "tick" ? 0 : count), 0),
    workerLag: await lag(kafka, values.workerGroupId, topics.telemetry.name, 0),
    sinkLag: await sinkLag(kafka, values.sinkGroupId),
    newestRowAgeMs: await newestRowAge(clickhouse),
    rows,
    changes: { join: changesOf("join"), leave: changesOf("leave"), roam: changesOf("roam") },
    windows: await clickhouse.select(newestWindows),
    dropped: Object.values(sumFates(statuses.filter((status) => status !== null)).dropped).reduce(
      (sum, count) => sum + count,
      0,
    ),
    deadLetters: await countDeadLetters(clickhouse),
    firing: await firing(clickhouse),
    delivered: pipeline.notify === null ? null : await delivered(pipeline.notify),
  };
}

const newestWindows = `
  SELECT formatDateTime(w.window_start, '%H:%i', 'UTC') AS start, home_id, expected, received, coverage,
         stations_peak, round(rssi_mean_dbm, 1) AS rssi, joins, leaves, closed_by
  FROM home_window AS w ORDER BY w.window_start DESC, home_id LIMIT 5`;

async function firing(clickhouse: ClickhouseReader): Promise<number> {
  const [row] = await clickhouse.select("SELECT countIf(state = 'firing') AS n FROM alert_current");
  return Number(row?.["n"] ?? 0);
}

/** Messages: a long one has a row for each of its pieces. */
async function countDeadLetters(clickhouse: ClickhouseReader): Promise<number> {
  const [row] = await clickhouse.select("SELECT count() AS n FROM dead_letter WHERE chunk_index = 0");
  return Number(row?.["n"] ?? 0);
}

const notifyStatus = z.object({ targets: z.record(z.string(), z.looseObject({ delivered: z.number() })) });

async function delivered({ statusPort }: PipelinePart): Promise<number> {
  const status = notifyStatus.safeParse(await askStatus(statusPort));
  const targets = status.success ? Object.values(status.data.targets) : [];
  return targets.reduce((sum, target) => sum + target.delivered, 0);
}

async function newestRowAge(clickhouse: ClickhouseReader): Promise<number | null> {
  const [row] = await clickhouse.select(
    "SELECT count() AS n, toUnixTimestamp64Milli(now64(3)) - toUnixTimestamp64Milli(max(received_at)) AS age FROM telemetry_event",
  );
  return Number(row?.["n"] ?? 0) === 0 ? null : Number(row?.["age"]);
}

async function sinkLag(kafka: Kafka, groupId: string): Promise<number> {
  const transactional: readonly string[] = [
    topics.window.name,
    topics.associationChange.name,
    topics.alert.name,
  ];
  const lags = await Promise.all(
    sunk.map(({ name }) => lag(kafka, groupId, name, transactional.includes(name) ? 1 : 0)),
  );
  return lags.reduce((sum, each) => sum + each, 0);
}

/** `markers`: offsets at a partition's end that are no records (a transaction's end). */
async function lag(kafka: Kafka, groupId: string, topic: string, markers: number): Promise<number> {
  const committed = await groupOffsets(kafka, groupId, topic);
  let total = 0;
  for (const [partition, end] of await endOffsets(kafka, topic)) {
    if (end > 0) total += Math.max(0, end - (committed.get(partition) ?? 0) - markers);
  }
  return total;
}
