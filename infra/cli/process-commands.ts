/** The processes on the command line. Each loads what it runs when it runs. */
import { Command } from "commander";
import {
  bridgeConfig,
  collectorConfig,
  fleetConfig,
  notifyConfig,
  sinkConfig,
  workerConfig,
} from "./config/process-config.ts";
import { loadSettings } from "./config/load.ts";
import { momentForm } from "./moment.ts";
import { withConfig } from "./options.ts";
import { runUntilStopped } from "./run-process.ts";

interface Flags {
  readonly config?: string;
}

export const bridgeCommand = (): Command =>
  withConfig(new Command("bridge"))
    .description("MQTT to Kafka")
    .action(async ({ config }: Flags) => {
      const { runBridge } = await import("#ingest/main.ts");
      await runUntilStopped(() => runBridge(bridgeConfig(loadSettings(["bridge"], config))));
    });

export const collectorCommand = (): Command =>
  withConfig(new Command("collector"))
    .description("bulk-data reports over HTTP (POST and PUT) and CWMP Informs, to Kafka")
    .addHelpText("after", collectorHelp)
    .action(async ({ config }: Flags) => {
      const { runCollector } = await import("#ingest/http/main.ts");
      await runUntilStopped(() => runCollector(collectorConfig(loadSettings(["collector"], config))));
    });

export const workerCommand = (): Command =>
  withConfig(new Command("worker"))
    .description("home worker: windows, joins and leaves, from Kafka to Kafka")
    .action(async ({ config }: Flags) => {
      const { runWorker } = await import("#processors/main.ts");
      const { loadRules } = await import("./rules/load-rules.ts");
      const values = loadSettings(["worker"], config);
      const rules = loadRules(values.rulesFile);
      await runUntilStopped(() => runWorker(workerConfig(values, rules)));
    });

export const sinkCommand = (): Command =>
  withConfig(new Command("sink"))
    .description("Kafka to ClickHouse; with --rebuild: a view's rows from Kafka again, then ends")
    .option("--rebuild <view>", "read what this view is made of again, from --from on")
    .option("--from <time>", `of --rebuild: when Kafka got it, ${momentForm}`)
    .addHelpText("after", rebuildHelp)
    .action(async ({ config, ...again }: Flags & { rebuild?: string; from?: string }) => {
      const settings = sinkConfig(loadSettings(["sink"], config));
      if (again.rebuild !== undefined || again.from !== undefined) {
        const { rebuildCommand } = await import("./rebuild/command.ts");
        await rebuildCommand(settings, again);
        return;
      }
      const { runSink } = await import("#processors/sink/main.ts");
      await runUntilStopped(() => runSink(settings));
    });

export const fleetCommand = (): Command =>
  withConfig(new Command("fleet"))
    .description("fleet stage: what homes alarm becomes what stands; alerts of many homes become one")
    .action(async ({ config }: Flags) => {
      const { runFleet } = await import("#processors/fleet/main.ts");
      await runUntilStopped(() => runFleet(fleetConfig(loadSettings(["fleet"], config))));
    });

export const notifyCommand = (): Command =>
  withConfig(new Command("notify"))
    .description("alerts to those who are told: Alertmanager, webhooks (CloudEvents), TMF642, PagerDuty")
    .addHelpText("after", notifyHelp)
    .action(async ({ config }: Flags) => {
      const { runNotify } = await import("#processors/notify/main.ts");
      await runUntilStopped(() => runNotify(notifyConfig(loadSettings(["notify"], config))));
    });

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

const notifyHelp = `
Whom it tells, in USP_NOTIFY_TARGETS (JSON) or notify.targets of the config file (YAML):
  [{"kind": "webhook", "url": "https://noc.example/hook"}]
kind is alertmanager, webhook, tmf642 or pagerduty; processors/notify/README.md says what each is
told. It has to be told where Kafka and the registry are (USP_KAFKA_BROKERS, USP_REGISTRY_URL), also
beside a local stack: "npm start" with USP_NOTIFY_TARGETS set starts a notifier of its own.
"check-config notify" shows the settings in force.`;

const rebuildHelp = `
--rebuild fills a view again from Kafka, as far back as Kafka keeps: after a table was lost, or to
bring older records into new columns. Rows that are there stay one row each; other views of the
same topic are filled too, with what they have. Run it beside the sink; stopped, begin it again.`;
