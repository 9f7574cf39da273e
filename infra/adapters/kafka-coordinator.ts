/**
 * A group's coordinator may become another broker while the one before lives on: leadership goes back after a restart,
 * or is moved by an operator. kafkajs 2.2.4 asks for the coordinator when it joins and never again: heartbeats and
 * commits then go to the wrong broker, each refused and tried again, for ever where retries are unbounded.
 */
import { createRequire } from "node:module";

/** Of kafkajs's ConsumerGroup what is patched, and what the patch needs. */
interface Group {
  readonly groupId: string;
  readonly cluster: { findGroupCoordinator(options: { groupId: string }): Promise<object> };
  coordinator: object | null;
  readonly offsetManager: { coordinator: object } | null;
}

type Method = (this: Group, options?: object) => Promise<void>;

interface GroupMethods {
  heartbeat: Method;
  commitOffsets: Method;
}

const patched: unique symbol = Symbol("usp-telemetry: finds its coordinator again");

/** From now on a refused heartbeat or commit finds out who the coordinator is now; the client's next try goes there. */
export function followCoordinator(): void {
  const methods = groupMethods();
  if (patched in methods) return;
  const { heartbeat, commitOffsets } = methods;
  methods.heartbeat = function heartbeatOrFind(options) {
    return orFind(this, heartbeat.call(this, options));
  };
  methods.commitOffsets = function commitOrFind(offsets) {
    return orFind(this, commitOffsets.call(this, offsets));
  };
  Object.defineProperty(methods, patched, { value: true });
}

async function orFind(group: Group, asked: Promise<void>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (isRefusal(error)) {
      group.coordinator = await group.cluster.findGroupCoordinator({ groupId: group.groupId });
      if (group.offsetManager !== null) group.offsetManager.coordinator = group.coordinator;
    }
    throw error;
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof Error && "type" in error && error.type === "NOT_COORDINATOR_FOR_GROUP";

function groupMethods(): GroupMethods {
  const load: (path: string) => unknown = createRequire(import.meta.url);
  const group = load("kafkajs/src/consumer/consumerGroup.js");
  const methods: unknown = typeof group === "function" ? group.prototype : null;
  if (!isGroupMethods(methods)) throw new TypeError("kafkajs no longer has the consumer group we patch");
  return methods;
}

const isGroupMethods = (value: unknown): value is GroupMethods =>
  typeof value === "object" &&
  value !== null &&
  "heartbeat" in value &&
  typeof value.heartbeat === "function" &&
  "commitOffsets" in value &&
  typeof value.commitOffsets === "function";
