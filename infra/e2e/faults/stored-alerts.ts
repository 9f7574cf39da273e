/** What Kafka and ClickHouse hold of alerts after a campaign, and what a webhook heard. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kafka } from "kafkajs";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { ClickhouseReader } from "#infra/cli/clickhouse-select.ts";
import type { Alert } from "#schemas/alert.ts";
import { bodyOf, compileType } from "#schemas/avro.ts";
import { topics } from "#schemas/topics.ts";
import type { Row } from "../truth/row.ts";
import { readTopics } from "./read-topics.ts";

/** Every record, in the order of its partition. */
export interface StoredAlerts {
  readonly candidates: readonly Alert[];
  readonly alerts: readonly Alert[];
  /** What `usp.alert-state.v1` holds: the newest of each key. */
  readonly states: ReadonlyMap<string, Alert>;
}

/** One delivery to a receiver. */
export interface Heard {
  readonly episodeId: string;
  readonly sequence: number;
}

const names = [topics.alertCandidate, topics.alert, topics.alertState].map(({ name }) => name);
const withinMs = 60_000;

/** Reads all topics of alerts once the fleet stage has taken every candidate. */
export async function readAlerts(kafka: Kafka, fleetGroupId: string): Promise<StoredAlerts> {
  const type = compileType<Alert>(loadSchema(topics.alert.schema));
  const found = { candidates: [] as Alert[], alerts: [] as Alert[], states: new Map<string, Alert>() };
  const reading = await readTopics(kafka, names, ({ topic, records }) => {
    for (const { key, value } of records) {
      const decoded = type.decode(value === null ? Buffer.alloc(0) : bodyOf(value));
      if (!decoded.ok) throw new Error(`a record of ${topic} can't be decoded: ${decoded.detail}`);
      if (topic === topics.alertState.name) found.states.set(String(key), decoded.value);
      else (topic === topics.alert.name ? found.alerts : found.candidates).push(decoded.value);
    }
  });
  const until = Date.now() + withinMs;
  const left = async (): Promise<number> =>
    (await reading.lagOf(fleetGroupId, [topics.alertCandidate.name])) + (await reading.unread());
  for (let count = await left(); count > 0; count = await left()) {
    if (Date.now() > until)
      throw new Error(`${count} records of alerts are not taken after ${withinMs / 1000} s`);
    await sleep(100);
  }
  await reading.stop();
  return found;
}

/** Lines of `webhook-process.ts`. */
export function readHeard(logFile: string): Heard[] {
  const lines = readFileSync(logFile, "utf8").split("\n");
  return lines.filter(Boolean).map((line) => {
    const [episodeId = "", sequence] = line.split(" ");
    return { episodeId, sequence: Number(sequence) };
  });
}

/** Rows of the views, as far as they say which transition they are. */
export async function readAlertViews(
  clickhouse: ClickhouseReader,
): Promise<Readonly<Record<"alert" | "alert_current", Row[]>>> {
  const ask = async (view: string): Promise<Row[]> =>
    (await clickhouse.select(
      `SELECT fingerprint, episode_id, toString(sequence) AS sequence, state FROM ${view}`,
    )) as Row[];
  return { alert: await ask("alert"), alert_current: await ask("alert_current") };
}
