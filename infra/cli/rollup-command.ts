/** `rollup` on the command line. */
import { Command } from "commander";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import { clickhouseConfig, rollupConfig } from "./config/process-config.ts";
import { withConfig } from "./options.ts";
import { runUntilStopped } from "./run-process.ts";
import type { Values } from "./settings.ts";

const help = `
Recounts the quarters of an hour, hours and days of homes whose windows changed since they were
counted: the views home_hour, band_day and so on. Several may run, and one may be killed at any
time: they do the same work twice and come to the same rows.

Exit codes of --once: 0 recounted; 1 ClickHouse can't be reached or refused; 2 a mistake in the
settings.`;

export function rollupCommand(): Command {
  return withConfig(new Command("rollup"))
    .description("counts windows into quarters of an hour, hours and days, in ClickHouse")
    .option("--once", "recount all that has changed, say how much that was, and end", false)
    .addHelpText("after", help)
    .action(async ({ config, once }: { readonly config?: string; readonly once: boolean }) => {
      const values = loadSettings(["rollup"], config);
      if (once) {
        console.log(await recountOnce(values));
        return;
      }
      const { runRollup } = await import("#processors/rollup/main.ts");
      await runUntilStopped(() => runRollup(rollupConfig(values)));
    });
}

async function recountOnce(values: Values): Promise<string> {
  const { rollUpOnce } = await import("#processors/rollup/main.ts");
  const clickhouse = clickhouseConfig(values);
  const { hours } = await rollUpOnce({ clickhouse }).catch((error: unknown): never => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Complaint(`${clickhouse.url} (USP_CLICKHOUSE_URL) says: ${reason}`, 1);
  });
  return hours === 0 ? "nothing has changed" : `recounted ${hours} hours of homes`;
}
