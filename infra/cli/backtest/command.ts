/** `backtest` on the command line. */
import { Command, InvalidArgumentError, Option } from "commander";
import { topics } from "#schemas/topics.ts";
import { Complaint } from "../complaint.ts";
import { workerConfig } from "../config/process-config.ts";
import { momentForm, parseMoment } from "../moment.ts";
import { wholeNumber, withConfig } from "../options.ts";
import { presentTopics } from "../reach-kafka.ts";
import { loadRules } from "../rules/load-rules.ts";
import type { Values } from "../settings.ts";
import { loadStackSettings } from "../stack-settings.ts";
import { backtest, type BacktestOptions, type Progress } from "./backtest.ts";
import { formatReport, toJson } from "./format.ts";
import { type BacktestReport, isReproduced } from "./report.ts";

const help = `
What this version of the home worker, with the settings and rules in force here, makes of the
telemetry that Kafka still has (usp.telemetry.v1), beside the alerts that workers recorded then
(usp.alert-candidate.v1). It joins a group of its own, commits nothing and writes nothing.

With the same code and settings it reproduces every alert if it reads the log from offset 0, which
is what "earliest" does while retention has taken nothing. Otherwise homes start without what was
known of them: the warm-up is replayed and not compared, and slow detectors (of days) may differ.
Times are those of receiving. The running stack is asked if no Kafka is configured.

A row is a detector (a class of alerts), or a rule of your own by its name. Columns count episodes,
by the record that raised them, the last one per 1,000 homes and day.
moved: raised for the same subject within an hour, but not then; shift: its median, + is later than
recorded. later: other records of episodes (changes, ends) that vanished (-) and appeared (+).
Exit codes: 0 all reproduced; 3 something differs; 1 Kafka or the registry does not answer; 2 a
mistake in options or settings.

Examples:
  usp-telemetry backtest                                              all that Kafka has
  usp-telemetry backtest --rules new.yaml                             had these been the rules
  USP_WINDOW_SIZE_MS=300000 usp-telemetry backtest                    had windows five minutes
  usp-telemetry backtest --from 2026-11-24T00:00Z --to 2026-11-25T00:00Z --json
`;

interface Flags {
  readonly from: number;
  readonly to: number;
  readonly warmUp: number;
  readonly list: number;
  readonly json: boolean;
  readonly rules?: string;
  readonly config?: string;
}

export function backtestCommand(onExitCode: (code: number) => void): Command {
  return withConfig(new Command("backtest"))
    .description("which alerts this version and these settings would have raised, of retained telemetry")
    .addOption(
      new Option("--from <time>", "ISO 8601, or earliest")
        .default(Number.NEGATIVE_INFINITY, "earliest")
        .argParser(momentOr("earliest", Number.NEGATIVE_INFINITY)),
    )
    .addOption(
      new Option("--to <time>", "ISO 8601, or latest")
        .default(Number.POSITIVE_INFINITY, "latest")
        .argParser(momentOr("latest", Number.POSITIVE_INFINITY)),
    )
    .addOption(
      new Option("--warm-up <h>", "hours replayed before what is compared")
        .default(2)
        .argParser(wholeNumber(0, 1000)),
    )
    .option("--rules <file>", "static rules to try, instead of those in force (USP_RULES_FILE)")
    .addOption(new Option("--list <n>", "differences to name").default(10).argParser(wholeNumber(0, 100_000)))
    .option("--json", "one JSON object instead of text", false)
    .addHelpText("after", help)
    .action(async (flags: Flags) => {
      const report = await test(flags);
      process.stdout.write(
        flags.json ? `${JSON.stringify(toJson(report), null, 2)}\n` : formatReport(report),
      );
      onExitCode(isReproduced(report) ? 0 : 3);
    });
}

/** Milliseconds of a moment, or what the word means. */
const momentOr =
  (word: string, meaning: number) =>
  (text: string): number => {
    if (text === word) return meaning;
    const at = parseMoment(text);
    if (at === null) throw new InvalidArgumentError(`It must be ${word}, or ${momentForm}.`);
    return at;
  };

async function test({
  from: fromMs,
  to: toMs,
  warmUp,
  list,
  rules: rulesFile,
  config,
}: Flags): Promise<BacktestReport> {
  if (fromMs >= toMs) throw new Complaint("--from must be before --to");
  const values = loadStackSettings(config, ["worker"]);
  const rules = loadRules(rulesFile ?? values.rulesFile);
  await requireTopics(values);
  return backtest({
    span: { fromMs, toMs, warmUpMs: warmUp * 3_600_000 },
    worker: workerConfig(values, rules),
    list,
    onProgress: createProgress(),
  });
}

async function requireTopics(values: Values): Promise<void> {
  const present = await presentTopics(values);
  const missing = [topics.telemetry.name, topics.alertCandidate.name].filter((name) => !present.has(name));
  if (missing.length > 0)
    throw new Complaint(`Kafka has no topic ${missing.join(" and ")}: there is nothing to test on`, 1);
}

/** On standard error: over itself on a terminal, a line a partition elsewhere. */
function createProgress(): BacktestOptions["onProgress"] {
  const { isTTY } = process.stderr;
  let shown = 0;
  return ({ partition, of, events }: Progress): void => {
    const text = `partition ${partition} of ${of}, ${events} events`;
    if (isTTY) process.stderr.write(`\r${text}`);
    else if (partition > shown) process.stderr.write(`${text}\n`);
    shown = partition;
  };
}
