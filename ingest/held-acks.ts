/**
 * Messages on their way into Kafka, in the order they were read. Each is acknowledged to its broker only when it
 * and everything before it are settled (MQTT-4.6.0 wants PUBACKs in order, and a gap would hide a loss).
 */
import type { EpochMs } from "#schemas/units.ts";

export interface Held {
  /** Everything of this message is acknowledged by Kafka. Called once. */
  settle(): void;
}

interface Entry {
  settled: boolean;
  readonly release: () => void;
  readonly receivedAt: EpochMs | null;
}

export class HeldAcks {
  readonly #entries: Entry[] = [];
  #head = 0;

  /** Messages not yet released. */
  get size(): number {
    return this.#entries.length - this.#head;
  }

  /** When the first of those was received that has a time; null when there is none. */
  get oldestReceivedAt(): EpochMs | null {
    for (let index = this.#head; index < this.#entries.length; index++) {
      const { receivedAt } = this.#entries[index] ?? { receivedAt: null };
      if (receivedAt !== null) return receivedAt;
    }
    return null;
  }

  /** Appends a message; `release` is called once, in order, when its turn has come. `receivedAt`: null where nobody asks. */
  hold(release: () => void, receivedAt: EpochMs | null = null): Held {
    const entry: Entry = { settled: false, release, receivedAt };
    this.#entries.push(entry);
    return {
      settle: () => {
        entry.settled = true;
        this.#releaseSettled();
      },
    };
  }

  #releaseSettled(): void {
    for (let entry = this.#entries[this.#head]; entry?.settled === true; entry = this.#entries[this.#head]) {
      this.#head += 1;
      entry.release();
    }
    this.#compact();
  }

  /** Keeps the array from growing without shifting it at every message. */
  #compact(): void {
    if (this.#head < 1024 || this.#head * 2 < this.#entries.length) return;
    this.#entries.splice(0, this.#head);
    this.#head = 0;
  }
}
