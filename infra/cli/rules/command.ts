/** `check-rules` on the command line. */
import { Command } from "commander";
import { Complaint } from "../complaint.ts";
import { formatMetrics, formatRules } from "./format-rules.ts";
import { loadRules } from "./load-rules.ts";

const help = `
A rule file (USP_RULES_FILE for the worker):
  rules:
    - name: weak-five-ghz
      metric: station.rssi_p50_dbm
      scope: { band: 5GHz, model_name: "X*" }
      condition: "< -78"
      for: 5m
      clear: "> -72"
      for_clear: 3m
      min_samples: 3
      severity: minor
      summary: "Station {subject} has been at {value} dBm for five minutes."
A rule needs name, metric and condition. processors/anomalies/README.md says what each key means.

Exit codes: 0 the rules are right; 2 no such file, or mistakes, each with its line.`;

export function checkRulesCommand(): Command {
  return new Command("check-rules")
    .description("check a file of alert rules, and print what holds, defaults filled in")
    .argument("[file]", "the file (YAML)")
    .option(
      "--metrics",
      "print the metrics that rules may look at, with their ranges and units, and the bands",
      false,
    )
    .addHelpText("after", help)
    .action((file: string | undefined, { metrics }: { metrics: boolean }) => {
      if (metrics) process.stdout.write(formatMetrics());
      else if (file === undefined) throw new Complaint("check-rules needs a file, or --metrics");
      else process.stdout.write(formatRules(loadRules(file)));
    });
}
