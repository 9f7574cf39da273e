/**
 * Where a batch waits until it is known where each of its records goes: its own partition alone is held up by a schema
 * id that nobody can tell now. A partition's batches come out in the order they went in.
 */
import type { ReadBatch } from "./backlog.ts";

export interface DoorwayPorts<Routed> {
  /** Resolves late while the registry is away or the migrations are behind. */
  route(batch: ReadBatch): Promise<Routed>;
  /** Reads no more of this partition, so that no more than what is fetched waits here. */
  hold(partition: ReadBatch): void;
  /** Its turn has come. */
  admit(batch: ReadBatch, routed: Routed): void;
  /** Nothing of this partition waits any more. */
  letGo(partition: ReadBatch): void;
  onError(error: unknown): void;
}

const nameOf = ({ topic, partition }: Pick<ReadBatch, "topic" | "partition">): string =>
  `${topic}|${partition}`;

export class Doorway<Routed> {
  readonly #ports: DoorwayPorts<Routed>;
  readonly #waiting = new Map<string, ReadBatch[]>();

  constructor(ports: DoorwayPorts<Routed>) {
    this.#ports = ports;
  }

  /** Whether something of this partition waits. */
  holds(partition: Pick<ReadBatch, "topic" | "partition">): boolean {
    return this.#waiting.has(nameOf(partition));
  }

  /** Takes a batch in, behind those of its partition. */
  enter(batch: ReadBatch): void {
    const queue = this.#waiting.get(nameOf(batch));
    if (queue !== undefined) {
      queue.push(batch);
      return;
    }
    const opened = [batch];
    this.#waiting.set(nameOf(batch), opened);
    this.#ports.hold(batch);
    this.#letThrough(opened).catch((error: unknown) => this.#ports.onError(error));
  }

  /** Forgets what waits of a partition. */
  drop(partition: Pick<ReadBatch, "topic" | "partition">): void {
    this.#waiting.delete(nameOf(partition));
  }

  async #letThrough(queue: ReadBatch[]): Promise<void> {
    for (let batch = queue[0]; batch !== undefined; batch = queue[0]) {
      const routed = await this.#ports.route(batch);
      if (this.#waiting.get(nameOf(batch)) !== queue) return;
      queue.shift();
      if (queue.length === 0) this.#waiting.delete(nameOf(batch));
      this.#ports.admit(batch, routed);
      if (queue.length === 0) this.#ports.letGo(batch);
    }
  }
}
