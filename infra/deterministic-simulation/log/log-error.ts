/** What the log refuses, by the names Kafka has for it (`infra/adapters/kafka-error.ts` classifies them). */
export class LogError extends Error {
  override readonly name = "KafkaJSProtocolError";
  readonly type: string;
  readonly retriable: boolean;

  constructor(type: string, retriable = false) {
    super(type);
    this.type = type;
    this.retriable = retriable;
  }
}

export const isConcurrent = (error: unknown): boolean =>
  error instanceof LogError && error.type === "CONCURRENT_TRANSACTIONS";
