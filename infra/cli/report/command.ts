/** `report` on the command line. */
import { Command } from "commander";
import type { ReportKind } from "#reports/report.ts";
import { parsePeriod } from "#reports/period.ts";
import { titleOf } from "#reports/render/about.ts";
import { epochMs } from "#schemas/units.ts";
import { findClickhouse } from "../clickhouse-address.ts";
import { Complaint } from "../complaint.ts";
import { withConfig } from "../options.ts";
import { requireHistory } from "./history.ts";
import { makeReport } from "./make-report.ts";
import { reportKinds } from "./report-kinds.ts";

const help = `
One folder: report.html, report.pdf, report.xlsx, a CSV and the SQL of every table, and
manifest.json. Its name says report, period, zone and area, so the same question writes the same
folder again. It is compared with the newest report of the same kind, zone, area and length in the
history whose period was over before this one begins: keep the folders, or name where they are kept.
Reads only views. Where there is too little data it says "insufficient" rather than a number.

Periods are days of the zone's calendar; last-week is Monday to Sunday. Run
"usp-telemetry rollup --once" before it where no rollup process runs.

Exit codes: 0 written; 3 written, but nothing of the period could be said; 1 ClickHouse does not
answer or the folder can't be written; 2 a mistake in options or settings.`;

interface Flags {
  readonly period: string;
  readonly zone: string;
  readonly area?: string;
  readonly out: string;
  readonly history?: string;
  readonly url?: string;
  readonly config?: string;
}

export function reportCommand(onExitCode: (code: number) => void): Command {
  const report = new Command("report").description("reports for planners, from ClickHouse's rollups");
  for (const kind of reportKinds) report.addCommand(kindCommand(kind, onExitCode));
  return report;
}

function kindCommand(kind: ReportKind, onExitCode: (code: number) => void): Command {
  return withConfig(new Command(kind.name))
    .description(kind.pages.map(({ title }) => title.toLowerCase()).join(", "))
    .requiredOption("--period <period>", "last-week, last-month, or FROM/TO in days, without TO")
    .option("--zone <zone>", "time zone of days and hours, such as Europe/Berlin", "UTC")
    .option("--area <area>", "only homes of this area of the inventory")
    .option("--out <dir>", "where the folder is written", "reports-out")
    .option("--history <dir>", "where earlier reports are (default: where it is written)")
    .option(
      "--url <url>",
      "ClickHouse's HTTP interface (default: USP_CLICKHOUSE_URL, else the running local stack)",
    )
    .addHelpText("after", help)
    .action(async (flags: Flags) => onExitCode(await run(kind, flags)));
}

async function run(kind: ReportKind, flags: Flags): Promise<number> {
  const now = epochMs(Date.now());
  const reading = parsePeriod(flags.period, flags.zone, now);
  if (!reading.ok) throw new Complaint(reading.sentence);
  if (reading.period.to > now)
    throw new Complaint(`--period ${flags.period} is not over yet: a report is of days that are`);
  if (flags.area === "")
    throw new Complaint("--area is empty: name an area of the inventory, or leave it out");
  // The one it is written to may be new.
  if (flags.history !== undefined && flags.history !== flags.out) requireHistory(flags.history);
  const { folder, report } = await makeReport({
    kind,
    scope: { period: reading.period, area: flags.area ?? null },
    outFolder: flags.out,
    historyFolder: flags.history ?? flags.out,
    clickhouse: findClickhouse(flags).config,
  });
  console.log(folder);
  const isSilent = report.coverage.windows === 0;
  if (isSilent)
    process.stderr.write(
      `${titleOf(report)}: there are no windows of this period and area; another --period may have some, "npm start -- --history 70d" makes a past\n`,
    );
  return isSilent ? 3 : 0;
}
