/** The commands and their options. */
import { Command, InvalidArgumentError, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { backtestCommand } from "./backtest/command.ts";
import { formatCertificates, formatConfig, loadChecked } from "./check-config.ts";
import { findClickhouse } from "./clickhouse-address.ts";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import {
  bridgeConfig,
  clickhouseConfig,
  collectorConfig,
  sinkConfig,
  fleetConfig,
  notifyConfig,
  workerConfig,
} from "./config/process-config.ts";
import { type Part, parts } from "./config/setting.ts";
import { formatSettingsTable } from "./config/settings-table.ts";
import { deadLettersCommand } from "./dead-letters/command.ts";
import { detectCommand } from "./detect/command.ts";
import { doctorCommand } from "./doctor/command.ts";
import { estimateCommand } from "./estimate/command.ts";
import { evaluateCommand } from "./evaluate/command.ts";
import { forgetCommand } from "./forget/command.ts";
import { inventoryCommand } from "./inventory/command.ts";
import { applyAclsCommand } from "./kafka-acls.ts";
import { ledgerCommand } from "./ledger/command.ts";
import { maintenanceCommand } from "./maintenance/command.ts";
import { migrate } from "./migrate-command.ts";
import { momentForm, parseDuration } from "./moment.ts";
import { collect, wholeNumber, withConfig } from "./options.ts";
import { profilesCommand } from "./profiles/command.ts";
import { provisioningCommand } from "./provision/command.ts";
import { query } from "./query.ts";
import { rebuildCommand, rebuildHelp } from "./rebuild/command.ts";
import { reportCommand } from "./report/command.ts";
import { rollupCommand } from "./rollup-command.ts";
import { checkRulesCommand } from "./rules/command.ts";
import { loadRules } from "./rules/load-rules.ts";
import { runUntilStopped } from "./run-process.ts";
import { sqlCommand } from "./sql/command.ts";
import { start, type StartOptions } from "./start.ts";
import { stopSignals } from "./stop-signals.ts";
import { applyTopicsCommand, listTopicsCommand } from "./topics-command.ts";

/** The program; `onExitCode` gets the exit code of a command that has one other than 0. */
export function createProgram(onExitCode: (code: number) => void): Command {
  const program = new Command("usp-telemetry")
    .description(packageJson.description)
    .version(packageJson.version)
    .showHelpAfterError("(--help shows the commands and options)")
    .showSuggestionAfterError();
  program.addCommand(startCommand(onExitCode));
  program.addCommand(queryCommand());
  program.addCommand(sqlCommand());
  program.addCommand(reportCommand(onExitCode));
  for (const command of processCommands()) program.addCommand(command);
  program.addCommand(rollupCommand());
  program.addCommand(topicsCommand());
  program.addCommand(migrateCommand());
  program.addCommand(provisioningCommand(onExitCode));
  program.addCommand(inventoryCommand());
  program.addCommand(maintenanceCommand());
  program.addCommand(deadLettersCommand(onExitCode));
  program.addCommand(forgetCommand(onExitCode));
  program.addCommand(ledgerCommand(onExitCode));
  program.addCommand(estimateCommand());
  program.addCommand(detectCommand());
  program.addCommand(evaluateCommand());
  program.addCommand(backtestCommand(onExitCode));
  program.addCommand(profilesCommand());
  program.addCommand(doctorCommand(onExitCode));
  program.addCommand(checkConfigCommand());
  program.addCommand(checkRulesCommand());
  narrow(program);
  return program;
}

/** Help that is read on any terminal, and in a page: no line longer than this (`program.test.ts`). */
export const mostHelpColumns = 100;

function narrow(command: Command): void {
  const width = (columns: number | undefined): number =>
    Math.min(columns ?? mostHelpColumns, mostHelpColumns);
  command.configureOutput({
    getOutHelpWidth: () => width(process.stdout.columns),
    getErrHelpWidth: () => width(process.stderr.columns),
  });
  for (const each of command.commands) narrow(each);
}

function startCommand(onExitCode: (code: number) => void): Command {
  return withConfig(new Command("start"))
    .description(
      "everything on this machine: Kafka, registry, MQTT broker, ClickHouse, all processes and a simulated fleet",
    )
    .addOption(
      new Option("--gateways <n>", "simulated gateways").default(20).argParser(wholeNumber(0, 10_000)),
    )
    .option("--no-fleet", "no simulated gateways")
    .addOption(
      new Option("--interval <ms>", "reporting interval of the simulated gateways")
        .default(5000)
        .argParser(wholeNumber(100, 3_600_000)),
    )
    .option(
      "--history <duration>",
      "before that fill a simulated past of these gateways into ClickHouse, such as 70d; it begins at a midnight (UTC)",
      historyLength,
    )
    .addOption(new Option("--bridges <n>", "bridges").default(1).argParser(wholeNumber(1, 20)))
    .addOption(new Option("--workers <n>", "home workers").default(1).argParser(wholeNumber(1, 20)))
    .option(
      "--collector",
      "take bulk data over HTTP too, at http://127.0.0.1:8480/bulkdata, and Informs at /cwmp (USP_HTTP_PORT: another port)",
      false,
    )
    .option("--data <dir>", "keep the data in this folder (default: a temporary one, removed at the end)")
    .addOption(
      new Option("--broker <name>", "MQTT broker").choices(["hivemq", "mosquitto"]).default("hivemq"),
    )
    .option("--replay <file...>", "publish recorded captures instead of a fleet (NDJSON, plain or gzip)")
    .addOption(
      new Option("--qos <which>", "QoS of a replay: 1 for all, or as recorded")
        .choices(["1", "recorded"])
        .default("1"),
    )
    .option("--exit", "after the replay: print one JSON object on standard output and end", false)
    .option(
      "--query <sql>",
      "with --exit: add this statement's rows to the result; may be repeated",
      collect,
      [],
    )
    .addHelpText("after", replayHelp)
    .action(async (options: StartFlags) => onExitCode(await start(toStartOptions(options))));
}

const replayHelp = `
A replay takes received times from the recording, in order of time over all files, and runs as fast
as it can.
Exit codes: 0 all accounted for; 1 something is not (see "unaccounted"); 2 a mistake in a file or
in the settings.`;

const shortestHistoryMs = 3_600_000;
/** Windows are kept 400 days. */
const longestHistoryMs = 365 * 86_400_000;

function historyLength(text: string): number {
  const ms = parseDuration(text);
  if (ms === null || ms < shortestHistoryMs || ms > longestHistoryMs)
    throw new InvalidArgumentError("It must be a time from 1h to 365d, such as 70d or 12h.");
  return ms;
}

interface StartFlags {
  readonly gateways: number;
  readonly fleet: boolean;
  readonly interval: number;
  readonly history?: number;
  readonly bridges: number;
  readonly workers: number;
  readonly collector: boolean;
  readonly data?: string;
  readonly broker: "hivemq" | "mosquitto";
  readonly replay?: readonly string[];
  readonly qos: "1" | "recorded";
  readonly exit: boolean;
  readonly query: readonly string[];
  readonly config?: string;
}

function toStartOptions(flags: StartFlags): StartOptions {
  const replayFiles = flags.replay ?? [];
  if (flags.exit && replayFiles.length === 0) throw new Complaint("--exit needs --replay FILE");
  if (flags.collector && replayFiles.length > 0)
    throw new Complaint(
      "--collector takes reports of now, --replay publishes those of another time: choose one",
    );
  if (flags.history !== undefined && replayFiles.length > 0)
    throw new Complaint("--history is a past of simulated gateways, --replay another's: choose one");
  if (flags.history !== undefined && flags.gateways === 0)
    throw new Complaint("--history needs gateways: give --gateways, and --no-fleet where none is to live on");
  if (flags.query.length > 0 && !flags.exit) throw new Complaint("--query needs --exit");
  return {
    bridges: flags.bridges,
    workers: flags.workers,
    collector: flags.collector,
    gateways: flags.fleet ? flags.gateways : 0,
    intervalMs: flags.interval,
    history: flags.history === undefined ? null : { lengthMs: flags.history, homes: flags.gateways },
    dataDir: flags.data ?? null,
    broker: flags.broker,
    configFile: flags.config,
    replayFiles,
    exit: flags.exit,
    qos: flags.qos === "recorded" ? "recorded" : 1,
    queries: flags.query,
    stopping: stopSignals(),
  };
}

function queryCommand(): Command {
  return withConfig(new Command("query"))
    .description("one SQL statement against the running local stack, or against --url")
    .argument("<sql>", "the statement")
    .option(
      "--url <url>",
      "ClickHouse's HTTP interface (default: USP_CLICKHOUSE_URL, else the running local stack)",
    )
    .option("--format <format>", "any of ClickHouse's formats", "PrettyCompactMonoBlock")
    .action(async (sql: string, options: { url?: string; format: string; config?: string }) =>
      query(findClickhouse(options), sql, options.format),
    );
}

function processCommands(): Command[] {
  const bridge = withConfig(new Command("bridge")).description("MQTT to Kafka");
  bridge.action(async ({ config }: { config?: string }) => {
    const { runBridge } = await import("#ingest/main.ts");
    await runUntilStopped(() => runBridge(bridgeConfig(loadSettings(["bridge"], config))));
  });
  const collector = withConfig(new Command("collector"))
    .description("bulk-data reports over HTTP (POST and PUT) and CWMP Informs, to Kafka")
    .addHelpText("after", collectorHelp);
  collector.action(async ({ config }: { config?: string }) => {
    const { runCollector } = await import("#ingest/http/main.ts");
    await runUntilStopped(() => runCollector(collectorConfig(loadSettings(["collector"], config))));
  });
  const worker = withConfig(new Command("worker")).description(
    "home worker: windows, joins and leaves, from Kafka to Kafka",
  );
  worker.action(async ({ config }: { config?: string }) => {
    const { runWorker } = await import("#processors/main.ts");
    const values = loadSettings(["worker"], config);
    const rules = loadRules(values.rulesFile);
    await runUntilStopped(() => runWorker(workerConfig(values, rules)));
  });
  const sink = withConfig(new Command("sink"))
    .description("Kafka to ClickHouse; with --rebuild: a view's rows from Kafka again, then ends")
    .option("--rebuild <view>", "read what this view is made of again, from --from on")
    .option("--from <time>", `of --rebuild: when Kafka got it, ${momentForm}`)
    .addHelpText("after", rebuildHelp);
  sink.action(async ({ config, ...again }: { config?: string; rebuild?: string; from?: string }) => {
    const settings = sinkConfig(loadSettings(["sink"], config));
    if (again.rebuild !== undefined || again.from !== undefined) {
      await rebuildCommand(settings, again);
      return;
    }
    const { runSink } = await import("#processors/main.ts");
    await runUntilStopped(() => runSink(settings));
  });
  const fleet = withConfig(new Command("fleet")).description(
    "fleet stage: what homes alarm becomes what stands; alerts of many homes become one",
  );
  fleet.action(async ({ config }: { config?: string }) => {
    const { runFleet } = await import("#processors/main.ts");
    await runUntilStopped(() => runFleet(fleetConfig(loadSettings(["fleet"], config))));
  });
  const notify = withConfig(new Command("notify")).description(
    "alerts to those who are told: Alertmanager, webhooks (CloudEvents), TMF642, PagerDuty",
  );
  notify.action(async ({ config }: { config?: string }) => {
    const { runNotify } = await import("#processors/main.ts");
    await runUntilStopped(() => runNotify(notifyConfig(loadSettings(["notify"], config))));
  });
  return [bridge, collector, worker, fleet, notify, sink];
}

const collectorHelp = `
Gateways POST or PUT to http://HOST:8480/bulkdata?oui=OUI&pc=CLASS&sn=SERIAL (or ?eid=ENDPOINT):
JSON or CSV, gzip or not.
CPEs of TR-069 have http://HOST:8480/cwmp as their ACS URL.
They get 200 when Kafka has the report; 503 with Retry-After while it can't be taken; 400 without
an identity; 401 with a challenge where USP_HTTP_USERS names users; 403 to who may not speak for
that gateway (USP_HTTP_AUTHORIZATION); 413 above USP_LIMIT_RECORD_BYTES, unpacked. What can't be
understood is kept in usp.dead-letter.v1 and answered 200. Behind a proxy that ends TLS, or with
USP_HTTP_TLS_KEY_FILE and USP_HTTP_TLS_CERTIFICATE_FILE.
"check-config collector" shows the USP_HTTP_* settings in force.`;

function topicsCommand(): Command {
  const topics = new Command("topics").description("Kafka topics and their schemas");
  topics
    .addCommand(
      withConfig(new Command("apply"))
        .description(
          "create the topics that are missing and register the schemas; never changes a partition count",
        )
        .action(async ({ config }: { config?: string }) =>
          applyTopicsCommand(loadSettings(["topics"], config)),
        ),
    )
    .addCommand(
      withConfig(new Command("list"))
        .description("the topics, what Kafka has of them and how many records")
        .action(async ({ config }: { config?: string }) =>
          listTopicsCommand(loadSettings(["topics"], config)),
        ),
    )
    .addCommand(
      withConfig(new Command("acls"))
        .description(
          "give Kafka the access rules of a file, such as infra/deploy/kafka/acls.txt; needs the account of a super user",
        )
        .argument("<file>", "a line: user, topic|group|transactional-id, literal|prefixed, name, operations")
        .action(async (file: string, { config }: { config?: string }) =>
          applyAclsCommand(loadSettings(["topics"], config), file),
        ),
    );
  return topics;
}

function migrateCommand(): Command {
  return withConfig(new Command("migrate"))
    .description("create or update ClickHouse's tables and views; running it again changes nothing")
    .action(async ({ config }: { config?: string }) => {
      const applied = await migrate(clickhouseConfig(loadSettings(["migrate"], config)));
      for (const name of applied) console.log(`applied ${name}`);
      if (applied.length === 0) console.log("nothing to apply");
    });
}

function checkConfigCommand(): Command {
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
