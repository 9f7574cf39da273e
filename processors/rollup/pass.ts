/**
 * One pass: every hour of every home that is pending is recounted, chunk by chunk.
 *
 * Of each chunk: 1. note ClickHouse's time and which hours are pending; 2. recount their quarters and hours from windows; 3. recount
 * their days from hours; 4. give silent buckets beside them their rows; 5. note that the recount began at 1. Before 2 and after 4 it
 * notes until when homes are counted: until then silence is told.
 * A stop before 5: the same hours are pending and are recounted again, which changes nothing: a bucket is stored whole, under the
 * sum of the row versions it is counted from, and the greatest is kept. So two rollups at once, or one that is killed and
 * begins anew, do the same work twice and come to the same rows.
 */
import { sizeNames } from "#schemas/clickhouse/bucket-sizes.ts";
import {
  beforeAll,
  type Chunk,
  chunkScope,
  findChunk,
  type HomeHour,
  markChunk,
  type Parameters,
  toChunkParameters,
  toFindParameters,
} from "./pending.ts";
import { type Rollup, rollups } from "./rollups.ts";
import { fillSilent, noteCounted, noteSeen } from "./silence.ts";
import { recountDays, recountWindows } from "./statement.ts";

export interface PassPorts {
  /** Rejects where ClickHouse does not answer with rows. */
  select(sql: string, parameters: Parameters): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Resolves when it is done and stored. */
  run(sql: string, parameters: Parameters): Promise<void>;
  /** A chunk of `size` hours failed, at attempt number `attempt` of its first hour. `again` waits before; rejects to end the pass. */
  failed(error: unknown, size: number, attempt: number): Promise<"again" | "skip">;
  isStopping(): boolean;
  /** After each chunk: hours recounted so far. */
  counted?(hours: number): void;
}

export interface PassResult {
  /** Hours of homes recounted. */
  readonly hours: number;
  /** Hours that could not be, alone; they stay pending. */
  readonly skipped: number;
}

/** Most hours in one chunk: some 120,000 windows of a minute, in memory while their stations are told apart. */
const mostHours = 2000;

/** Statements 2 to 4, in order. */
const recount: readonly string[] = [
  noteSeen,
  ...rollups.flatMap((rollup) => [
    // Of stations a quarter of an hour would be four times the rows of an hour, for a question nobody asks.
    ...(rollup.noun === "station" ? [] : [recountWindows(rollup, "quarter_hour", chunkScope)]),
    recountWindows(rollup, "hour", chunkScope),
  ]),
  ...rollups.map((rollup) => recountDays(rollup, hoursOf(rollup), chunkScope)),
  ...sizeNames.map(fillSilent),
  noteCounted,
];

function hoursOf({ hours }: Rollup): Rollup {
  const found = rollups.find(({ noun }) => noun === hours);
  if (found === undefined) throw new Error(`There is no rollup of ${hours}`);
  return found;
}

/** Recounts what is pending, or what is when its turn comes. Ends early when stopping; rejects as `failed` does. */
export async function runPass(ports: PassPorts, mostAtOnce: number = mostHours): Promise<PassResult> {
  let after: HomeHour = beforeAll;
  let most = mostAtOnce;
  let attempt = 1;
  let skipped = 0;
  let hours = 0;
  while (!ports.isStopping()) {
    let size = most;
    try {
      const chunk = await find(ports, after, most);
      if (chunk === null) break;
      size = chunk.size;
      await recountChunk(ports, chunk);
      hours += size;
      ports.counted?.(hours);
      after = chunk.last;
      most = Math.min(mostAtOnce, most * 2);
      attempt = 1;
    } catch (error) {
      const answer = await ports.failed(error, size, attempt);
      attempt += 1;
      most = Math.max(1, Math.floor(size / 2));
      if (answer === "again") continue;
      const chunk = await find(ports, after, 1);
      if (chunk === null) break;
      after = chunk.last;
      skipped += 1;
      attempt = 1;
    }
  }
  return { hours, skipped };
}

async function recountChunk(ports: PassPorts, chunk: Chunk): Promise<void> {
  const parameters = toChunkParameters(chunk);
  for (const sql of recount) await ports.run(sql, parameters);
  await ports.run(markChunk, parameters);
}

async function find(ports: PassPorts, after: HomeHour, most: number): Promise<Chunk | null> {
  const [row] = await ports.select(findChunk, toFindParameters(after, most));
  const size = Number(row?.["size"] ?? 0);
  if (row === undefined || size === 0) return null;
  const text = (name: string): string => String(row[name]);
  return {
    began: text("began"),
    size,
    first: { homeId: text("first_home"), hour: text("first_hour") },
    last: { homeId: text("last_home"), hour: text("last_hour") },
    from: text("from"),
    to: text("to"),
  };
}
