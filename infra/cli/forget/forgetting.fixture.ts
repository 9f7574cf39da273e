/** `forget` as a process, and what the views hold before and after it. */
import { execFile } from "node:child_process";
import type { Environment } from "#infra/cli/local-run/environment.ts";
import type { Product } from "#infra/e2e/product.ts";
import { viewNames } from "#schemas/clickhouse/documentation/views.ts";
import type { Values } from "../settings.ts";

const main = new URL("../main.ts", import.meta.url).pathname;

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** On the services of a product, with a key for the list. */
export function runForget(
  values: Values,
  args: readonly string[],
  settings: Environment = {},
): Promise<Said> {
  const env = {
    PATH: process.env["PATH"],
    USP_KAFKA_BROKERS: values.kafkaBrokers.join(","),
    USP_REGISTRY_URL: values.registryUrl,
    USP_CLICKHOUSE_URL: values.clickhouseUrl,
    USP_CLICKHOUSE_DATABASE: values.clickhouseDatabase,
    USP_FORGET_KEY: "only the tests have this key",
    ...settings,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, "forget", ...args], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** Who is asked. */
type Store = Pick<Product, "ask">;

/** Rows of each view for which this holds, and one number that any other row would change. */
export async function contentsOf(
  store: Store,
  views: readonly string[],
  where: string,
): Promise<Readonly<Record<string, unknown>>> {
  const all: Record<string, unknown> = {};
  for (const view of views)
    [all[view]] = await store.ask(`SELECT toString(count()) AS n,
      toString(groupBitXor(cityHash64(toString(tuple(* EXCEPT '.*inserted_at'))))) AS digest FROM ${view} WHERE ${where}`);
  return all;
}

export async function viewsWithColumn(store: Store, column: string): Promise<readonly string[]> {
  const rows = await store.ask(`SELECT table AS view FROM system.columns
    WHERE database = currentDatabase() AND name = '${column}' ORDER BY view`);
  return rows.map(({ view }) => String(view)).filter((view) => viewNames.some((name) => name === view));
}

/** Views that have an address in a row, in whatever column. */
export async function viewsNaming(store: Store, mac: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const view of viewNames) {
    const [row] = await store.ask(
      `SELECT toString(countIf(position(toString(tuple(*)), '${mac}') > 0)) AS n FROM ${view}`,
    );
    if (row?.["n"] !== "0") found.push(view);
  }
  return found;
}
