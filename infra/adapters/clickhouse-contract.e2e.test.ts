/** ClickHouse (the embedded one behind its HTTP front, in these tests) held to what the sink relies on. */
import { readdirSync } from "node:fs";
import { localStack } from "#infra/e2e/local-stack.ts";
import { applyMigrations } from "#infra/cli/migrate.ts";
import { sinkTopics } from "#processors/sink/sink-topic.ts";
import { compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { createClickhouse, ensureDatabase, insertAvro } from "./clickhouse.ts";
import { describeTableContract, type HomeRows, type Tables } from "./contract/table.ts";
import { openLink } from "./link.fixture.ts";
import { loadSchema } from "./schemas.ts";

const taken = sinkTopics(loadSchema);

/** The landing table of the present version of a topic's schema. */
function landingOf(topic: string, noun: string): string {
  const versions = readdirSync(new URL(`../../schemas/history/${noun}`, import.meta.url)).length;
  return `${taken.find(({ name }) => name === topic)?.landingPrefix}${versions}`;
}

async function openTables(url: string): Promise<Tables> {
  const config = { url, username: "default", password: "", database: "table_contract" };
  await ensureDatabase(config);
  const client = createClickhouse(config);
  await applyMigrations(client);
  const link = await openLink(url);
  const sink = createClickhouse({ ...config, url: link.url });
  const rows = async <T>(query: string, home: string): Promise<T[]> =>
    (await client.query({ query, query_params: { home }, format: "JSONEachRow" })).json<T>();
  return {
    insert: (table, container) => insertAvro(sink, table, container),
    telemetry: {
      table: landingOf(topics.telemetry.name, "telemetry-event"),
      type: compileType<TelemetryEvent>(loadSchema("telemetry-event.avsc")),
    },
    window: {
      table: landingOf(topics.window.name, "home-window"),
      type: compileType<HomeWindow>(loadSchema("home-window.avsc")),
    },
    rowsOf: async (home): Promise<HomeRows> => ({
      events: await rows(
        `SELECT event_id, toUnixTimestamp64Milli(received_at) AS received_at FROM telemetry_event
        WHERE home_id = {home: String} ORDER BY ALL`,
        home,
      ),
      stations: await rows(
        "SELECT event_id, sta_mac FROM station_observation WHERE home_id = {home: String} ORDER BY ALL",
        home,
      ),
      windows: await rows(
        `SELECT toUnixTimestamp64Milli(window_start) AS window_start, revision FROM home_window
        WHERE home_id = {home: String} ORDER BY ALL`,
        home,
      ),
    }),
    async whileAway(act) {
      link.break();
      try {
        return await act();
      } finally {
        link.mend();
      }
    },
    loseNextAnswer: () => link.cutAtAnswer(),
    async close() {
      await Promise.all([client.close(), sink.close()]);
      await link.close();
    },
  };
}

describeTableContract("ClickHouse", () => openTables(localStack().clickhouse.url));
