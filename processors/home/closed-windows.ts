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
    for (const key of this.#packed.keys()) if (startOf(key) < startMs) this.#packed.delete(key);
    this.#noteAll();
  }

  /** Of those that start at `fromMs` or later, only so many are kept, the newest. */
  limitFrom(fromMs: number, count: number): void {
    if (this.#packed.size <= count || this.#newestAt < fromMs) return;
    const keys = [...this.#packed.keys()].filter((key) => startOf(key) >= fromMs);
    if (keys.length <= count) return;
    keys.sort((a, b) => startOf(a) - startOf(b));
    for (const key of keys.slice(0, -count)) this.#packed.delete(key);
    this.#noteAll();
  }

  #noteAll(): void {
    this.#forgetEnds();
    for (const key of this.#packed.keys()) this.#note(startOf(key));
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
