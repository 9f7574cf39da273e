/**
 * Every setting there is, as data. The table of `settings.md` is checked against this one.
 * A setting comes from the environment, else from the config file, else from its default.
 */
import { hostname } from "node:os";
import { defaultWindow } from "#processors/config.ts";
import { controllerSettings } from "./config/controller-settings.ts";
import { forgetSettings } from "./config/forget-settings.ts";
import { httpSettings } from "./config/http-settings.ts";
import {
  endpointMappings,
  exampleAliases,
  namedReferences,
  oktopusTopics,
  profileDefinitions,
  topicTemplates,
} from "./config/intake-structures.ts";
import { limitSettings } from "./config/limit-settings.ts";
import { mqttSettings } from "./config/mqtt-settings.ts";
import { notifySettings } from "./config/notify-settings.ts";
import { pseudonymSettings } from "./config/pseudonym-settings.ts";
import { rollupSettings } from "./config/rollup-settings.ts";
import {
  choice,
  flag,
  integer,
  list,
  optional,
  type Part,
  type Setting,
  setting,
  structure,
  text,
  textOrEmpty,
  url,
  type ValueOf,
} from "./config/setting.ts";
import { tlsSettings } from "./config/tls-settings.ts";

const everything: readonly Part[] = [
  "bridge",
  "collector",
  "worker",
  "fleet",
  "notify",
  "sink",
  "topics",
  "forget",
];
const intake: readonly Part[] = ["bridge"];
/** Whatever way reports come in. */
const reports: readonly Part[] = ["bridge", "collector"];
const worker: readonly Part[] = ["worker"];
const sink: readonly Part[] = ["sink"];
const processes: readonly Part[] = ["bridge", "collector", "worker", "fleet", "notify", "sink", "rollup"];
const traced: readonly Part[] = ["bridge", "collector", "worker", "sink"];
const clickhouse: readonly Part[] = ["sink", "rollup", "migrate", "query", "forget"];

const minute = 60_000;
const day = 86_400_000;
const mebibyte = 1024 * 1024;

const described = <T>(value: T, inWords: string): { value: T; text: string } => ({ value, text: inWords });
const nothing = described(null, "none");

export const settings = {
  kafkaBrokers: setting(
    "USP_KAFKA_BROKERS",
    "kafka.brokers",
    list,
    "required",
    everything,
    "Kafka's bootstrap servers, `host:port`.",
  ),
  kafkaSsl: setting("USP_KAFKA_SSL", "kafka.ssl", flag, false, everything, "TLS to Kafka."),
  kafkaSaslMechanism: setting(
    "USP_KAFKA_SASL_MECHANISM",
    "kafka.sasl.mechanism",
    optional(choice("plain", "scram-sha-256", "scram-sha-512")),
    nothing,
    everything,
    "SASL to Kafka; needs the two below.",
  ),
  kafkaSaslUsername: setting(
    "USP_KAFKA_SASL_USERNAME",
    "kafka.sasl.username",
    optional(text),
    nothing,
    everything,
    "SASL user name.",
  ),
  kafkaSaslPassword: setting(
    "USP_KAFKA_SASL_PASSWORD",
    "kafka.sasl.password",
    optional(text),
    nothing,
    everything,
    "SASL password.",
    true,
  ),
  ...tlsSettings("kafka", everything),
  kafkaClientId: setting(
    "USP_KAFKA_CLIENT_ID",
    "kafka.clientId",
    text,
    "usp-telemetry",
    everything,
    "The name Kafka's logs know us by.",
  ),
  kafkaPartitions: setting(
    "USP_KAFKA_PARTITIONS",
    "kafka.partitions",
    integer(1, 10_000),
    12,
    ["topics"],
    "Partitions of every topic, fixed at creation: choose high in production.",
  ),
  kafkaReplicationFactor: setting(
    "USP_KAFKA_REPLICATION_FACTOR",
    "kafka.replicationFactor",
    integer(1, 100),
    3,
    ["topics"],
    "Replicas of every topic.",
  ),
  registryUrl: setting(
    "USP_REGISTRY_URL",
    "registry.url",
    url("http", "https"),
    "required",
    everything,
    "Base of a Confluent-compatible schema registry (Apicurio: `.../apis/ccompat/v7`).",
  ),
  registryUsername: setting(
    "USP_REGISTRY_USERNAME",
    "registry.username",
    optional(text),
    nothing,
    everything,
    "User name at the registry (Basic).",
  ),
  registryPassword: setting(
    "USP_REGISTRY_PASSWORD",
    "registry.password",
    optional(text),
    nothing,
    everything,
    "Password at the registry.",
    true,
  ),
  ...tlsSettings("registry", everything),
  ...mqttSettings,
  bridgeId: setting(
    "USP_BRIDGE_ID",
    "bridge.id",
    text,
    described(hostname(), "the host's name"),
    reports,
    "Names a bridge in its ticks; unique among bridges and the same after a restart. A collector adds `-http`.",
  ),
  tickPeriodMs: setting(
    "USP_TICK_PERIOD_MS",
    "bridge.tickPeriodMs",
    integer(100, minute),
    5000,
    reports,
    "How often a bridge ticks every partition.",
  ),
  parameterTopic: setting(
    "USP_PARAMETER_TOPIC",
    "bridge.parameterTopic",
    flag,
    true,
    reports,
    "Whether parameters that map to no column are published to `usp.parameter.v1`.",
  ),
  replay: setting(
    "USP_REPLAY",
    "bridge.replay",
    flag,
    false,
    intake,
    "Takes received times from the recording and ticks in that time; only for replayed captures.",
  ),
  topics: setting(
    "USP_TOPICS",
    "intake.topics",
    structure("list of {template, kind}", topicTemplates),
    described(oktopusTopics, "Oktopus's layout"),
    intake,
    "MQTT topics and what they carry: `record`, `report`, `to-agent` or `status`; `{name}` is one level.",
  ),
  identityEndpoints: setting(
    "USP_IDENTITY_ENDPOINTS",
    "intake.identity.endpoints",
    structure("list of {match, endpoint}", endpointMappings),
    described([], "none"),
    intake,
    "Turns a topic's id into the endpoint id, first match wins: `cpe-{n}` to `os::00D09E-cpe-{n}`. What matches none stays as it is.",
  ),
  identityHome: setting(
    "USP_IDENTITY_HOME",
    "intake.identity.home",
    text,
    "{endpoint}",
    reports,
    "The home (Kafka's key) of an endpoint; `{endpoint}` is its id.",
  ),
  profiles: setting(
    "USP_PROFILES",
    "intake.profiles",
    structure("list of {topic, intervalMs, parameters, csv}", profileDefinitions),
    described([], "none"),
    reports,
    'What bulk-data profiles send: interval and references, so that an empty table is known to be empty; `csv: {fieldSeparator, rowSeparator, escapeCharacter}` where they are other than `,`, a line break and `"`.',
  ),
  aliases: setting(
    "USP_ALIASES",
    "intake.aliases",
    structure("list of {name, reference}", namedReferences),
    described(exampleAliases, "Hosts, ApAssociatedDevice"),
    reports,
    "Names used in reports where no profile says otherwise.",
  ),
  ...pseudonymSettings,
  ...limitSettings,
  ...controllerSettings,
  ...httpSettings,
  workerGroupId: setting(
    "USP_WORKER_GROUP_ID",
    "worker.groupId",
    text,
    "usp-home-worker",
    worker,
    "Consumer group of the home workers, and prefix of their transactional ids.",
  ),
  logGeneration: setting(
    "USP_LOG_GENERATION",
    "worker.logGeneration",
    integer(0, 511),
    0,
    worker,
    "Counted up by the operator whenever `usp.telemetry.v1` is created anew; the high part of `row_version`.",
  ),
  windowSizeMs: setting(
    "USP_WINDOW_SIZE_MS",
    "worker.window.sizeMs",
    integer(1000, day),
    defaultWindow.sizeMs,
    worker,
    "Length of a window.",
  ),
  windowLatenessMs: setting(
    "USP_WINDOW_LATENESS_MS",
    "worker.window.latenessMs",
    integer(0, day),
    defaultWindow.latenessMs,
    worker,
    "How far reported time must pass a window's end before it closes.",
  ),
  windowSpreadMs: setting(
    "USP_WINDOW_SPREAD_MS",
    "worker.window.spreadMs",
    integer(0, day),
    defaultWindow.spreadMs,
    worker,
    "Over how long after that homes which report more often close a window, one after another; 0: each as soon as it may.",
  ),
  windowHorizonMs: setting(
    "USP_WINDOW_HORIZON_MS",
    "worker.window.horizonMs",
    integer(0, day),
    defaultWindow.horizonMs,
    worker,
    "How long after its end a window may still be revised.",
  ),
  windowIdleMinMs: setting(
    "USP_WINDOW_IDLE_MIN_MS",
    "worker.window.idleMinMs",
    integer(1000, day),
    defaultWindow.idleMinMs,
    worker,
    "Least covered time of silence that closes windows.",
  ),
  windowIdleMaxMs: setting(
    "USP_WINDOW_IDLE_MAX_MS",
    "worker.window.idleMaxMs",
    integer(1000, day),
    defaultWindow.idleMaxMs,
    worker,
    "Most covered time of silence that closes windows.",
  ),
  windowIdleIntervals: setting(
    "USP_WINDOW_IDLE_INTERVALS",
    "worker.window.idleIntervals",
    integer(1, 100),
    defaultWindow.idleIntervals,
    worker,
    "That silence in reporting intervals, within the two above.",
  ),
  leaveAfterReports: setting(
    "USP_LEAVE_AFTER_REPORTS",
    "worker.window.leaveAfterReports",
    integer(1, 100),
    defaultWindow.leaveAfterReports,
    worker,
    "Covering reports without a station before it has left (1 when its deletion was notified).",
  ),
  rulesFile: setting(
    "USP_RULES_FILE",
    "worker.rulesFile",
    optional(text),
    nothing,
    worker,
    "YAML file of static alert rules (processors/anomalies/README.md); `check-rules` tests it.",
  ),
  commitEveryMs: setting(
    "USP_WORKER_COMMIT_EVERY_MS",
    "worker.commitEveryMs",
    integer(10, minute),
    250,
    worker,
    "A transaction about this often while there is something to tell, else a quarter as often.",
  ),
  replayDistanceMs: setting(
    "USP_WORKER_REPLAY_DISTANCE_MS",
    "worker.replayDistanceMs",
    integer(1000, day),
    5 * minute,
    worker,
    "How far back a new owner of a partition replays; a quarter more where many homes are due at once. Shorter: a takeover is sooner, and each report costs more.",
  ),
  fleetGroupId: setting(
    "USP_FLEET_GROUP_ID",
    "fleet.groupId",
    text,
    "usp-fleet",
    ["fleet"],
    "Consumer group of the fleet stage, and its transactional id.",
  ),
  fleetHoldMs: setting(
    "USP_FLEET_HOLD_MS",
    "fleet.holdMs",
    integer(0, minute),
    10_000,
    ["fleet"],
    "How long an alert that may be fleet-wide waits for others.",
  ),
  ...notifySettings,
  clickhouseUrl: setting(
    "USP_CLICKHOUSE_URL",
    "clickhouse.url",
    url("http", "https"),
    "required",
    clickhouse,
    "ClickHouse's HTTP interface.",
  ),
  clickhouseUsername: setting(
    "USP_CLICKHOUSE_USERNAME",
    "clickhouse.username",
    text,
    "default",
    clickhouse,
    "User name.",
  ),
  clickhousePassword: setting(
    "USP_CLICKHOUSE_PASSWORD",
    "clickhouse.password",
    textOrEmpty,
    described("", "empty"),
    clickhouse,
    "Password.",
    true,
  ),
  clickhouseDatabase: setting(
    "USP_CLICKHOUSE_DATABASE",
    "clickhouse.database",
    text,
    "default",
    clickhouse,
    "Database of the tables and views.",
  ),
  ...tlsSettings("clickhouse", clickhouse),
  sinkGroupId: setting(
    "USP_SINK_GROUP_ID",
    "sink.groupId",
    text,
    "usp-sink",
    sink,
    "Consumer group of the sinks.",
  ),
  sinkMaxBatchRecords: setting(
    "USP_SINK_MAX_BATCH_RECORDS",
    "sink.maxBatchRecords",
    integer(1, 1_000_000),
    5000,
    sink,
    "Most records in one insert.",
  ),
  sinkMaxBatchBytes: setting(
    "USP_SINK_MAX_BATCH_BYTES",
    "sink.maxBatchBytes",
    integer(1024, 1024 * mebibyte),
    16 * mebibyte,
    sink,
    "Most bytes in one insert.",
  ),
  sinkFlushEveryMs: setting(
    "USP_SINK_FLUSH_EVERY_MS",
    "sink.flushEveryMs",
    integer(10, minute),
    500,
    sink,
    "An insert of reports, and of alerts, at least this often while there are any; of what else there is a quarter as often.",
  ),
  ...rollupSettings,
  ...forgetSettings,
  testGaps: setting(
    "USP_TEST_GAPS",
    "testGaps",
    optional(text),
    nothing,
    ["bridge", "collector", "worker", "fleet", "sink"],
    "For tests alone: a folder in which `ledger inject-gap` asks for a record to be lost, doubled or altered.",
  ),
  statusPort: setting(
    "USP_STATUS_PORT",
    "statusPort",
    optional(integer(0, 65_535)),
    nothing,
    processes,
    "Serves `/status` (JSON), `/metrics` (Prometheus), `/readyz` and `/healthz` over HTTP.",
  ),
  statusHost: setting(
    "USP_STATUS_HOST",
    "statusHost",
    text,
    "127.0.0.1",
    processes,
    "The address it is served at. There is no authentication: another than this machine's own (`0.0.0.0` for all) lets a Prometheus elsewhere ask, and belongs inside.",
  ),
  traceEndpoint: setting(
    "USP_TRACE_ENDPOINT",
    "tracing.endpoint",
    optional(url("http", "https")),
    nothing,
    traced,
    "An OpenTelemetry collector that takes OTLP over HTTP (`http://collector:4318`): spans from publishing to Kafka to the insert into ClickHouse.",
  ),
  traceOneIn: setting(
    "USP_TRACE_ONE_IN",
    "tracing.oneIn",
    integer(1, 1_000_000_000),
    1000,
    reports,
    "One message in so many is traced; 1: all.",
  ),
} as const;

export type SettingName = keyof typeof settings;

/** Every setting's value, by the setting's name. */
export type Values = { readonly [Name in SettingName]: ValueOf<(typeof settings)[Name]> };

/** All settings with their names, in the table's order. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.entries forgets the keys it was given
export const settingList = Object.entries(settings) as readonly (readonly [SettingName, Setting<unknown>])[];
