/** `estimate` on the command line: what a profile on a fleet would cost, before anything is switched on. */
import { Command, Option } from "commander";
import type { ProvisionableDefinition } from "#ingest/provisioning/profile.ts";
import { Complaint } from "../complaint.ts";
import { loadSettings } from "../config/load.ts";
import { collect, wholeNumber, withConfig } from "../options.ts";
import { readDefinitions } from "../provision/profile-file.ts";
import { bridgeConfig, workerConfig } from "../config/process-config.ts";
import type { Values } from "../settings.ts";
import { formatEstimate, formatFleets } from "./estimate-text.ts";
import { type Estimate, extrapolate } from "./extrapolate.ts";
import { weigh } from "./weigh.ts";

const help = `
Reports of a simulated home of that size go through the bridge's and the worker's own code; bytes
of Kafka are those that come out. Bytes of a ClickHouse row, heap and CPU are measured constants
(infra/cli/estimate/measured.ts). Nothing is connected. Notifications are not in it: they are few
beside reports. Settings count: windows, and USP_PARAMETER_TOPIC=false.

Examples:
  usp-telemetry estimate --profile ingest/profiles/example.json --homes 100000 --interval 60
  usp-telemetry estimate --profile example.json --homes 5000 --hosts-per-home 30 \\
    --stations-per-home 25 --json
  usp-telemetry estimate --profile example.json --homes 10000,100000,1000000 --interval 60
`;

interface Flags {
  readonly profile?: readonly string[];
  readonly homes: readonly number[];
  readonly hostsPerHome: number;
  readonly stationsPerHome: number;
  readonly interval?: number;
  readonly json: boolean;
  readonly config?: string;
}

export function estimateCommand(): Command {
  return withConfig(new Command("estimate"))
    .description(
      "what profiles on a fleet would make: messages, Kafka, ClickHouse, processes; connects to nothing",
    )
    .option(
      "--profile <file>",
      "profile file (JSON), may be repeated (default: those of intake.profiles)",
      collect,
    )
    .addOption(
      new Option("--homes <n>", "homes; several numbers, with commas between, are set side by side")
        .argParser((text) => text.split(",").map(wholeNumber(1, 1e9)))
        .makeOptionMandatory(),
    )
    .addOption(new Option("--hosts-per-home <n>", "LAN devices").default(20).argParser(wholeNumber(0, 1000)))
    .addOption(
      new Option("--stations-per-home <n>", "of these on Wi-Fi").default(15).argParser(wholeNumber(0, 1000)),
    )
    .addOption(
      new Option("--interval <seconds>", "between two reports (default: what the profile says)").argParser(
        wholeNumber(1, 86_400),
      ),
    )
    .option("--json", "one JSON object instead of text", false)
    .addHelpText("after", help)
    .action((flags: Flags) => {
      const estimates = estimateFleets(flags, loadSettings([], flags.config));
      process.stdout.write(`${flags.json ? toJson(estimates) : format(estimates)}\n`);
    });
}

const toJson = (estimates: readonly Estimate[]): string =>
  JSON.stringify(estimates.length === 1 ? estimates[0] : estimates, null, 2);

/** One in words, several as a table. */
export function format(estimates: readonly Estimate[]): string {
  const [first] = estimates;
  return estimates.length === 1 && first !== undefined ? formatEstimate(first) : formatFleets(estimates);
}

/** All profiles of the files together, on every home; one estimate a fleet. */
export function estimateFleets(flags: Omit<Flags, "json" | "config">, values: Values): readonly Estimate[] {
  const definitions: readonly ProvisionableDefinition[] =
    flags.profile === undefined ? values.profiles : flags.profile.flatMap(readDefinitions);
  if (definitions.length === 0) throw new Complaint("Name a profile file: --profile FILE");
  const weight = weigh({
    profiles: definitions.map((definition) => ({
      definition,
      intervalMs: intervalOf(definition, flags.interval),
    })),
    shape: { hosts: flags.hostsPerHome, stations: flags.stationsPerHome },
    intake: bridgeConfig(values),
    worker: workerConfig(values),
  });
  return flags.homes.map((homes) => extrapolate(weight, homes));
}

function intervalOf(definition: ProvisionableDefinition, seconds: number | undefined): number {
  const own = definition.provisioning?.reportingIntervalSeconds;
  const known = seconds ?? own ?? (definition.intervalMs === null ? undefined : definition.intervalMs / 1000);
  if (known !== undefined) return known * 1000;
  throw new Complaint(`profile ${definition.topic} does not say how often it reports: --interval SECONDS`);
}
