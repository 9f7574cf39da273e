/** `profiles` on the command line: what a recording tells of the fleet's bulk-data profiles, to be put into the settings. */
import { Command } from "commander";
import { loadSettings } from "../config/load.ts";
import { withConfig } from "../options.ts";
import { recordedProfiles } from "./recorded-profiles.ts";

const help = `
A report uses the names that its profile gives, and says nowhere what they stand for: intake knows
the profiles that settings name. Where a controller has put others on the fleet, record its traffic
(requests and responses, NDJSON, plain or gzip) while it adds or reads them, and put what this
prints into USP_PROFILES or intake.profiles. Profiles over HTTP are not printed: their stream is
the collector's.

Example:
  usp-telemetry profiles infra/e2e/captures/seed-add-exact-v5.ndjson.gz
`;

export function profilesCommand(): Command {
  return withConfig(new Command("profiles"))
    .description(
      "the bulk-data profiles in recorded traffic, as JSON for intake.profiles; connects to nothing",
    )
    .argument("<file...>", "captures")
    .addHelpText("after", help)
    .action(async (files: readonly string[], { config }: { config?: string }) => {
      const { profiles, contradictions } = await recordedProfiles(files, loadSettings([], config));
      for (const sentence of contradictions) process.stderr.write(`${sentence}\n`);
      if (profiles.length === 0)
        process.stderr.write("No profile was added or read whole in this recording\n");
      process.stdout.write(`${JSON.stringify(profiles, null, 2)}\n`);
    });
}
