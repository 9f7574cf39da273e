/** `check-config` on the command line. */
import { Command, InvalidArgumentError } from "commander";
import { formatCertificates, formatConfig, loadChecked } from "./check-config.ts";
import { type Part, parts } from "./config/setting.ts";
import { formatSettingsTable } from "./config/settings-table.ts";
import { withConfig } from "./options.ts";
import { loadRules } from "./rules/load-rules.ts";

export function checkConfigCommand(): Command {
  return withConfig(new Command("check-config"))
    .description(
      "check the settings and certificates without starting anything, and print those in force, secrets hidden",
    )
    .argument("[part]", `only what this part uses: ${parts.join(", ")}`, toPart)
    .option("--table", "print all settings there are, as a Markdown table, and check nothing", false)
    .action((part: Part | undefined, { config, table }: { config?: string; table: boolean }) => {
      if (table) {
        console.log(formatSettingsTable());
        return;
      }
      const wanted = part === undefined ? parts : [part];
      const { values, note } = loadChecked(wanted, config);
      process.stderr.write(note);
      if (wanted.includes("worker")) loadRules(values.rulesFile);
      const { comments, warnings } = formatCertificates(values, wanted, Date.now());
      process.stdout.write(formatConfig(values, wanted) + comments);
      process.stderr.write(warnings);
    });
}

function toPart(text: string): Part {
  const part = parts.find((name) => name === text);
  if (part === undefined) throw new InvalidArgumentError(`It must be one of ${parts.join(", ")}.`);
  return part;
}
