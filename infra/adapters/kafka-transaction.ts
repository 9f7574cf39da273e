/**
 * What a transaction tells its coordinator, in as few requests as it takes.
 *
 * - kafkajs 2.2.4 tells of each partition right before it sends to it, after it has asked who coordinates: a send
 *   takes three round trips. All that are known beforehand are told with the first, which leaves two.
 * - Kafka answers the end of a transaction before its markers are written, and refuses the next one until they are: a
 *   matter of milliseconds, for which kafkajs waits a tenth of a second and more, and asks for its metadata anew. Here it is
 *   asked again at once, as Kafka's own client does.
 */
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import type { OutRecord } from "#schemas/out-record.ts";

interface TopicPartitions {
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** Who writes: an epoch that was fenced is another writer. */
interface Writer {
  readonly transactionalId: string;
  readonly producerId: string;
  readonly producerEpoch: number;
}

interface AddPartitions extends Writer {
  readonly topics: readonly TopicPartitions[];
}

type Method<Request> = (this: object, request: Request) => Promise<unknown>;

interface BrokerMethods {
  addPartitionsToTxn: Method<AddPartitions>;
  addOffsetsToTxn: Method<Writer>;
}

/** The partitions of a transaction under way, and who has told the coordinator of them. */
interface Plan {
  readonly partitions: readonly TopicPartitions[];
  toldBy: Writer | null;
}

const patched: unique symbol = Symbol("usp-telemetry: tells partitions at once");

/** By transactional id, while a transaction is under way. */
const plans = new Map<string, Plan>();

/** The transaction that this id begins now will send these, each to one partition. */
export function planTransaction(
  transactionalId: string,
  sends: readonly (readonly Pick<OutRecord, "topic" | "partition">[])[],
): void {
  tellAtOnce();
  const byTopic = new Map<string, Set<number>>();
  for (const { topic, partition } of sends.flatMap((send) => send.slice(0, 1))) {
    const partitions = byTopic.get(topic) ?? new Set();
    byTopic.set(topic, partitions.add(partition));
  }
  const partitions = [...byTopic].map(([topic, numbers]) => ({ topic, partitions: [...numbers] }));
  plans.set(transactionalId, { partitions, toldBy: null });
}

/** It is over, however it ended. */
export const forgetTransaction = (transactionalId: string): void => void plans.delete(transactionalId);

function tellAtOnce(): void {
  const methods = brokerMethods();
  if (patched in methods) return;
  const { addPartitionsToTxn, addOffsetsToTxn } = methods;
  methods.addPartitionsToTxn = async function addPlanned(request) {
    const plan = plans.get(request.transactionalId);
    if (plan === undefined) return whenFinished(() => addPartitionsToTxn.call(this, request));
    if (isTold(plan, request)) return undefined;
    const topics = plan.partitions;
    const answer = await whenFinished(() => addPartitionsToTxn.call(this, { ...request, topics }));
    plan.toldBy = request;
    return answer;
  };
  methods.addOffsetsToTxn = function addOffsets(request) {
    return whenFinished(() => addOffsetsToTxn.call(this, request));
  };
  Object.defineProperty(methods, patched, { value: true });
}

const isTold = (
  { toldBy, partitions }: Plan,
  { producerId, producerEpoch, topics }: AddPartitions,
): boolean =>
  toldBy?.producerId === producerId &&
  toldBy.producerEpoch === producerEpoch &&
  topics.every((asked) => asked.partitions.every((partition) => holds(partitions, asked.topic, partition)));

const holds = (planned: readonly TopicPartitions[], topic: string, partition: number): boolean =>
  planned.some((each) => each.topic === topic && each.partitions.includes(partition));

const firstWaitMs = 2;
/** Together a third of a second; what takes longer is left to the client. */
const tries = 8;

/** Asks again while the transaction before is being finished. */
async function whenFinished<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1, waitMs = firstWaitMs; ; attempt += 1, waitMs *= 2) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === tries || !isUnfinished(error)) throw error;
    }
    await sleep(waitMs);
  }
}

const isUnfinished = (error: unknown): boolean =>
  error instanceof Error && "type" in error && error.type === "CONCURRENT_TRANSACTIONS";

function brokerMethods(): BrokerMethods {
  const load: (path: string) => unknown = createRequire(import.meta.url);
  const broker = load("kafkajs/src/broker/index.js");
  const methods: unknown = typeof broker === "function" ? broker.prototype : null;
  if (!isBrokerMethods(methods)) throw new TypeError("kafkajs no longer has the broker we patch");
  return methods;
}

const isBrokerMethods = (value: unknown): value is BrokerMethods =>
  typeof value === "object" &&
  value !== null &&
  "addPartitionsToTxn" in value &&
  typeof value.addPartitionsToTxn === "function" &&
  "addOffsetsToTxn" in value &&
  typeof value.addOffsetsToTxn === "function";
