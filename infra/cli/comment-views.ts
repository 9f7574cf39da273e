/** What views and their columns say, as comments in the database: `system.tables.comment`, `system.columns.comment`. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { columnComments, commentOf } from "#schemas/clickhouse/documentation/columns.ts";
import { isViewName, viewRows } from "#schemas/clickhouse/documentation/views.ts";

/** All that `commentViews` writes, as one text: where it has changed, comments are to be written again. */
export const commentText = JSON.stringify([viewRows, columnComments]);

/** Comments the views of the client's database and their columns, or the one of that name. A replaced view has lost its comments. */
export async function commentViews(client: ClickHouseClient, only?: string): Promise<void> {
  const answer = await client.query({
    query: `SELECT table AS view, groupArray(name) AS columns FROM system.columns
      WHERE database = currentDatabase() AND table IN (
        SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View')
      GROUP BY table ORDER BY table`,
    format: "JSONEachRow",
  });
  for (const { view, columns } of await answer.json<{ view: string; columns: string[] }>()) {
    const query = only === undefined || only === view ? commentStatement(view, columns) : null;
    if (query !== null) await patiently(() => client.command({ query }));
  }
}

const attempts = 5;
const pauseMs = 200;

/** Another migrator may be replacing the view right now: it is there again in a moment. */
async function patiently(run: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run();
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
      await sleep(pauseMs * attempt);
    }
  }
}

/** One ALTER for a view and its columns; null for a view of somebody else's. */
export function commentStatement(view: string, columns: readonly string[]): string | null {
  if (!isViewName(view)) return null;
  const parts = columns.flatMap((column) => {
    const comment = commentOf(view, column);
    return comment === undefined ? [] : [`COMMENT COLUMN ${column} ${quoted(comment)}`];
  });
  return `ALTER TABLE ${view} ${[...parts, `MODIFY COMMENT ${quoted(`One row: ${viewRows[view]}.`)}`].join(", ")}`;
}

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
