/** `start` on the command line. */
import { Command, InvalidArgumentError, Option } from "commander";
import { Complaint } from "./complaint.ts";
import { parseDuration } from "./moment.ts";
import { collect, wholeNumber, withConfig } from "./options.ts";
import { start, type StartOptions } from "./start.ts";
import { stopSignals } from "./stop-signals.ts";

export function startCommand(onExitCode: (code: number) => void): Command {
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
    .addOption(
      new Option(
        "--anomalies <n>",
        "how often the simulated gateways have faults; 1: each class once in 30 days of a home, 0: none",
      )
        .default(1)
        .argParser(wholeNumber(0, 1000)),
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
  readonly anomalies: number;
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
    anomalies: flags.anomalies,
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
