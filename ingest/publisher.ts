/**
 * Publishing that outlives its producer. A producer that failed is finished for good; a new one is opened and what
 * was not acknowledged is published again, in the order it was given, so a partition's order is kept. What Kafka
 * had already accepted may then be there twice, with the same event_id.
 */
import { type OutRecord, RecordTooLargeError } from "#schemas/out-record.ts";

export interface Producer {
  publish(record: OutRecord): Promise<void>;
  close(): Promise<void>;
}

export interface PublisherPorts {
  /** Connects; waits as long as it takes. */
  open(): Promise<Producer>;
  /** Waits a little before trying again. */
  pause(): Promise<void>;
  /** A producer failed; said once for each. */
  onTrouble(error: unknown): void;
}

/** Resolves when acknowledged, however long it takes; rejects only with RecordTooLargeError. */
export class PersistentPublisher implements Producer {
  readonly #ports: PublisherPorts;
  #current: Promise<Producer>;
  #closed = false;

  constructor(ports: PublisherPorts, first: Producer) {
    this.#ports = ports;
    this.#current = Promise.resolve(first);
  }

  async publish(record: OutRecord): Promise<void> {
    for (;;) {
      const current = this.#current;
      const producer = await current;
      try {
        return await producer.publish(record);
      } catch (error) {
        if (error instanceof RecordTooLargeError || this.#closed) throw error;
        if (this.#current === current) this.#current = this.#replace(producer, error);
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await (await this.#current).close();
  }

  async #replace(failed: Producer, error: unknown): Promise<Producer> {
    this.#ports.onTrouble(error);
    await failed.close().catch(() => undefined);
    await this.#ports.pause();
    return this.#ports.open();
  }
}
