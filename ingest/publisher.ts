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
  /** Of an errand: what it does not wait for. Absent: it waits for everything. */
  isFinal?(error: unknown): boolean;
}

/** A record that was given and is neither acknowledged nor refused. */
interface Given {
  readonly record: OutRecord;
  resolve(): void;
  reject(error: unknown): void;
}

/** Resolves when acknowledged, however long it takes; rejects only with RecordTooLargeError, and with what is final. */
export class PersistentPublisher implements Producer {
  readonly #ports: PublisherPorts;
  /** In the order they were given: a new producer gets all of them before anything newer. */
  readonly #given = new Set<Given>();
  /** Null from a failure until a new one is open. */
  #producer: Producer | null;
  #next: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(ports: PublisherPorts, first: Producer) {
    this.#ports = ports;
    this.#producer = first;
  }

  publish(record: OutRecord): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const given = { record, resolve, reject };
    this.#given.add(given);
    if (this.#producer !== null) this.#publish(given, this.#producer);
    return promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#next;
    await this.#producer?.close();
  }

  #publish(given: Given, producer: Producer): void {
    producer.publish(given.record).then(
      () => {
        this.#given.delete(given);
        given.resolve();
      },
      (error: unknown) => {
        const isFinal = this.#ports.isFinal?.(error) === true;
        if (error instanceof RecordTooLargeError || this.#closed || isFinal) {
          this.#given.delete(given);
          given.reject(error);
        } else if (this.#producer === producer) {
          this.#producer = null;
          this.#next = this.#replace(producer, error);
        }
      },
    );
  }

  /** Once the failed one is closed all it had is settled: what is left goes to the new one. */
  async #replace(failed: Producer, error: unknown): Promise<void> {
    this.#ports.onTrouble(error);
    await failed.close().catch(() => undefined);
    await this.#ports.pause();
    const producer = await this.#ports.open();
    this.#producer = producer;
    for (const given of this.#given) this.#publish(given, producer);
  }
}
