/**
 * The only holder of the consumer. Partitions say where they want to read (`steer`); pausing, resuming and
 * seeking happen here alone, also again after each join, when the client has forgotten them.
 */

/** The consumer, as far as it is needed here. */
export interface LogReader {
  seek(topic: string, partition: number, position: number): void;
  pause(topic: string, partition: number): void;
  resume(topic: string, partition: number): void;
}

export interface InputRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  /** When Kafka got it. */
  readonly timestampMs: number;
}

export interface InputBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly InputRecord[];
  /** Where reading goes on after this batch. */
  readonly next: number;
}

/** Where a partition wants to read; null: not now. */
export interface Wanted {
  readonly input: number | null;
  readonly state: number | null;
}

interface Cursor {
  /** Where the next record is read; null while paused. */
  position: number | null;
}

export interface MembershipTopics {
  readonly telemetry: string;
  readonly workerState: string;
}

export class Membership {
  readonly #reader: LogReader;
  readonly #topics: MembershipTopics;
  readonly #cursors = new Map<string, Cursor>();
  #memberId: string | null = null;

  constructor(reader: LogReader, topics: MembershipTopics) {
    this.#reader = reader;
    this.#topics = topics;
  }

  /**
   * A new generation. Returns whether the member is a new one to the group (then nothing it held is its own
   * any more). After the caller has dropped and made partitions, `reapply` must follow, before any await.
   */
  joined(memberId: string): boolean {
    const isNew = memberId !== this.#memberId;
    this.#memberId = memberId;
    return isNew;
  }

  /** Tells the consumer again what each assigned partition wants. */
  reapply(partitions: readonly number[]): void {
    for (const partition of partitions) {
      for (const topic of [this.#topics.telemetry, this.#topics.workerState]) {
        const { position } = this.#cursor(topic, partition);
        if (position === null) this.#reader.pause(topic, partition);
        else this.#read(topic, partition, position);
      }
    }
  }

  steer(partition: number, { input, state }: Wanted): void {
    this.#steerTopic(this.#topics.telemetry, partition, input);
    this.#steerTopic(this.#topics.workerState, partition, state);
  }

  /** A batch is about to be given to its partition; false when nobody wants to read there. */
  delivered({ topic, partition, next }: InputBatch): boolean {
    const cursor = this.#cursor(topic, partition);
    if (cursor.position === null) return false;
    cursor.position = next;
    return true;
  }

  #steerTopic(topic: string, partition: number, wanted: number | null): void {
    const cursor = this.#cursor(topic, partition);
    if (cursor.position === wanted) return;
    cursor.position = wanted;
    if (wanted === null) this.#reader.pause(topic, partition);
    else this.#read(topic, partition, wanted);
  }

  #read(topic: string, partition: number, position: number): void {
    this.#reader.seek(topic, partition, position);
    this.#reader.resume(topic, partition);
  }

  #cursor(topic: string, partition: number): Cursor {
    const name = `${topic}|${partition}`;
    const cursor = this.#cursors.get(name) ?? { position: null };
    this.#cursors.set(name, cursor);
    return cursor;
  }
}
