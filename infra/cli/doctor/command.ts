/** `usp-telemetry doctor`: asks everything the product depends on, and says what to do. */
import { randomBytes } from "node:crypto";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import type { Part } from "../config/setting.ts";
import { wholeNumber, withConfig } from "../options.ts";
import type { Values } from "../settings.ts";
import { loadStackSettings } from "../stack-settings.ts";
import { examineClickhouse } from "./clickhouse.ts";
import { dependencies, type Dependency, type Finding } from "./finding.ts";
import { formatFindings } from "./format.ts";
import { examineKafka } from "./kafka.ts";
import { examineMqtt, leastQueued } from "./mqtt.ts";
import { examineRegistry } from "./registry.ts";

/** Whose settings each needs. */
const partsOf: Readonly<Record<Dependency, readonly Part[]>> = {
  kafka: ["topics", "worker", "fleet", "sink"],
  registry: ["topics"],
  clickhouse: ["sink", "migrate"],
  mqtt: ["bridge"],
};

export interface DoctorOptions {
  readonly limitMs: number;
  /** Messages left with the MQTT broker for a moment. */
  readonly queued: number;
}

/** All findings, in the order of the dependencies; they are asked at once. */
export async function examine(
  wanted: readonly Dependency[],
  values: Values,
  { limitMs, queued }: DoctorOptions,
): Promise<readonly Finding[]> {
  const run = randomBytes(4).toString("hex");
  const examinations: Readonly<Record<Dependency, () => Promise<readonly Finding[]>>> = {
    kafka: () => examineKafka(values, run, limitMs),
    registry: () => examineRegistry(values, limitMs),
    clickhouse: () => examineClickhouse(values, limitMs),
    mqtt: () => examineMqtt(values, run, limitMs, queued),
  };
  return (await Promise.all(wanted.map((dependency) => examinations[dependency]()))).flat();
}

interface Flags {
  readonly config?: string;
  readonly format: "text" | "json";
  readonly timeout: number;
  readonly queue: number;
}

export function doctorCommand(onExitCode: (code: number) => void): Command {
  return withConfig(new Command("doctor"))
    .description(
      "asks Kafka, schema registry, ClickHouse and MQTT broker for all the product needs, and says what to do",
    )
    .addArgument(
      new Argument("[dependency...]", `only these: ${dependencies.join(", ")}`).argParser(
        (text: string, before: readonly Dependency[] | undefined) => [...(before ?? []), toDependency(text)],
      ),
    )
    .addOption(new Option("--format <format>", "how it is told").choices(["text", "json"]).default("text"))
    .addOption(
      new Option("--timeout <ms>", "longest wait for an answer")
        .default(10_000)
        .argParser(wholeNumber(100, 600_000)),
    )
    .addOption(
      new Option(
        "--queue <n>",
        "messages left with the MQTT broker for a moment, to see whether it keeps them",
      )
        .default(leastQueued)
        .argParser(wholeNumber(1, 10_000_000)),
    )
    .addHelpText("after", doctorHelp)
    .action(async (given: readonly Dependency[], { config, format, timeout, queue }: Flags) => {
      const wanted = given.length === 0 ? dependencies : given;
      const parts = [...new Set(wanted.flatMap((dependency) => partsOf[dependency]))];
      const findings = await examine(wanted, loadStackSettings(config, parts), {
        limitMs: timeout,
        queued: queue,
      });
      process.stdout.write(
        format === "json"
          ? `${JSON.stringify(findings.map(toJson), null, 2)}\n`
          : formatFindings(findings, Math.min(process.stdout.columns ?? 100, 120)),
      );
      onExitCode(findings.some(({ level }) => level === "fail") ? 1 : 0);
    });
}

const toJson = ({ whatToDo, ...rest }: Finding): object => ({ ...rest, what_to_do: whatToDo });

function toDependency(text: string): Dependency {
  const dependency = dependencies.find((name) => name === text);
  if (dependency === undefined)
    throw new InvalidArgumentError(`It must be one of ${dependencies.join(", ")}.`);
  return dependency;
}

const doctorHelp = `
It changes nothing that is yours: it makes a topic, a group and two MQTT sessions of its own and
takes them away again, and leaves 1,500 small messages with the broker for a moment.
It ends with 1 where something fails: where the product would not work, or would lose data.`;
