/**
 * The emitted windows of a home that are still open to revision, by `windowKey`, as they sleep (`HomeState.closed`). Each
 * report asks for those after its own and for those past the horizon: nearly always there are none, and that is known
 * without a look at each.
 */
export class ClosedWindows {
  readonly #packed = new Map<string, string>();
  /** Starts of the oldest and of the newest one. */
  #oldestAt = Number.POSITIVE_INFINITY;
  #newestAt = Number.NEGATIVE_INFINITY;

  /** Start of the newest one; -Infinity without any. */
  get newestAt(): number {
    return this.#newestAt;
  }

  get(key: string): string | undefined {
    return this.#packed.get(key);
  }

  has(key: string): boolean {
    return this.#packed.has(key);
  }

  keys(): Iterable<string> {
    return this.#packed.keys();
  }

  entries(): Iterable<readonly [string, string]> {
    return this.#packed.entries();
  }

  set(key: string, packed: string): void {
    this.#packed.set(key, packed);
    this.#note(startOf(key));
  }

  clear(): void {
    this.#packed.clear();
    this.#forgetEnds();
  }

  /** Forgets those that start before `startMs`. */
  retire(startMs: number): void {
    if (this.#oldestAt >= startMs) return;
    this.#forgetEnds();
    for (const key of this.#packed.keys()) {
      const at = startOf(key);
      if (at < startMs) this.#packed.delete(key);
      else this.#note(at);
    }
  }

  #note(at: number): void {
    this.#oldestAt = Math.min(this.#oldestAt, at);
    this.#newestAt = Math.max(this.#newestAt, at);
  }

  #forgetEnds(): void {
    this.#oldestAt = Number.POSITIVE_INFINITY;
    this.#newestAt = Number.NEGATIVE_INFINITY;
  }
}

/** Start of the window a key names. */
export function startOf(key: string): number {
  let start = 0;
  for (let index = 0; index < key.length; index += 1) {
    const digit = key.charCodeAt(index) - zero;
    if (digit < 0 || digit > 9) return index === 0 ? Number.parseInt(key, 10) : start;
    start = 10 * start + digit;
  }
  return start;
}

const zero = 0x30;
