/**
 * Stage queries: the questions of the README, as they stand there, over a large store; and what it costs to count its hours
 * and days. Nothing is compared: these are the times and the rows that ClickHouse reads. `QUERIES_STATION_ROWS=N` chooses the
 * size (rows of `station_window`).
 */
import { readFileSync } from "node:fs";
import type { ClickHouseClient } from "@clickhouse/client";
import { Complaint } from "#infra/cli/complaint.ts";
import { throughClient } from "#processors/rollup/main.ts";
import { runPass } from "#processors/rollup/pass.ts";
import { type Benchmark, type Measurement, median } from "./benchmark.ts";
import { withDatabase } from "./database.ts";
import { fillStore, type StoreSize, stationsPerHome } from "./large-store.ts";

const readme = new URL("../../README.md", import.meta.url);
const usualRows = 20_000_000;
const minutesPerWeek = 7 * 1440;
const rounds = 3;

export const queriesBenchmark: Benchmark = {
  name: "queries",
  run: (context) =>
    withDatabase("bench_queries", context, async (client) => {
      const size = context.smoke ? { homes: 2, minutes: 90 } : sizeOf(process.env["QUERIES_STATION_ROWS"]);
      const rows = size.homes * size.minutes * stationsPerHome;
      context.say(`queries: ${size.homes} homes, ${size.minutes} minutes, ${rows} rows of station_window`);
      await fillStore(client, size, context.say);
      const lines = [await measureRollup(client, rows)];
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
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const answer = await client.query({ query: sql, format: "JSON" });
    const { statistics } = await answer.json<unknown>();
    seconds.push((performance.now() - began) / 1000);
    read = statistics ?? read;
  }
  const middle = median(seconds);
  return {
    ...line,
    event: title,
    ratePerSecond: 1 / middle,
    figure: `${middle.toFixed(2)} s`,
    notes: [
      `"${title}": ${read.rows_read} rows and ${(read.bytes_read / 1e6).toFixed(1)} MB read, of ${rows} station windows`,
    ],
  };
}
