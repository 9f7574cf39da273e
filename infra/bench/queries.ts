/**
 * Stage queries: the questions of the README, as they stand there, over a large store; and what it costs to count its hours
 * and days. Nothing is compared: these are the times, the rows that ClickHouse reads and the memory that it takes.
 * `QUERIES_STATION_ROWS=N` chooses the size (rows of `station_window`).
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { Complaint } from "#infra/cli/complaint.ts";
import { throughClient } from "#processors/rollup/main.ts";
import { runPass } from "#processors/rollup/pass.ts";
import { type Benchmark, type Measurement, median } from "./benchmark.ts";
import { withDatabase } from "./database.ts";
import { bringUpToNow, fillStore, type StoreSize, stationsPerHome } from "./large-store.ts";

const readme = new URL("../../README.md", import.meta.url);
const usualRows = 20_000_000;
const minutesPerWeek = 7 * 1440;
/** The last is for its memory. */
const rounds = 4;

export const queriesBenchmark: Benchmark = {
  name: "queries",
  run: (context) =>
    withDatabase("bench_queries", context, async (client) => {
      const size = context.smoke ? { homes: 2, minutes: 90 } : sizeOf(process.env["QUERIES_STATION_ROWS"]);
      const rows = size.homes * size.minutes * stationsPerHome;
      context.say(`queries: ${size.homes} homes, ${size.minutes} minutes, ${rows} rows of station_window`);
      await fillStore(client, size, context.say);
      const lines = [await measureRollup(client, rows)];
      await bringUpToNow(client, size);
      for (const question of readQuestions(readFileSync(readme, "utf8")))
        lines.push(await measureQuestion(client, question, rows));
      return lines;
    }),
};

/** A week of as many homes as it takes. */
function sizeOf(wanted: string | undefined): StoreSize {
  const rows = Number(wanted ?? usualRows);
  if (!Number.isSafeInteger(rows) || rows < 1)
    throw new Complaint(`QUERIES_STATION_ROWS is "${wanted}": it must be a whole number above 0`);
  return { homes: Math.ceil(rows / (minutesPerWeek * stationsPerHome)), minutes: minutesPerWeek };
}

interface Question {
  /** As the page puts it. */
  readonly title: string;
  readonly sql: string;
}

/** The statements of a page, each with the line that leads to it. */
const readQuestions = (page: string): readonly Question[] =>
  [...page.matchAll(/\n\n([^\n]+):\n\n```sql\n([\s\S]*?)```/g)].map(([, title = "", sql = ""]) => ({
    title,
    sql: sql.trim(),
  }));

const line = { stage: "queries", cpuUs: null, floor: null, ratio: null, aim: "", met: true };

async function measureRollup(client: ClickHouseClient, rows: number): Promise<Measurement> {
  const began = performance.now();
  const { hours } = await runPass({
    ...throughClient(client),
    failed: (error) => Promise.reject(error),
    isStopping: () => false,
  });
  const seconds = (performance.now() - began) / 1000;
  return {
    ...line,
    event: "hour of a home, recounted",
    ratePerSecond: hours / seconds,
    figure: `${seconds.toFixed(1)} s`,
    notes: [`all rollups of ${hours} hours of homes, out of ${rows} station windows`],
  };
}

async function measureQuestion(
  client: ClickHouseClient,
  { title, sql }: Question,
  rows: number,
): Promise<Measurement> {
  const seconds: number[] = [];
  let read = { rows_read: 0, bytes_read: 0 };
  let mostBytes = 0;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const asked = client.query({ query: sql, format: "JSON" }).then((answer) => answer.json<unknown>());
    const isLooked = round === rounds - 1;
    const [{ statistics }, bytes] = await Promise.all([asked, isLooked ? peakMemory(client, asked) : 0]);
    // The looks would be in its time.
    if (!isLooked) seconds.push((performance.now() - began) / 1000);
    read = statistics ?? read;
    mostBytes = Math.max(mostBytes, bytes);
  }
  const middle = median(seconds);
  return {
    ...line,
    event: title,
    ratePerSecond: 1 / middle,
    figure: `${middle.toFixed(2)} s`,
    notes: [
      `"${title}": ${read.rows_read} rows and ${(read.bytes_read / 1e6).toFixed(1)} MB read, ${memoryText(mostBytes)}, of ${rows} station windows`,
    ],
  };
}

const memoryText = (bytes: number): string =>
  bytes === 0 ? "too quick to see its memory" : `${(bytes / 1e6).toFixed(0)} MB of memory`;

const lookEveryMs = 20;

/** The most bytes that the server's other queries had at once, by its own count, looked at until `asked` is answered; 0: none was seen. */
async function peakMemory(client: ClickHouseClient, asked: Promise<unknown>): Promise<number> {
  const look =
    "SELECT toFloat64(max(peak_memory_usage)) AS bytes FROM system.processes WHERE query NOT LIKE '%system.processes%'";
  let most = 0;
  const answered = new AbortController();
  const end = (): void => answered.abort();
  asked.then(end, end);
  while (!answered.signal.aborted) {
    const answer = await client.query({ query: look, format: "JSONEachRow" });
    for (const { bytes } of await answer.json<{ bytes: number }>()) most = Math.max(most, bytes);
    await sleep(lookEveryMs);
  }
  return most;
}
