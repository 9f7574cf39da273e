/** Connects a redrive to Kafka, the registry and ClickHouse. */
import { createLog } from "#infra/adapters/log.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { createIdentity } from "#ingest/identity.ts";
import { createStreams } from "#ingest/http/streams.ts";
import { closeKafkaSide, openKafkaSide } from "#ingest/kafka-side.ts";
import { openProfileSide } from "#ingest/profile-side.ts";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { createRedrive } from "#ingest/redrive.ts";
import { segmentLimits } from "#ingest/segments.ts";
import { sinkTopics } from "#processors/sink/sink-topic.ts";
import { bridgeConfig, collectorConfig, sinkConfig } from "../config/process-config.ts";
import { type Inserting, openInserting } from "../rebuild/inserting.ts";
import type { Values } from "../settings.ts";
import { type KeptLetter, Redriving } from "./redrive.ts";

export interface RedriveOptions {
  readonly attempts: number;
  /** Nothing is published, inserted or marked. */
  readonly isDryRun: boolean;
  readonly stopping: AbortSignal;
  readonly say: (text: string) => void;
}

/** What bridges have learned of profiles is read first; nothing is added to it. */
export async function openRedriving(values: Values, options: RedriveOptions) {
  const { attempts, isDryRun } = options;
  const log = createLog("usp-telemetry", "warn");
  const bridge = { ...bridgeConfig(values), bridgeId: `redrive-${process.pid}` };
  const { http } = collectorConfig(values);
  const kafka = await openKafkaSide({ ...bridge, isErrand: true, sessionExpirySeconds: 0 }, log);
  const identity = createIdentity(bridge.topics, bridge.identity);
  const ofTopic = (topic: string): string | null => {
    const match = identity.match(topic);
    return match?.kind === "report" ? match.stream : null;
  };
  const ofPath = createStreams(http.paths);
  const profiles = await openProfileSide(bridge, kafka.format.partitions, { ofTopic, ofPath }, log);
  let inserting: Inserting | null = null;
  const openSink = (): Inserting => openInserting(sinkConfig(values), sinkTopics(loadSchema), options);
  const redriving = new Redriving({
    redrive: createRedrive<KeptLetter>({
      intake: bridge,
      http,
      segments: { ...segmentLimits(bridge), shared: false },
      profileOf: profiles.profileOf,
    }),
    format: kafka.format,
    inserting: () => (inserting ??= openSink()),
    publish: isDryRun ? null : (record) => kafka.publisher.publish(record),
    sealing: createSealing(bridge.pseudonyms?.epochs ?? []),
    attempts,
  });
  return {
    tally: redriving.tally,
    take: redriving.take.bind(redriving),
    end: redriving.end.bind(redriving),
    settled: redriving.settled.bind(redriving),
    async close() {
      await Promise.all([profiles.stop(), closeKafkaSide(kafka), inserting?.close()]);
    },
  };
}
