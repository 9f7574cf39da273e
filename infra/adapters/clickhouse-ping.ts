/** Asks ClickHouse whether it is there. */
import type { ClickHouseClient } from "@clickhouse/client";
import { describeClickhouseError } from "./clickhouse-error.ts";

const withinMs = 3000;

/** Null when it answers a query; else what came instead, in a sentence. */
export async function pingClickhouse(client: ClickHouseClient): Promise<string | null> {
  const limit = AbortSignal.timeout(withinMs);
  try {
    const answer = await client.query({ query: "SELECT 1", format: "JSONEachRow", abort_signal: limit });
    await answer.text();
    return null;
  } catch (error) {
    return limit.aborted ? `no answer within ${withinMs / 1000} s` : describeClickhouseError(error);
  }
}
