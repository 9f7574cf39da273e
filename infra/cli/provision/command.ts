/** `provision` on the command line. */
import { Command, Option } from "commander";
import { loadSettings } from "../config/load.ts";
import { collect, wholeNumber, withConfig } from "../options.ts";
import { stopSignals } from "../stop-signals.ts";
import { provisionCommand, type ProvisionFlags } from "./provision-command.ts";

const examples = `
Each agent is read first (Get); what differs is shown, sent, read back, and reports are waited for.
Running it again changes nothing. It speaks as the controller named by --controller, which the
agents must know (Device.LocalAgent.Controller.) and which subscriptions will notify. The broker is
that of the bridge (mqtt.url); topics and the mapping of ids are those of intake (intake.topics,
intake.identity). Agents of MQTT 5 and 3.1.1 are reached alike. Where the broker has access rules,
agents must be allowed to publish to --reply-topic.

Examples:
  usp-telemetry provision os::00D09E-cpe-test-1 --profile ingest/profiles/example.json \\
    --controller proto::telemetry
  usp-telemetry provision --endpoints fleet.txt --profile example.json \\
    --controller proto::telemetry --dry-run
  usp-telemetry provision --watch --profile example.json --controller proto::telemetry \\
    --concurrency 50

Exit codes: 0 every endpoint is as it should be; 1 some are not (a table at the end says which and
why), or the broker can't be reached; 2 a mistake in the profile or the settings.
`;

interface Flags extends ProvisionFlags {
  readonly url?: string;
  readonly config?: string;
}

/** The command; `onExitCode` gets its exit code. */
export function provisioningCommand(onExitCode: (code: number) => void): Command {
  return withConfig(new Command("provision"))
    .description("put bulk-data profiles and subscriptions on USP agents; running it again changes nothing")
    .argument("[endpoint...]", "endpoint ids: os::00D09E-cpe-test-1")
    .option(
      "--profile <file>",
      "profile file (JSON), may be repeated (default: those of intake.profiles)",
      collect,
    )
    .requiredOption("--controller <id>", "the endpoint id to speak as")
    .option("--endpoints <file>", "a file with an endpoint id a line")
    .option(
      "--watch",
      "go on with every endpoint that comes online (connect record, Boot!, onboarding)",
      false,
    )
    .option("--dry-run", "only Gets are sent; print the messages that would be, as JSON", false)
    .addOption(number("--concurrency <n>", "agents worked on at once", 10, 1, 10_000))
    .addOption(number("--timeout <seconds>", "how long an agent may take to answer", 10, 1, 600))
    .addOption(
      number(
        "--reports <intervals>",
        "reporting intervals in which a report must come; 0: not waited for",
        3,
        0,
        100,
      ),
    )
    .option("--url <url>", "the MQTT broker (default: USP_MQTT_URL, mqtt.url)")
    .option("--client-id <id>", "MQTT client id (default: one of this run's own)")
    .option(
      "--reply-topic <topic>",
      "where agents answer (default: one of this run's own below usp-telemetry/provision/)",
    )
    .addHelpText("after", examples)
    .action(async (endpoints: string[], flags: Flags) => {
      const env = flags.url === undefined ? process.env : { ...process.env, USP_MQTT_URL: flags.url };
      // The bridge's doors; of its settings few are needed.
      const values = loadSettings([], flags.config, env, ["bridge"]);
      onExitCode(await provisionCommand(endpoints, flags, values, stopSignals()));
    });
}

const number = (flags: string, what: string, standard: number, lowest: number, highest: number): Option =>
  new Option(flags, what).default(standard).argParser(wholeNumber(lowest, highest));
