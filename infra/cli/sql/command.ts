/** `sql` on the command line: what can be asked. */
import { Command } from "commander";
import { isViewName, viewNames } from "#schemas/clickhouse/documentation/views.ts";
import { Complaint } from "../complaint.ts";
import { suggest } from "../config/suggest.ts";
import { terminalWidth } from "../text-table.ts";
import { readExample } from "./example.ts";
import { formatView, formatViews } from "./format-views.ts";
import { readViewColumns } from "./view-columns.ts";

const help = `
Without VIEW: all views, what a row of each is. With it: its columns, and a question with its query
and its answer on demo data. Needs no ClickHouse; the same is in the database as comments
(DESCRIBE VIEW).`;

export function sqlCommand(): Command {
  return new Command("sql")
    .description("which views there are, what a row and a column of each is, with examples")
    .argument("[view]", "one view")
    .addHelpText("after", help)
    .action((view: string | undefined) => {
      process.stdout.write(view === undefined ? formatViews(terminalWidth()) : describe(view));
    });
}

function describe(view: string): string {
  if (isViewName(view)) return formatView(view, readViewColumns(view), readExample(view), terminalWidth());
  const near = suggest(view, viewNames);
  const hint = near === null ? 'all are listed by "usp-telemetry sql"' : `did you mean ${near}?`;
  throw new Complaint(`There is no view ${view}: ${hint}`);
}
