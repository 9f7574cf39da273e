/** The simulated tables held to what the sink relies on from ClickHouse: the same tests that ClickHouse passes. */
import { randomUUID } from "node:crypto";
import { describeTableContract, type Tables } from "#infra/adapters/contract/table.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { createRandom } from "#infra/simulator/random.ts";
import { sinkTopics } from "#processors/sink/sink-topic.ts";
import { compileType } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { Life } from "../life.ts";
import { Network } from "../network.ts";
import { Scheduler } from "../scheduler.ts";
import { createInsert } from "./insert.ts";
import { SimulatedTables } from "./tables.ts";

function open(seed: string): Promise<Tables> {
  const scheduler = new Scheduler(Date.UTC(2026, 0, 1));
  const network = new Network(scheduler, createRandom(seed), () => undefined);
  const taken = sinkTopics(loadSchema);
  const tables = new SimulatedTables(taken, () => undefined);
  const insert = createInsert(new Life(randomUUID(), scheduler), network, tables);
  const landingOf = (topic: string): string =>
    `${taken.find(({ name }) => name === topic)?.landingPrefix ?? ""}1`;
  const valuesOf = <T>(view: string, home: string): T[] =>
    [...tables.view(view)]
      .filter(([, { values }]) => values["home_id"] === home)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { values }]) => values as T);
  scheduler.runByItself();
  return Promise.resolve({
    insert,
    telemetry: {
      table: landingOf(topics.telemetry.name),
      type: compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema)),
    },
    window: {
      table: landingOf(topics.window.name),
      type: compileType<HomeWindow>(loadSchema(topics.window.schema)),
    },
    rowsOf: (home) =>
      Promise.resolve({
        events: valuesOf<TelemetryEvent>("telemetry_event", home).map(({ event_id, received_at }) => ({
          event_id,
          received_at,
        })),
        stations: valuesOf<{ event_id: string; sta_mac: string }>("station_observation", home).map(
          ({ event_id, sta_mac }) => ({ event_id, sta_mac }),
        ),
        windows: valuesOf<HomeWindow>("home_window", home).map(({ window_start, revision }) => ({
          window_start,
          revision,
        })),
      }),
    async whileAway(act) {
      network.set("tables", { downUntilMs: Number.POSITIVE_INFINITY });
      try {
        return await act();
      } finally {
        network.calm();
      }
    },
    loseNextAnswer: () => network.set("tables", { mute: 1 }),
    close: () => Promise.resolve(scheduler.stop()),
  });
}

for (const seed of ["1", "2"]) describeTableContract(`simulated, seed ${seed}`, () => open(seed));
