/** Which state of the store was read. */
import { createHash } from "node:crypto";
import { growthDays } from "./coverage.ts";
import type { Ask } from "./report.ts";
import { between, type Scope, tierOf, within } from "./scope.ts";

const dayMs = 86_400_000;

/** The offsets up to which tables are filled, and when each home's rollups of the scope were counted. */
function snapshotSql(scope: Scope): readonly string[] {
  const { to } = scope.period;
  const rollup = (view: string, condition: string): string =>
    `SELECT count() AS counted, toString(sum(cityHash64(home_id, bucket_start, windows, received, computed_at))) AS versions
FROM ${view}
WHERE ${condition}`;
  return [
    "SELECT topic, partition, last_offset FROM pipeline_progress ORDER BY topic, partition",
    rollup(`home_${tierOf(scope)}`, within(scope)),
    rollup("home_quarter_hour", within(scope)),
    rollup("home_day", between(scope, to - growthDays * dayMs, to)),
  ];
}

/** 16 hexadecimal digits, the same as long as nothing that a report of this scope reads has changed. */
export async function askSnapshot(scope: Scope, ask: Ask): Promise<string> {
  const hash = createHash("sha256");
  for (const sql of snapshotSql(scope)) hash.update(JSON.stringify(await ask(sql)));
  return hash.digest("hex").slice(0, 16);
}
