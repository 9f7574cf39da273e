/**
 * kafkajs 2.2.4 asks one broker after the other who coordinates a group or a transaction, throws away what they answer and says that
 * there is no coordinator: a right that is missing looks like a Kafka that is moving, for which everybody waits for ever.
 */
import { createRequire } from "node:module";
import { isForbidden } from "./kafka-error.ts";

type Asking = (at: object) => Promise<unknown>;

/** Of kafkajs's BrokerPool what is patched. */
interface PoolMethods {
  withBroker: (this: PoolMethods, ask: Asking) => Promise<unknown>;
}

const patched: unique symbol = Symbol("usp-telemetry: tells what Kafka forbids");

/** From now on what Kafka forbids is thrown, where no broker had an answer. */
export function tellRefusals(): void {
  const methods = poolMethods();
  if (patched in methods) return;
  const { withBroker } = methods;
  methods.withBroker = async function askAndTell(ask) {
    let refusal: unknown = null;
    const answer = await withBroker.call(this, async (at) => {
      try {
        return await ask(at);
      } catch (error) {
        if (isForbidden(error)) refusal = error;
        throw error;
      }
    });
    if (answer === null && refusal !== null) throw refusal;
    return answer;
  };
  Object.defineProperty(methods, patched, { value: true });
}

function poolMethods(): PoolMethods {
  const load: (path: string) => unknown = createRequire(import.meta.url);
  const pool = load("kafkajs/src/cluster/brokerPool.js");
  const methods: unknown = typeof pool === "function" ? pool.prototype : null;
  if (!isPoolMethods(methods)) throw new TypeError("kafkajs no longer has the pool of brokers we patch");
  return methods;
}

const isPoolMethods = (value: unknown): value is PoolMethods =>
  typeof value === "object" &&
  value !== null &&
  "withBroker" in value &&
  typeof value.withBroker === "function";
