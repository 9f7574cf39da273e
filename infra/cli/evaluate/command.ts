/** `evaluate` on the command line. */
import { Command, Option } from "commander";
import { defaultOptions } from "#infra/simulator/world/options.ts";
import { workerConfig } from "../config/process-config.ts";
import { loadSettings } from "../config/load.ts";
import { wholeNumber } from "../options.ts";
import { evaluate } from "./evaluate.ts";
import { formatConfusions, formatScore } from "./table.ts";

const help = `
Simulated homes of which is known what is wrong in them go through the home worker's own code, and
its alerts are compared with what is known. Recall: events found. Precision: alerts that are right.
Median and p95: from the moment at which an event could be seen to begin until its alert; negative
where the alert came before that moment, or stood already. Alerts about what is by a hair the
definition count neither way. False alerts have their upper 95 % bound beside them; in brackets
what each figure should be (its aim), and under "missed" the figures that miss theirs. An event's
class is the simulator's name of it; where alerts have another one, that stands beside it.

Examples:
  usp-telemetry evaluate                                            1,400 homes, 14 days, 60 s
  usp-telemetry evaluate --homes 115 --days 4 --interval 5 --anomalies 45 --warm-up 24
  usp-telemetry evaluate --homes 45 --days 28 --anomalies 10 --warm-up 168
  usp-telemetry evaluate --homes 50 --days 3 --seed tuning --confusions
`;

interface Flags {
  readonly homes: number;
  readonly first: number;
  readonly days: number;
  readonly interval: number;
  readonly anomalies: number;
  readonly warmUp: number;
  readonly seed: string;
  readonly world: string;
  readonly confusions: boolean;
}

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("judges the detectors on simulated homes with known faults; connects to nothing")
    .addOption(new Option("--homes <n>", "how many homes").default(1400).argParser(wholeNumber(1, 1_000_000)))
    .addOption(
      new Option("--first <n>", "number of the first").default(1).argParser(wholeNumber(1, 1_000_000)),
    )
    .addOption(new Option("--days <n>", "how long").default(14).argParser(wholeNumber(1, 400)))
    .addOption(
      new Option("--interval <s>", "seconds between reports").default(60).argParser(wholeNumber(1, 600)),
    )
    .addOption(
      new Option("--anomalies <n>", "how often faults are injected; 1: each class once in 30 days")
        .default(1)
        .argParser(wholeNumber(0, 1000)),
    )
    .addOption(
      new Option("--warm-up <h>", "hours without faults at the start")
        .default(12)
        .argParser(wholeNumber(0, 1000)),
    )
    .addOption(new Option("--seed <text>", "draws homes, lives and faults").default("evaluate"))
    .addOption(new Option("--world <text>", "draws the means of all distributions").default("judged"))
    .addOption(new Option("--confusions", "also what wrong alerts were about").default(false))
    .addHelpText("after", help)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  // The windows are those of the settings; nothing is connected to.
  const nowhere = { USP_KAFKA_BROKERS: "127.0.0.1:9", USP_REGISTRY_URL: "http://127.0.0.1:9" };
  const values = loadSettings(["worker"], undefined, { ...nowhere, ...process.env });
  const score = await evaluate({
    options: {
      seed: flags.seed,
      worldSeed: flags.world,
      startMs: defaultOptions.startMs,
      durationMs: flags.days * 86_400_000,
      intervalMs: flags.interval * 1000,
      anomalies: flags.anomalies,
      warmUpMs: flags.warmUp * 3_600_000,
    },
    settings: { window: workerConfig(values).window, rules: [], logGeneration: 0 },
    homes: flags.homes,
    first: flags.first,
    onProgress: (done) =>
      process.stderr.write(`\r${done}/${flags.homes} homes${done === flags.homes ? "\n" : ""}`),
  });
  process.stdout.write(formatScore(score));
  if (flags.confusions) process.stdout.write(`\n${formatConfusions(score)}\n`);
}
