/** `ledger` on the command line: check it, once or again and again; make a gap in it for a test. */
import { Command, Option } from "commander";
import { gapKinds, type GapKind } from "#infra/adapters/test-gap.ts";
import { topics } from "#schemas/topics.ts";
import { Complaint } from "../complaint.ts";
import { clickhouseConfig } from "../config/process-config.ts";
import { wholeNumber, withConfig } from "../options.ts";
import { createTopicQuestion, presentTopics } from "../reach-kafka.ts";
import { loadStackSettings } from "../stack-settings.ts";
import { stopSignals } from "../stop-signals.ts";
import { terminalWidth } from "../text-table.ts";
import { check } from "./check.ts";
import { formatReport, isBalanced, toJson } from "./format.ts";
import { injectGap, ways } from "./inject-gap.ts";
import { watch } from "./watch.ts";

export function ledgerCommand(onExitCode: (code: number) => void): Command {
  return new Command("ledger")
    .description("proves that what one stage handed on the next took in, from the message to the row")
    .addCommand(checkCommand(onExitCode))
    .addCommand(watchCommand())
    .addCommand(injectGapCommand());
}

const checkHelp = `
Reads the topics as far back as Kafka keeps them, and compares, record by record: stamps of writers
(each numbered without a gap, with a sum of its bytes), what readers said they took in by ranges of
offsets, and rows with what the same bytes make of the same views once more. Names what is missing,
doubled or altered by topic, partition and offset. It writes nothing but tables of its own in
ClickHouse (ledger_check_*), which it takes away. Without USP_KAFKA_BROKERS the running local
stack is checked.

What came before a stage kept a ledger is counted apart, and not compared. It waits until worker
and sink have taken in what is there at the start.

Exit codes: 0 balanced; 1 not, or it can't be told, as Kafka (for a minute), the registry or
ClickHouse can't be reached: a sentence alone; 2 a mistake in the options or settings.`;

interface CheckFlags {
  readonly rows: boolean;
  readonly wait: number;
  readonly format: "text" | "json";
  readonly config?: string;
}

function checkCommand(onExitCode: (code: number) => void): Command {
  const command = new Command("check")
    .description("compares what is there now; names what is missing, doubled or altered")
    .option("--no-rows", "only Kafka, not the rows in ClickHouse")
    .addOption(
      new Option("--wait <s>", "for a worker or sink that is behind")
        .default(60)
        .argParser(wholeNumber(0, 86_400)),
    )
    .addOption(new Option("--format <which>", "how to print it").choices(["text", "json"]).default("text"))
    .addHelpText("after", checkHelp)
    .action(async ({ rows, wait, format, config }: CheckFlags) => {
      const values = loadStackSettings(config, rows ? ["topics", "sink"] : ["topics"]);
      requireLedger(await presentTopics(values));
      const report = await check({ values, waitMs: wait * 1000, rows, say: createProgress() });
      clearProgress();
      process.stdout.write(
        format === "json"
          ? `${JSON.stringify(toJson(report), null, 2)}\n`
          : formatReport(report, terminalWidth()),
      );
      onExitCode(isBalanced(report) ? 0 : 1);
    });
  return withConfig(command);
}

function requireLedger(present: ReadonlySet<string>): void {
  if (!present.has(topics.ledger.name))
    throw new Complaint(`Kafka has no topic ${topics.ledger.name}: topics apply creates it`, 1);
}

/** On a terminal over itself, elsewhere a line every few seconds. */
function createProgress(): (text: string) => void {
  const { isTTY } = process.stderr;
  const everyMs = isTTY ? 100 : 5000;
  let saidAt = performance.now();
  return (text) => {
    if (performance.now() - saidAt < everyMs) return;
    saidAt = performance.now();
    process.stderr.write(isTTY ? `\r${text.padEnd(78).slice(0, 78)}` : `${text}\n`);
  };
}

const clearProgress = (): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${" ".repeat(78)}\r`);
};

const watchHelp = `
A process of its own: one is enough. Each round compares what Kafka got in the last --span at least,
and waits --every before the next. Where rounds could not be made (Kafka away), or a reader was
behind, later ones look back as far as that: no time is left out but what passed before it was
started. USP_STATUS_PORT serves the last result at /status, and at /metrics
usp_ledger_imbalance_records, for which infra/deploy/prometheus/rules.yml has an alert. Rows are
compared with --rows: a second insert of everything, into tables of its own.`;

interface WatchFlags {
  readonly every: number;
  readonly span: number;
  readonly wait: number;
  readonly rows: boolean;
  readonly config?: string;
}

function watchCommand(): Command {
  const command = new Command("watch")
    .description("the check again and again, with a metric")
    .addOption(new Option("--every <s>", "between two rounds").default(60).argParser(wholeNumber(1, 86_400)))
    .addOption(
      new Option("--span <s>", "how far back a round looks at least")
        .default(900)
        .argParser(wholeNumber(60, 604_800)),
    )
    .addOption(
      new Option("--wait <s>", "for a worker or sink that is behind")
        .default(120)
        .argParser(wholeNumber(0, 86_400)),
    )
    .option("--rows", "the rows in ClickHouse too", false)
    .addHelpText("after", watchHelp)
    .action(async ({ every, span, wait, rows, config }: WatchFlags) => {
      const values = loadStackSettings(config, rows ? ["topics", "sink"] : ["topics"]);
      const stopping = stopSignals();
      const askTopics = createTopicQuestion(values);
      await watch({
        async look(sinceMs) {
          requireLedger(await askTopics());
          return check({ values, waitMs: wait * 1000, rows, sinceMs, say: () => undefined, stopping });
        },
        status: { statusPort: values.statusPort, statusHost: values.statusHost },
        everyMs: every * 1000,
        spanMs: span * 1000,
        stopping,
      });
    });
  return withConfig(command);
}

const injectHelp = `
For tests alone: refuses unless USP_TEST_GAPS names a folder, and the product's processes must have
been started with the same. Between a process and its topics, or a topic and its reader, the next
record is disturbed as it passes; between a topic and "rows" the newest row in ClickHouse is. A
doubled row has another key, because a row twice is one row.

Ways:
${ways.map((way) => `  ${way}\n`).join("")}
Exit codes: 0 done, and where; 1 nothing came along; 2 refused.`;

interface InjectFlags {
  readonly between: readonly string[];
  readonly kind: GapKind;
  readonly after: number;
  readonly wait: number;
  readonly config?: string;
}

function injectGapCommand(): Command {
  const command = new Command("inject-gap")
    .description("test mode only: removes, doubles or alters one record between two stages")
    .requiredOption("--between <stages...>", "two stages, such as telemetry worker")
    .addOption(new Option("--kind <which>", "what to do").choices(gapKinds).default("remove"))
    .addOption(
      new Option("--after <n>", "let so many records pass before").default(0).argParser(wholeNumber(0, 1e9)),
    )
    .addOption(new Option("--wait <s>", "for a record").default(60).argParser(wholeNumber(1, 86_400)))
    .addHelpText("after", injectHelp)
    .action(async ({ between, kind, after, wait, config }: InjectFlags) => {
      const [from, to, ...more] = between;
      if (from === undefined || to === undefined || more.length > 0)
        throw new Complaint("--between takes two stages, such as --between telemetry worker");
      const values = loadStackSettings(config, ["topics", "sink"], "write");
      const folder = values.testGaps;
      if (folder === null)
        throw new Complaint(
          "Records are disturbed in test mode alone: USP_TEST_GAPS must name a folder, here and for the processes",
        );
      const clickhouse = clickhouseConfig(values);
      const where = await injectGap({ from, to, kind, after, folder, waitMs: wait * 1000, clickhouse });
      console.log(where);
    });
  return withConfig(command);
}
