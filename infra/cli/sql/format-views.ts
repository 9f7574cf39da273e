/** The pages of `usp-telemetry sql`: all views on one screen, or one view whole. */
import { commentOf } from "#schemas/clickhouse/documentation/columns.ts";
import { type ViewName, viewNames, viewRows } from "#schemas/clickhouse/documentation/views.ts";
import { formatTable } from "../text-table.ts";
import type { Example } from "./example.ts";

const sizes = /_(quarter_hour|hour|day)$/;

/** One line a view; the sizes of a rollup share one, and what only other views read is left out. */
export function formatViews(width: number): string {
  const lines = new Map<string, { names: string[]; row: string }>();
  for (const view of viewNames.filter((name) => name !== "home_period")) {
    const noun = view.replace(sizes, "_*");
    const row = viewRows[view].replace(/ in an? (quarter hour|hour|day \(UTC\))/, " in that time (UTC)");
    const line = lines.get(noun) ?? { names: [], row };
    line.names.push(view);
    lines.set(noun, line);
  }
  const rows = [...lines.values()].map(({ names, row }) => [shortened(names), row]);
  return `${formatTable(["View", "One row is"], rows, width)}
usp-telemetry sql VIEW          its columns, a question, the query and its answer
usp-telemetry query "SELECT ..." [--format CSV]
`;
}

/** `home_quarter_hour, _hour, _day`. */
const shortened = ([first = "", ...others]: readonly string[]): string =>
  [first, ...others.map((name) => sizes.exec(name)?.[0] ?? name)].join(", ");

/** What a row is, its columns, and the example. */
export function formatView(
  view: ViewName,
  columns: readonly string[],
  { question, query, answer }: Example,
  width: number,
): string {
  const rows = columns.map((column) => [column, commentOf(view, column) ?? ""]);
  return `${view}: one row is ${viewRows[view]}.

${formatTable(["Column", "It says"], rows, width)}
${question}

${query};

${answer}
`;
}
