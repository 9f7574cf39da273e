/** A bounded memory: when it is full it forgets what was asked for least recently. */
import { detached } from "./remembering.ts";

export class Recent<Value> {
  readonly #most: number;
  /** The least recently asked for first. */
  readonly #entries = new Map<string, Value>();

  /** Holds at most `most` entries. */
  constructor(most: number) {
    this.#most = most;
  }

  /** What is remembered under `key`; undefined for nothing. */
  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    if (!this.#entries.delete(key) && this.#entries.size >= this.#most) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(detached(key), value);
  }
}
