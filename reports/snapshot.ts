/** Which state of the store was read. */
import { createHash } from "node:crypto";
import { growthDays } from "./coverage.ts";
import type { Ask } from "./report.ts";
import { between, type Scope, tierOf, within } from "./scope.ts";

const dayMs = 86_400_000;

export interface Snapshot {
  /** 16 hexadecimal digits, the same as long as nothing that a report of this scope reads has changed. */
  readonly id: string;
  /** The same of rollups alone: what comes in of later times changes it only where it changes what is counted of these. */
  readonly counted: string;
}

const offsetsSql = "SELECT topic, partition, last_offset FROM pipeline_progress ORDER BY topic, partition";

/** When each home's rollups of the scope were counted. */
function countedSql(scope: Scope): readonly string[] {
  const { to } = scope.period;
  const rollup = (view: string, condition: string): string =>
    `SELECT count() AS counted, toString(sum(cityHash64(home_id, bucket_start, windows, received, computed_at))) AS versions
FROM ${view}
WHERE ${condition}`;
  return [
    rollup(`home_${tierOf(scope)}`, within(scope)),
    rollup("home_quarter_hour", within(scope)),
    rollup("home_day", between(scope, to - growthDays * dayMs, to)),
  ];
}

/** By the offsets up to which tables are filled, and by when rollups were counted. */
export async function askSnapshot(scope: Scope, ask: Ask): Promise<Snapshot> {
  const offsets = JSON.stringify(await ask(offsetsSql));
  const counted: string[] = [];
  for (const sql of countedSql(scope)) counted.push(JSON.stringify(await ask(sql)));
  return { id: digest([offsets, ...counted]), counted: digest(counted) };
}

function digest(answers: readonly string[]): string {
  const hash = createHash("sha256");
  for (const answer of answers) hash.update(answer);
  return hash.digest("hex").slice(0, 16);
}
