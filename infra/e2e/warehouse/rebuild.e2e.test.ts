/** `sink --rebuild` on the real Kafka, registry and ClickHouse: what was lost is there again, and nothing twice. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { clickhouseConfig, sinkConfig } from "#infra/cli/config/process-config.ts";
import { rebuild, type Rebuilt } from "#infra/cli/rebuild/rebuild.ts";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { topics } from "#schemas/topics.ts";
import { type Product, startProduct } from "../product.ts";

const capture = fileURLToPath(new URL("../captures/long-v5.ndjson.gz", import.meta.url));
let product: Product;
let before: number;
beforeAll(async () => {
  before = Date.now();
  product = await startProduct({ stack: localStack() });
  await product.replay([capture], "again/{endpoint}");
}, 300_000);
afterAll(() => product.stop());

/** Rows of a view, and one number that any other row would change; when they were inserted is not asked. */
const contentOf = (view: string) =>
  product.ask(`SELECT toString(count()) AS n, toString(groupBitXor(cityHash64(toString(tuple(* EXCEPT (inserted_at)))))) AS digest
    FROM ${view}`);

async function command(sql: string): Promise<void> {
  const clickhouse = openClickhouse(clickhouseConfig(product.values));
  await clickhouse.text(sql, "TabSeparated");
  await clickhouse.close();
}

const again = (view: string, fromMs = before): Promise<Rebuilt> =>
  rebuild(sinkConfig(product.values), {
    view,
    fromMs,
    stopping: new AbortController().signal,
    say: () => undefined,
  });

describe("a view whose table was emptied", () => {
  it.each([
    { view: "station_observation", store: "station_observation_store" },
    { view: "home_window", store: "home_window_store" },
    { view: "association_change", store: "association_change_store" },
  ])("has its rows again, twice or once: $view", async ({ view, store }) => {
    const whole = await contentOf(view);
    expect(whole).not.toMatchObject([{ n: "0" }]);
    const events = await contentOf("telemetry_event");
    await command(`TRUNCATE TABLE ${store}`);
    expect(await contentOf(view)).toMatchObject([{ n: "0" }]);
    const { inserted, refused } = await again(view);
    expect({ some: inserted > 0, refused }).toEqual({ some: true, refused: 0 });
    expect(await contentOf(view)).toEqual(whole);
    await again(view);
    expect(await contentOf(view)).toEqual(whole);
    expect(await contentOf("telemetry_event")).toEqual(events);
  });

  it("has nothing of before the time that was asked for", async () => {
    await command("TRUNCATE TABLE station_observation_store");
    expect(await again("station_observation", Date.now() + 3_600_000)).toEqual({
      topic: topics.telemetry.name,
      inserted: 0,
      refused: 0,
    });
    expect(await contentOf("station_observation")).toMatchObject([{ n: "0" }]);
  });
});

it("the groups that read again are gone", async () => {
  const groups = await withAdmin(product.kafka, (admin) => admin.listGroups());
  expect(groups.groups.filter(({ groupId }) => groupId.includes("-rebuild-"))).toEqual([]);
});
