/** A collector that listens on this machine and writes to a log of the test's, which acknowledges when it is told to. */
import { openHttpServer } from "#infra/adapters/http-server.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import type { EndpointId } from "#schemas/ids.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import type { TlsConfig } from "#schemas/tls.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs, type EpochMs } from "#schemas/units.ts";
import { type BreakerConfig, keptMeanwhile, neverOpen, Trip } from "../breaker.ts";
import type { IntakeLimits, ProfileDefinition } from "../config.ts";
import { createCwmpRoute } from "../cwmp/route.ts";
import { createIdentity, type Identity } from "../identity.ts";
import type { RecordFormat } from "../records.ts";
import { createProfiles } from "../report/profiles.ts";
import { createBulkDataRoute } from "./bulk-data.ts";
import type { HttpPath } from "./config.ts";
import { createAuthorization, createVouching, type SpeakerRule } from "./authorization.ts";
import { createCollecting } from "./collecting.ts";
import { createCredentials, type HttpUser } from "./credentials.ts";
import { Reception } from "./reception.ts";
import { tooGreedy } from "./exchange.ts";
import { createStreams } from "./streams.ts";

/** Ten seconds after the reports of the reference's examples. */
export const receivedAt = epochMs(1_760_000_010_000);

export interface CollectorOptions {
  readonly paths?: readonly HttpPath[];
  readonly profiles?: readonly ProfileDefinition[];
  readonly users?: readonly HttpUser[];
  readonly tls?: TlsConfig;
  readonly authorization?: readonly SpeakerRule[];
  readonly limits?: Partial<IntakeLimits>;
  readonly heldReports?: number;
  readonly heldBytes?: number;
  readonly acknowledgeTimeoutMs?: number;
  /** The home of an endpoint, in place of the right one. */
  readonly homeOf?: Identity["homeOf"];
  readonly breaker?: BreakerConfig;
  readonly format?: Partial<RecordFormat>;
  /** The time of each receipt; the same for all when absent. */
  readonly now?: () => EpochMs;
}

const limits: IntakeLimits = {
  recordBytes: 100_000,
  gzipRatio: 200,
  values: 500,
  rows: 500,
  depth: 16,
  messages: { perSecond: 1000, burst: 1000 },
  bytes: { perSecond: 1e9, burst: 1e9 },
  kafkaRecordBytes: 1 << 20,
};

const format: RecordFormat = {
  encodeTelemetry: (event) => Buffer.from(JSON.stringify(event)),
  encodeParameter: (event) => Buffer.from(JSON.stringify(event)),
  partitions: 3,
  maxRecordBytes: 1 << 20,
  parameterTopic: true,
};

/** Starts one on a free port; `hold` keeps what it publishes unacknowledged until the returned function is called. */
export async function startCollector(options: CollectorOptions = {}) {
  const log: OutRecord[] = [];
  let acknowledged = Promise.resolve();
  const trip = new Trip(options.breaker ?? neverOpen, keptMeanwhile.gateways);
  const ports = {
    publish: async (record: OutRecord) => {
      log.push(record);
      await acknowledged;
    },
    compareClocks: () => Promise.resolve(true),
    kafkaTime: (time: EpochMs) => time,
    tickRecords: () => [],
    onFatal: (error: unknown) => {
      throw error;
    },
  };
  const bridge = createCollecting(
    { heldLimit: 1_000_000, tickPeriodMs: 1000 },
    { format: { ...format, ...options.format }, ports, trip },
  );
  const { heldReports = 100, heldBytes = 1 << 24, acknowledgeTimeoutMs = 10_000 } = options;
  const after = (ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  };
  const reception = new Reception({ bridge, after }, { heldReports, heldBytes, acknowledgeTimeoutMs });
  const profiles = options.profiles ?? [];
  const aliases = [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ];
  const identity = createIdentity([], { endpoints: [], home: "home of {endpoint}" });
  const used = { ...limits, ...options.limits };
  const endpoint = "os::{oui}-{sn}";
  const shared = {
    credentials: createCredentials({
      users: options.users ?? [],
      schemes: "basic-and-digest",
      realm: "here",
      certificates: (options.tls?.ca ?? null) !== null,
    }),
    maySpeakFor: createAuthorization(options.authorization ?? null),
    speakerOf: createVouching(options.authorization ?? null),
    context: {
      endpoint,
      homeOf: options.homeOf ?? ((id: EndpointId) => identity.homeOf(id)),
      profileOf: createProfiles({ profiles, aliases }),
      limits: used,
    },
    reception,
    now: options.now ?? (() => receivedAt),
  };
  const streamOf = createStreams(options.paths ?? [{ path: "/bulkdata", stream: null }]);
  const server = await openHttpServer({
    host: "127.0.0.1",
    port: 0,
    tls: options.tls ?? null,
    routes: [
      createCwmpRoute({ ...shared, path: "/cwmp" }),
      createBulkDataRoute({ ...shared, endpoint, streamOf }),
    ],
    maxConnections: 100,
    headerTimeoutMs: 5000,
    requestTimeoutMs: 5000,
    maxBodyBytes: used.recordBytes,
    maxReadingBytes: heldBytes,
    onFull: (sentence) => reception.turnAway(sentence),
    onGreedy: tooGreedy,
    onDropped: () => undefined,
  });
  return {
    url: `${options.tls === undefined ? "http" : "https"}://127.0.0.1:${server.port}`,
    port: server.port,
    bridge,
    reception,
    trip,
    /** Events in the log, in its order. */
    events: (): TelemetryEvent[] =>
      log.flatMap(({ topic, value }) =>
        topic === topics.telemetry.name && value !== null ? [JSON.parse(value.toString())] : [],
      ),
    /** Dead letters in the log. */
    letters: () =>
      log.flatMap(({ topic, headers = {}, value }) =>
        topic === topics.deadLetter.name
          ? [
              {
                reason: headers[deadLetterHeader.reason],
                detail: headers[deadLetterHeader.exceptionMessage],
                from: headers[deadLetterHeader.topic],
                endpointId: headers[deadLetterHeader.endpointId],
                bytes: String(value),
              },
            ]
          : [],
      ),
    /** What is beside the events: `path=value`. */
    parameters: (): string[] =>
      log.flatMap(({ topic, value }) => {
        if (topic !== topics.parameter.name || value === null) return [];
        const { parameters }: ParameterEvent = JSON.parse(value.toString());
        return parameters.map(({ path, value: text }) => `${path}=${text}`);
      }),
    /** From now on nothing is acknowledged until the result is called. */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      acknowledged = promise;
      return resolve;
    },
    close: () => server.close(),
  };
}
