/** The notifier as a process: Kafka, the registry and HTTP around `delivery.ts`, one reader a receiver. */
import { randomUUID } from "node:crypto";
import type { Kafka } from "kafkajs";
import { createAvroReader } from "#infra/adapters/avro-reader.ts";
import { now, sleep } from "#infra/adapters/clock.ts";
import { httpPost } from "#infra/adapters/http-post.ts";
import { beginAtEnd, endOffsets } from "#infra/adapters/kafka-admin.ts";
import { createGroupConsumer } from "#infra/adapters/kafka-consumer.ts";
import { createPartitionProducer, type PartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { followTable } from "#infra/adapters/kafka-table.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import { createLog, type Logger } from "#infra/adapters/log.ts";
import { isUnreachable, registerSchema } from "#infra/adapters/register-schema.ts";
import { createRegistry } from "#infra/adapters/registry.ts";
import { retrying } from "#infra/adapters/retrying.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { serveStatus } from "#infra/adapters/status.ts";
import type { Alert } from "#schemas/alert.ts";
import { compileType } from "#schemas/avro.ts";
import { toDeadLetterRecords } from "#schemas/dead-letter.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { type Answer, toAnswer } from "./answer.ts";
import type { NotifyConfig, NotifyTarget } from "./config.ts";
import { Delivery, type DeliveryStatus, type Undelivered } from "./delivery.ts";
import { FiringAlerts } from "./firing.ts";
import { notifyCauses, notifyMetrics, type NotifyTold, type TargetTold } from "./notify-metrics.ts";
import { createRender, type Posting, renderFiring } from "./rendering.ts";
import { createTurns } from "./turns.ts";

const isTransient = (error: unknown): boolean => classifyKafkaError(error).kind === "transient";

type Decode = (value: Buffer) => Promise<Alert | null>;

/** What all receivers share. */
interface Shared {
  readonly config: NotifyConfig;
  readonly kafka: Kafka;
  readonly producer: PartitionProducer;
  readonly decodeAlert: Decode;
  readonly decodeState: Decode;
  /** Dead letters of a partition go to that of this number, of so many. */
  readonly partitions: number;
  readonly stopping: AbortSignal;
  readonly log: Logger;
  readonly fatal: (error: Error) => void;
}

interface RunningTarget {
  status(): TargetTold;
  stop(): Promise<void>;
}

/** Kafka's limit of a record less what its batch and request cost. */
const deadLetterBytes = 1_000_000;
/** An Alertmanager takes an alert to last for so many times of re-sending: some may fail. */
const keptResends = 4;
/** In one request. */
const mostResent = 500;

/** The notifier as configured; resolves when every receiver's group is joined. */
export async function runNotify(
  config: NotifyConfig,
): Promise<{ stop(): Promise<void>; readonly done: Promise<void> }> {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const stopping = new AbortController();
  const running: RunningTarget[] = [];
  const leave = async (): Promise<void> => {
    stopping.abort();
    await Promise.all(running.map((target) => target.stop()));
    await shared.producer.close();
  };
  const log = createLog("notify");
  const state = { isRunning: false };
  const snapshot = (): NotifyTold => ({
    targets: Object.fromEntries(
      running.map((each, index) => [config.targets[index]?.name ?? "", each.status()]),
    ),
  });
  const status = await serveStatus(config, {
    part: "notify",
    status: () => (state.isRunning ? snapshot() : null),
    metrics: notifyMetrics,
    causes: notifyCauses,
  });
  const shared = await connect(config, log, stopping.signal, (error) => {
    log.fatal({ error: error.message, stack: error.stack }, "notifier stopped");
    status.failed(error);
    void leave().finally(() => reject(error));
  }).catch(async (error: unknown): Promise<never> => {
    await status.close();
    throw error;
  });
  const started = await Promise.allSettled(config.targets.map((target) => startTarget(target, shared)));
  running.push(...started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])));
  const failed = started.find((each) => each.status === "rejected");
  if (failed !== undefined) {
    await leave();
    await status.close();
    throw failed.reason;
  }
  state.isRunning = true;
  return {
    done,
    async stop() {
      status.stopping();
      await leave();
      await status.close();
      resolve();
    },
  };
}

async function connect(
  config: NotifyConfig,
  log: Logger,
  stopping: AbortSignal,
  fatal: (error: Error) => void,
): Promise<Shared> {
  const registry = createRegistry(config.registry);
  const type = compileType<Alert>(loadSchema(topics.alert.schema));
  const decoderOf = async (topic: string): Promise<Decode> => {
    const schemaId = await registerSchema(registry, subjectOf(topic), type.schema, log);
    return createAvroReader({ type, schemaId }, registry);
  };
  const kafka = createKafka({ ...config.kafka, log });
  return {
    config,
    kafka,
    producer: await createPartitionProducer({ kafka, writer: `notify-${randomUUID()}` }),
    decodeAlert: await decoderOf(topics.alert.name),
    decodeState: await decoderOf(topics.alertState.name),
    partitions: (await endOffsets(kafka, topics.deadLetter.name)).size,
    stopping,
    log,
    fatal,
  };
}

/** One receiver: a group of its own on the log of alerts, and for an Alertmanager the table of what fires. */
async function startTarget(target: NotifyTarget, shared: Shared): Promise<RunningTarget> {
  const { config, kafka, stopping, fatal } = shared;
  const log = shared.log.child({ target: target.name });
  const groupId = `${config.groupId}-${target.name}`;
  const topic = topics.alert.name;
  // A Kafka that has just started has no coordinator for the group yet.
  if (config.startAt === "latest") await retrying(() => beginAtEnd(kafka, groupId, topic), isTransient, log);
  const keepMs = keptResends * config.resendEveryMs;
  const post = postWithin(config.timeoutMs);
  const resending =
    target.kind === "alertmanager" ? await startResending(target, shared, keepMs, post, log) : null;
  const reader = createGroupConsumer({ kafka, groupId, topics: [topic], readCommitted: true });
  const delivery = new Delivery({
    render: createRender(target, keepMs),
    post: resending?.post ?? post,
    decode: shared.decodeAlert,
    hold: (partition) => reader.pause(topic, partition),
    readOn: (partition) => reader.resume(topic, partition),
    commit: (partition, offset) => reader.commit([{ topic, partition, offset }]),
    deadLetter: (letter) => publishDeadLetter(shared, target, letter),
    now,
    sleep: (ms) => sleep(ms, stopping),
    giveUpMs: config.giveUpMs,
    warn: (message, fields) => log.warn(fields, message),
    fatal,
  });
  await reader.run({
    onRecords: (batch) => delivery.take(batch),
    onRevoked: (revoked) => delivery.revoked(revoked.map(({ partition }) => partition)),
    onFailed: fatal,
    onLost: ({ partition }, position) =>
      log.error({ partition, position }, "retention has removed alerts before they were delivered"),
  });
  return {
    status() {
      const status = delivery.status();
      return {
        kind: target.kind,
        ...status,
        resent: resending?.resent() ?? 0,
        waitingMs: longestWaitMs(status, now()),
      };
    },
    async stop() {
      await delivery.stop();
      await reader.stop();
      await resending?.stop();
    },
  };
}

const longestWaitMs = ({ waiting }: DeliveryStatus, nowMs: number): number =>
  Math.max(0, ...Object.values(waiting).map(({ sinceMs }) => nowMs - sinceMs));

type Post = (posting: Posting) => Promise<Answer>;

const postWithin =
  (timeoutMs: number): Post =>
  async (posting) => {
    const reply = await httpPost(posting, timeoutMs);
    if ("error" in reply) return { kind: "later", detail: reply.error, waitMs: null };
    return toAnswer(reply.status, reply.retryAfter, reply.text);
  };

/** The record as it was, in the partition of the same number, or the last there is. */
async function publishDeadLetter(
  { producer, partitions }: Shared,
  { name }: NotifyTarget,
  { reason, detail, partition, record }: Undelivered,
): Promise<void> {
  const letter = {
    reason,
    stage: "notify",
    detail: `${name}: ${detail}`,
    topic: topics.alert.name,
    source: { partition, offset: record.offset },
    endpointId: null,
    receivedAtMs: record.timestampMs,
    key: record.key,
    value: record.value,
  } as const;
  const records = toDeadLetterRecords(letter, Math.min(partition, partitions - 1), deadLetterBytes);
  for (const each of records) await producer.publish(each);
}

interface Resending {
  /** Delivers, in turn with re-sending: what is re-sent never overtakes what was told after it. */
  readonly post: (posting: Posting, alert: Alert) => Promise<Answer>;
  /** Alerts told again so far. */
  resent(): number;
  stop(): Promise<void>;
}

async function startResending(
  target: NotifyTarget,
  shared: Shared,
  keepMs: number,
  post: Post,
  log: Logger,
): Promise<Resending> {
  const { config, stopping, fatal } = shared;
  const firing = new FiringAlerts();
  const inTurn = createTurns();
  let resent = 0;
  const resend = async (): Promise<void> => {
    const alerts = firing.current();
    for (let from = 0; from < alerts.length; from += mostResent) {
      const some = alerts.slice(from, from + mostResent);
      const { posting, told, odd } = renderFiring(target, some, now(), keepMs);
      for (const { alert, detail } of odd)
        log.warn({ fingerprint: alert.fingerprint, detail }, "a firing alert can't be told again");
      const answer = await post(posting);
      if (answer.kind === "taken") resent += told;
      else log.warn({ alerts: told, detail: answer.detail }, "firing alerts not told again");
    }
  };
  const table = await followFiring(shared, `${config.groupId}-${target.name}-state`, firing);
  const repeat = async (): Promise<void> => {
    while (!stopping.aborted) {
      await inTurn(resend);
      await sleep(config.resendEveryMs, stopping);
    }
  };
  const repeating = repeat().catch(fatal);
  return {
    resent: () => resent,
    post: (posting, alert) =>
      inTurn(async () => {
        const answer = await post(posting);
        if (answer.kind === "taken") firing.told(alert);
        return answer;
      }),
    async stop() {
      await repeating;
      await table.stop();
    },
  };
}

function followFiring(
  { kafka, decodeState, log, fatal }: Shared,
  reader: string,
  firing: FiringAlerts,
): Promise<{ stop(): Promise<void> }> {
  return followTable({
    kafka,
    topic: topics.alertState.name,
    reader,
    log,
    async take(fingerprint, value) {
      // While the registry can't be asked, what comes after waits.
      const alert = value === null ? null : await retrying(() => decodeState(value), isUnreachable, log);
      if (value !== null && alert === null) log.warn({ fingerprint }, "the state of an alert can't be read");
      firing.take(fingerprint, alert);
    },
    failed: fatal,
  });
}
