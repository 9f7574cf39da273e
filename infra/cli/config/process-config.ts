/** From settings to what each process is told. */
import type { BridgeConfig, ControllerConfig, KafkaConfig } from "#ingest/config.ts";
import type { CollectorConfig } from "#ingest/http/config.ts";
import type { FleetConfig, SinkConfig, WorkerConfig } from "#processors/config.ts";
import type { NotifyConfig } from "#processors/notify/config.ts";
import type { RollupConfig } from "#processors/rollup/config.ts";
import type { RegistryConfig } from "#schemas/tls.ts";
import type { TracingConfig } from "#schemas/tracing.ts";
import { Complaint } from "../complaint.ts";
import type { Values } from "../settings.ts";
import { tlsOf } from "./tls-settings.ts";

/** How to reach Kafka. */
export function kafkaConfig(values: Values): KafkaConfig {
  const { kafkaSaslMechanism: mechanism, kafkaSaslUsername: username, kafkaSaslPassword: password } = values;
  return {
    brokers: values.kafkaBrokers,
    ssl: values.kafkaSsl,
    tls: tlsOf("kafka", values),
    sasl:
      mechanism === null || username === null || password === null ? null : { mechanism, username, password },
    clientId: values.kafkaClientId,
  };
}

/** How to reach the schema registry. */
export function registryConfig(values: Values): RegistryConfig {
  const { registryUrl: url, registryUsername: username, registryPassword: password } = values;
  const auth = username === null || password === null ? null : { username, password };
  return { url, auth, tls: tlsOf("registry", values) };
}

/** A responder without an id of its own is refused before (`read.ts`). */
function controllerConfig({ mode, controllerEndpoint, controllers }: Values): ControllerConfig {
  return mode === "responder" && controllerEndpoint !== null
    ? { mode, endpointId: controllerEndpoint, counted: controllers ?? [] }
    : { mode: "tap", counted: controllers };
}

const pseudonyms = ({
  pseudonymKeys: epochs,
  pseudonymNames: names,
}: Values): Pick<BridgeConfig, "pseudonyms"> =>
  epochs === null ? {} : { pseudonyms: { epochs, names: names ?? [] } };

/** Null: nothing is traced. */
const tracingConfig = ({ traceEndpoint: endpoint, traceOneIn: oneIn }: Values): TracingConfig | null =>
  endpoint === null ? null : { endpoint, oneIn };

export function bridgeConfig(values: Values): BridgeConfig {
  return {
    bridgeId: values.bridgeId,
    kafka: kafkaConfig(values),
    registry: registryConfig(values),
    mqtt: {
      url: values.mqttUrl,
      username: values.mqttUsername,
      password: values.mqttPassword,
      tls: tlsOf("mqtt", values),
      clientId: values.mqttClientId ?? `usp-${values.bridgeId}`,
      protocolVersion: values.mqttProtocolVersion === 4 ? 4 : 5,
      sharedGroup: values.mqttSharedGroup,
      sessionExpirySeconds: values.mqttSessionExpirySeconds,
      receiveMaximum: values.mqttReceiveMaximum,
      heldPubacks: values.mqttHeldPubacks,
    },
    topics: values.topics,
    identity: { endpoints: values.identityEndpoints, home: values.identityHome },
    profiles: values.profiles,
    aliases: values.aliases,
    limits: {
      recordBytes: values.limitRecordBytes,
      gzipRatio: values.limitGzipRatio,
      values: values.limitValues,
      rows: values.limitRows,
      depth: values.limitDepth,
      messages: { perSecond: values.limitMessagesPerSecond, burst: values.limitMessageBurst },
      bytes: { perSecond: values.limitBytesPerSecond, burst: values.limitByteBurst },
      kafkaRecordBytes: values.limitKafkaRecordBytes,
    },
    breaker: { percent: values.breakerPercent, endpoints: values.breakerEndpoints },
    controller: controllerConfig(values),
    tickPeriodMs: values.tickPeriodMs,
    replay: values.replay,
    parameterTopic: values.parameterTopic,
    ...pseudonyms(values),
    statusPort: values.statusPort,
    statusHost: values.statusHost,
    tracing: tracingConfig(values),
    testGaps: values.testGaps,
  };
}

/** A collector ticks too, beside a bridge on the same machine: it has a name of its own. */
export function collectorConfig(values: Values): CollectorConfig {
  const { topics: _topics, mqtt: _mqtt, ...shared } = bridgeConfig(values);
  return { ...shared, bridgeId: `${values.bridgeId}-http`, http: httpConfig(values) };
}

function httpConfig(values: Values): CollectorConfig["http"] {
  return {
    host: values.httpHost,
    port: values.httpPort,
    tls: tlsOf("http", values),
    paths: values.httpPaths,
    endpoint: values.httpEndpoint,
    cwmp:
      values.cwmpPath === null
        ? null
        : { path: values.cwmpPath, authenticated: values.cwmpAuthentication === "as-http" },
    users: values.httpUsers ?? [],
    schemes: values.httpAuthentication,
    realm: values.httpRealm,
    authorization: values.httpAuthorization,
    heldReports: values.httpHeldReports,
    heldBytes: values.httpHeldBytes,
    acknowledgeTimeoutMs: values.httpAcknowledgeTimeoutMs,
    headerTimeoutMs: values.httpHeaderTimeoutMs,
    requestTimeoutMs: values.httpRequestTimeoutMs,
    maxConnections: values.httpMaxConnections,
    expirySeconds: values.httpExpirySeconds,
  };
}

/** The rules are those of `rulesFile`, read by the caller. */
export function workerConfig(values: Values, rules: WorkerConfig["rules"] = []): WorkerConfig {
  return {
    kafka: kafkaConfig(values),
    registry: registryConfig(values),
    groupId: values.workerGroupId,
    logGeneration: values.logGeneration,
    window: {
      sizeMs: values.windowSizeMs,
      latenessMs: values.windowLatenessMs,
      spreadMs: values.windowSpreadMs,
      horizonMs: values.windowHorizonMs,
      idleMinMs: values.windowIdleMinMs,
      idleMaxMs: values.windowIdleMaxMs,
      idleIntervals: values.windowIdleIntervals,
      leaveAfterReports: values.leaveAfterReports,
    },
    rules,
    commitEveryMs: values.commitEveryMs,
    replayDistanceMs: values.replayDistanceMs,
    statusPort: values.statusPort,
    statusHost: values.statusHost,
    tracing: tracingConfig(values),
    testGaps: values.testGaps,
  };
}

export function fleetConfig(values: Values): FleetConfig {
  return {
    kafka: kafkaConfig(values),
    registry: registryConfig(values),
    groupId: values.fleetGroupId,
    holdMs: values.fleetHoldMs,
    testGaps: values.testGaps,
    statusPort: values.statusPort,
    statusHost: values.statusHost,
  };
}

/** Throws a complaint when there is nobody to tell. */
export function notifyConfig(values: Values): NotifyConfig {
  if (values.notifyTargets === null)
    throw new Complaint("USP_NOTIFY_TARGETS (notify.targets in the config file) names nobody to tell");
  return {
    kafka: kafkaConfig(values),
    registry: registryConfig(values),
    groupId: values.notifyGroupId,
    targets: values.notifyTargets,
    startAt: values.notifyStartAt,
    timeoutMs: values.notifyTimeoutMs,
    resendEveryMs: values.notifyResendEveryMs,
    giveUpMs: values.notifyGiveUpMs,
    statusPort: values.statusPort,
    statusHost: values.statusHost,
  };
}

export function sinkConfig(values: Values): SinkConfig {
  return {
    kafka: kafkaConfig(values),
    registry: registryConfig(values),
    groupId: values.sinkGroupId,
    clickhouse: clickhouseConfig(values),
    maxBatchRecords: values.sinkMaxBatchRecords,
    maxBatchBytes: values.sinkMaxBatchBytes,
    flushEveryMs: values.sinkFlushEveryMs,
    statusPort: values.statusPort,
    statusHost: values.statusHost,
    tracing: tracingConfig(values),
  };
}

export const rollupConfig = (values: Values): RollupConfig => ({
  clickhouse: clickhouseConfig(values),
  everyMs: values.rollupEveryMs,
  statusPort: values.statusPort,
  statusHost: values.statusHost,
});

export const clickhouseConfig = (values: Values): SinkConfig["clickhouse"] => ({
  url: values.clickhouseUrl,
  username: values.clickhouseUsername,
  password: values.clickhousePassword,
  database: values.clickhouseDatabase,
  tls: tlsOf("clickhouse", values),
});
