/**
 * What a transaction tells its coordinator, in as few requests as it takes.
 *
 * - kafkajs 2.2.4 tells of each partition right before it sends to it, after it has asked who coordinates: a send
 *   takes three round trips. All that are known beforehand are told with the first.
 * - Who coordinates is asked once a transaction, and again after any error.
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

interface Coordinated {
  /** A transactional id where the type is that of transactions. */
  readonly groupId: string;
  readonly coordinatorType?: number;
}

interface ClusterMethods {
  findGroupCoordinator: Method<Coordinated>;
}

const ofTransactions = 1;

/** The partitions of a transaction under way, who has told the coordinator of them, and that one's broker. */
interface Plan {
  readonly partitions: readonly TopicPartitions[];
  toldBy: Writer | null;
  coordinator: { readonly of: object; readonly broker: unknown } | null;
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
  plans.set(transactionalId, { partitions, toldBy: null, coordinator: null });
}

/** It is over, however it ended. */
export const forgetTransaction = (transactionalId: string): void => void plans.delete(transactionalId);

function tellAtOnce(): void {
  const methods = brokerMethods();
  if (patched in methods) return;
  const { addPartitionsToTxn, addOffsetsToTxn } = methods;
  methods.addPartitionsToTxn = async function addPlanned(request) {
    const plan = plans.get(request.transactionalId);
    if (plan !== undefined && isTold(plan, request)) return undefined;
    const topics = plan?.partitions ?? request.topics;
    const answer = await whenFinished(() => addPartitionsToTxn.call(this, { ...request, topics }), plan);
    if (plan !== undefined) plan.toldBy = request;
    return answer;
  };
  methods.addOffsetsToTxn = function addOffsets(request) {
    return whenFinished(() => addOffsetsToTxn.call(this, request), plans.get(request.transactionalId));
  };
  Object.defineProperty(methods, patched, { value: true });
  askOnce();
}

/** Another client in this process has brokers of its own. */
function askOnce(): void {
  const methods = clusterMethods();
  const { findGroupCoordinator } = methods;
  methods.findGroupCoordinator = async function findOnce(request) {
    const plan = request.coordinatorType === ofTransactions ? plans.get(request.groupId) : undefined;
    if (plan?.coordinator?.of === this) return plan.coordinator.broker;
    const broker = await findGroupCoordinator.call(this, request);
    if (plan !== undefined) plan.coordinator = { of: this, broker };
    return broker;
  };
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

/** Asks again while the transaction before is being finished. After another error the coordinator is to be found anew. */
async function whenFinished<T>(ask: () => Promise<T>, plan: Plan | undefined): Promise<T> {
  for (let attempt = 1, waitMs = firstWaitMs; ; attempt += 1, waitMs *= 2) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === tries || !isUnfinished(error)) {
        if (plan !== undefined) plan.coordinator = null;
        throw error;
      }
    }
    await sleep(waitMs);
  }
}

const isUnfinished = (error: unknown): boolean =>
  error instanceof Error && "type" in error && error.type === "CONCURRENT_TRANSACTIONS";

function methodsOf(file: string): unknown {
  const load: (path: string) => unknown = createRequire(import.meta.url);
  const type = load(file);
  return typeof type === "function" ? type.prototype : null;
}

function brokerMethods(): BrokerMethods {
  const methods = methodsOf("kafkajs/src/broker/index.js");
  if (!isBrokerMethods(methods)) throw new TypeError("kafkajs no longer has the broker we patch");
  return methods;
}

function clusterMethods(): ClusterMethods {
  const methods = methodsOf("kafkajs/src/cluster/index.js");
  if (!isClusterMethods(methods)) throw new TypeError("kafkajs no longer has the cluster we patch");
  return methods;
}

const isClusterMethods = (value: unknown): value is ClusterMethods =>
  typeof value === "object" &&
  value !== null &&
  "findGroupCoordinator" in value &&
  typeof value.findGroupCoordinator === "function";

const isBrokerMethods = (value: unknown): value is BrokerMethods =>
  typeof value === "object" &&
  value !== null &&
  "addPartitionsToTxn" in value &&
  typeof value.addPartitionsToTxn === "function" &&
  "addOffsetsToTxn" in value &&
  typeof value.addOffsetsToTxn === "function";
