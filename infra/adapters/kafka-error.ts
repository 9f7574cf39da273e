/** Kafka's errors, classified once, by code. */

/**
 * transient: Kafka is away or moving; trying again later is right, however often.
 * fenced: another producer took our transactional id, or the transaction was ended over our head.
 * too_large: the broker's size limit; final for these bytes.
 * not_a_member: this consumer is out of its group's present generation.
 * final: anything else; trying again will not help by itself.
 */
export type KafkaErrorKind = "transient" | "fenced" | "too_large" | "not_a_member" | "final";

export interface KafkaFailure {
  readonly kind: KafkaErrorKind;
  /** Protocol error (`PRODUCER_FENCED`), or the client's error class. */
  readonly code: string;
}

const kindOfCode: ReadonlyMap<string, KafkaErrorKind> = new Map([
  ["MESSAGE_TOO_LARGE", "too_large"],
  ["RECORD_LIST_TOO_LARGE", "too_large"],
  ["INVALID_PRODUCER_EPOCH", "fenced"],
  ["PRODUCER_FENCED", "fenced"],
  ["TRANSACTION_COORDINATOR_FENCED", "fenced"],
  ["INVALID_PRODUCER_ID_MAPPING", "fenced"],
  ["INVALID_TXN_STATE", "fenced"],
  ["UNKNOWN_PRODUCER_ID", "fenced"],
  ["REBALANCE_IN_PROGRESS", "not_a_member"],
  ["ILLEGAL_GENERATION", "not_a_member"],
  ["UNKNOWN_MEMBER_ID", "not_a_member"],
  ["CONCURRENT_TRANSACTIONS", "transient"],
  ["NOT_CONTROLLER", "transient"],
  ["KafkaJSConnectionError", "transient"],
  ["KafkaJSConnectionClosedError", "transient"],
  ["KafkaJSRequestTimeoutError", "transient"],
  ["KafkaJSLockTimeout", "transient"],
  ["KafkaJSTimeout", "transient"],
  ["KafkaJSBrokerNotFound", "transient"],
  ["KafkaJSNoBrokerAvailableError", "transient"],
  ["KafkaJSGroupCoordinatorNotFound", "transient"],
  ["KafkaJSMetadataNotLoaded", "transient"],
  ["KafkaJSTopicMetadataNotLoaded", "transient"],
] satisfies [string, KafkaErrorKind][]);

/** Kafka's words for what an account may not do. */
const forbidden: ReadonlySet<string> = new Set([
  "TOPIC_AUTHORIZATION_FAILED",
  "GROUP_AUTHORIZATION_FAILED",
  "CLUSTER_AUTHORIZATION_FAILED",
  "TRANSACTIONAL_ID_AUTHORIZATION_FAILED",
]);

/** Whether Kafka said that this account may not. */
export const isForbidden = (error: unknown): boolean => forbidden.has(classifyKafkaError(error).code);

/** The same error; where Kafka forbids, with what was to be done: `read usp.profile.v1 as the group g: Not authorized ...`. */
export function attempted(deed: string, error: unknown): Error {
  const reason = error instanceof Error ? error : new Error(String(error));
  return isForbidden(reason) ? new Error(`${deed}: ${reason.message}`, { cause: reason }) : reason;
}

/** A sentence for the operator where Kafka refuses who we are, or what we may do; null for any other error. */
export function describeRefusal(error: unknown): string | null {
  const { code } = classifyKafkaError(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === "KafkaJSSASLAuthenticationError")
    return `Kafka does not let us in (${message}): are USP_KAFKA_SASL_MECHANISM, _USERNAME and _PASSWORD right?`;
  return forbidden.has(code)
    ? `Kafka refuses what this part needs (${message}): infra/deploy/kafka/acls.txt has what each may do, and "usp-telemetry topics acls" gives it.`
    : null;
}

/** A sentence for the operator where Kafka is away or moving; null for any other error. */
export function describeTrouble(error: unknown): string | null {
  if (!(error instanceof Error) || classifyKafkaError(error).kind !== "transient") return null;
  return `Kafka is away, moving or too busy (${error.message}): its log says more. Run this again when it is well.`;
}

interface ErrorFields {
  readonly name: string;
  readonly type: string | null;
  readonly retriable: boolean;
  readonly cause: unknown;
}

const fieldsOf = (error: unknown): ErrorFields | null => {
  if (!(error instanceof Error)) return null;
  return {
    name: error.name,
    type: "type" in error && typeof error.type === "string" ? error.type : null,
    retriable: "retriable" in error && error.retriable === true,
    cause: error.cause,
  };
};

/** Total. Looks through the client's wrappers (`KafkaJSNonRetriableError` with a cause) for the error itself. */
export function classifyKafkaError(error: unknown): KafkaFailure {
  const fields = fieldsOf(error);
  if (fields === null) return { kind: "final", code: typeof error };
  if (fields.type !== null) {
    const kind = kindOfCode.get(fields.type) ?? (fields.retriable ? "transient" : "final");
    return { kind, code: fields.type };
  }
  const kind = kindOfCode.get(fields.name);
  if (kind !== undefined) return { kind, code: fields.name };
  if (fields.cause instanceof Error && fields.cause !== error) return classifyKafkaError(fields.cause);
  return { kind: "final", code: fields.name };
}
