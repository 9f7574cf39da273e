/** The collector as a process: HTTP reports in, the same records as a bridge's out. */
import { randomUUID } from "node:crypto";
import { now, sleep } from "#infra/adapters/clock.ts";
import { inlineMore } from "#infra/adapters/compiler.ts";
import { type HttpServer, openHttpServer } from "#infra/adapters/http-server.ts";
import { createLog, type Logger } from "#infra/adapters/log.ts";
import { serveStatus } from "#infra/adapters/status.ts";
import { after } from "#infra/adapters/timers.ts";
import type { EndpointId } from "#schemas/ids.ts";
import { keptMeanwhile, neverOpen, Trip } from "../breaker.ts";
import type { Bridge } from "../bridge.ts";
import { createCwmpRoute } from "../cwmp/route.ts";
import { createIdentity } from "../identity.ts";
import { collectorCauses, collectorMetrics, type CollectorStatus } from "../intake-status.ts";
import { sayGoodbye } from "../kafka-ports.ts";
import { closeKafkaSide, intakeStatus, type KafkaSide, openKafkaSide } from "../kafka-side.ts";
import { openProfileSide } from "../profile-side.ts";
import type { ProfileOf } from "../profiles/learned-profiles.ts";
import { createProfiles } from "../report/profiles.ts";
import { CanaryTicks, type ClockReading } from "../tick.ts";
import { createBulkDataRoute } from "./bulk-data.ts";
import { createAsking, createCanaryRoute } from "./canary.ts";
import { createAuthorization, createVouching, type MaySpeakFor } from "./authorization.ts";
import { createCollecting } from "./collecting.ts";
import type { CollectorConfig } from "./config.ts";
import { createCredentials, openToAll } from "./credentials.ts";
import { type HttpRoute, tooGreedy } from "./exchange.ts";
import { type Collected, Reception } from "./reception.ts";
import { createStreams } from "./streams.ts";

export interface RunningCollector {
  /** Rejects when intake has stopped itself (`breaker.ts`). */
  readonly done: Promise<never>;
  /** Where it listens. */
  readonly port: number;
  /** Takes no more requests, finishes what is under way, says goodbye. Resolves when nothing is left open. */
  stop(): Promise<void>;
}

const clock = (): ClockReading => ({ wall: now(), steadyMs: performance.now() });

/** Resolves when the collector listens: after the registry and Kafka are there. Rejects on what waiting can't cure. */
export async function runCollector(config: CollectorConfig): Promise<RunningCollector> {
  inlineMore();
  const log = createLog("collector");
  const state: State = { phase: "waiting for the schema registry and Kafka", running: null };
  const status = await serveStatus(config, {
    part: "collector",
    status: () => snapshot(state),
    metrics: collectorMetrics,
    causes: () => collectorCauses(snapshot(state)),
  });
  const kafka = await openKafkaSide(
    { ...config, part: "collector", sessionExpirySeconds: config.http.expirySeconds },
    log,
  );
  const streamOf = createStreams(config.http.paths);
  const profiles = await openProfileSide(
    config,
    kafka.format.partitions,
    { ofTopic: () => null, ofPath: streamOf },
    log,
  );
  const trip = new Trip(config.breaker ?? neverOpen, keptMeanwhile.gateways);
  const bridge = createCollecting(
    { heldLimit: config.http.heldReports, tickPeriodMs: config.tickPeriodMs },
    { ...kafka, trip },
  );
  const reception = new Reception({ bridge, after }, config.http);
  await bridge.compareClocks();
  const ticking = createTicking(bridge, reception, log);
  const server = await openServer(
    config,
    [ticking.route, ...gatewayRoutes(config, reception, profiles.profileOf, log)],
    reception,
  );
  trip.arm(() => {
    server.stopAccepting();
    return bridge.settled();
  });
  // Not before the port is ours: others would wait for the ticks of a collector that never ran.
  await bridge.begin(now());
  const stopTicking = ticking.start(server, config.tickPeriodMs);
  const ledger = kafka.keepLedger({
    totals: () => ({ received: bridge.ledger.received, fates: bridge.ledger.fates, open: bridge.open }),
    reading: null,
    mayWait: false,
  });
  const address = addressOf(config.http, server.port);
  Object.assign(state, { phase: "running", running: { kafka, bridge, reception, server, address } });
  log.info({ address }, "listening");
  return {
    done: trip.opened,
    port: server.port,
    async stop() {
      state.phase = "stopping";
      status.stopping();
      stopTicking();
      server.stopAccepting();
      await sayGoodbye(bridge, sleep);
      await ledger.stop();
      await Promise.all([server.close(), closeKafkaSide(kafka), profiles.stop()]);
      await status.close();
      log.info({ unacknowledged: bridge.unacknowledged }, "stopped");
    },
  };
}

const addressOf = ({ tls, host, paths }: CollectorConfig["http"], port: number): string =>
  `${tls === null ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${port}${paths[0]?.path ?? ""}`;

interface State {
  phase: string;
  running: {
    /** Where the first path is. */
    readonly address: string;
    readonly kafka: KafkaSide;
    readonly bridge: Bridge<Collected>;
    readonly reception: Reception;
    readonly server: HttpServer;
  } | null;
}

const snapshot = ({ phase, running }: State): CollectorStatus => ({
  ...intakeStatus(phase, running?.bridge ?? null, running?.kafka ?? null, false),
  address: running?.address ?? null,
  connections: running?.server.connections ?? 0,
  heldBytes: running?.reception.heldBytes ?? 0,
  answers: Object.fromEntries(running?.server.answers ?? []),
});

/** CWMP's path may lie below one that takes reports, so it is asked first. */
function gatewayRoutes(
  config: CollectorConfig,
  reception: Reception,
  profileOf: ProfileOf,
  log: Logger,
): readonly HttpRoute[] {
  const { http, limits } = config;
  const identity = createIdentity([], config.identity);
  const asksForCertificates = http.tls !== null && http.tls.ca !== null;
  const credentials = createCredentials({ ...http, certificates: asksForCertificates });
  const maySpeakFor = tellingRefusals(createAuthorization(http.authorization), log);
  const speakerOf = createVouching(http.authorization);
  const { endpoint, cwmp } = http;
  const context = {
    endpoint,
    homeOf: (id: EndpointId) => identity.homeOf(id),
    limits,
  };
  const reports = createBulkDataRoute({
    credentials,
    maySpeakFor,
    speakerOf,
    streamOf: createStreams(http.paths),
    endpoint,
    context: { ...context, profileOf },
    reception,
    now,
  });
  if (cwmp === null) return [reports];
  const { path, authenticated } = cwmp;
  const asked = authenticated ? credentials : openToAll;
  const informs = { ...context, profileOf: createProfiles(config) };
  return [
    createCwmpRoute({ path, credentials: asked, maySpeakFor, speakerOf, context: informs, reception, now }),
    reports,
  ];
}

const tellEveryMs = 60_000;

/** Whoever tries to speak for another is told of once a minute, with how many were refused since. */
function tellingRefusals(maySpeakFor: MaySpeakFor, log: Logger): MaySpeakFor {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let refused = 0;
  return (speaker, endpoint) => {
    if (maySpeakFor(speaker, endpoint)) return true;
    refused += 1;
    if (performance.now() - toldAtMs < tellEveryMs) return false;
    log.warn({ speaker, endpoint, refused }, "refused: it may not speak for that endpoint");
    toldAtMs = performance.now();
    refused = 0;
    return false;
  };
}

function openServer(
  { http, limits }: CollectorConfig,
  routes: readonly HttpRoute[],
  reception: Reception,
): Promise<HttpServer> {
  return openHttpServer({
    ...http,
    routes,
    maxBodyBytes: limits.recordBytes,
    maxReadingBytes: http.heldBytes,
    onFull: (sentence) => reception.turnAway(sentence),
    onGreedy: tooGreedy,
    onDropped: () => void reception.turnAway("Too many connections."),
  });
}

function createTicking(bridge: Bridge<Collected>, reception: Reception, log: Logger) {
  const run = randomUUID();
  const canaries = new CanaryTicks(run);
  return {
    route: createCanaryRoute(bridge, run, canaries, clock),
    start(server: HttpServer, periodMs: number): () => void {
      const ask = createAsking(canaries, {
        clock,
        mayTick: () => reception.mayTick(),
        ask: (path, text) => server.ask(path, text),
        onTrouble: (error) => log.warn({ err: error }, "the collector does not answer itself"),
      });
      const timer = setInterval(() => void ask(), periodMs);
      return () => clearInterval(timer);
    },
  };
}
