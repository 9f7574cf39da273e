/**
 * Many agents, so many spoken to at once: each endpoint is worked on by one at a time, whatever comes in meanwhile.
 * Who only listens (waits for a report) leaves its place to others and takes one again afterwards.
 */

export interface FleetOptions {
  /** Agents spoken to at once. */
  readonly concurrency: number;
  /** Never rejects. */
  readonly work: (endpointId: string) => Promise<void>;
  /** An endpoint that comes online again so soon is looked at later: connecting and booting come together. */
  readonly quietMs: number;
  readonly clock: () => number;
  /** Endpoints that wait at most; more are dropped until they come online again (hostile ids must not fill memory). */
  readonly maxWaiting: number;
}

export class Fleet {
  readonly #options: FleetOptions;
  /** In order of arrival. */
  readonly #waiting = new Set<string>();
  readonly #working = new Set<string>();
  /** When work on an endpoint ended; only as long as it is quiet. */
  readonly #ended = new Map<string, number>();
  /** Came online in the quiet after their work. */
  readonly #again = new Set<string>();
  #speaking = 0;
  /** Those that listened and would speak again; they go first. */
  readonly #resuming: (() => void)[] = [];
  #idle: (() => void)[] = [];

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  get working(): number {
    return this.#working.size;
  }

  /** Takes an endpoint; false when it is waiting, worked on or just done, or there is no room. */
  add(endpointId: string): boolean {
    this.#forget();
    const { maxWaiting } = this.#options;
    if (this.#working.has(endpointId) || this.#waiting.has(endpointId)) return false;
    if (this.#ended.has(endpointId)) {
      if (this.#again.size < maxWaiting) this.#again.add(endpointId);
      return false;
    }
    if (this.#waiting.size >= maxWaiting) return false;
    this.#waiting.add(endpointId);
    this.#start();
    return true;
  }

  /** Takes those that came online while it was quiet and no longer is. To be called now and then. */
  revive(): void {
    this.#forget();
    for (const endpointId of this.#again) {
      if (this.#ended.has(endpointId)) continue;
      this.#again.delete(endpointId);
      this.add(endpointId);
    }
  }

  /** For `work`: waits without speaking, so that another may. */
  async listen<T>(wait: () => Promise<T>): Promise<T> {
    this.#speaking -= 1;
    this.#start();
    try {
      return await wait();
    } finally {
      await this.#speakAgain();
    }
  }

  /** Drops what waits; what is worked on goes on. */
  stop(): void {
    this.#waiting.clear();
    this.#again.clear();
  }

  /** Resolves when nothing waits and nothing is worked on. */
  idle(): Promise<void> {
    if (this.#waiting.size + this.#working.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
    });
  }

  #speakAgain(): Promise<void> {
    return new Promise((resolve) => {
      this.#resuming.push(resolve);
      this.#start();
    });
  }

  #start(): void {
    while (this.#speaking < this.#options.concurrency) {
      const resume = this.#resuming.shift();
      const [next] = this.#waiting;
      if (resume === undefined && next === undefined) return;
      this.#speaking += 1;
      if (resume !== undefined) resume();
      else if (next !== undefined) void this.#work(next);
    }
  }

  async #work(endpointId: string): Promise<void> {
    this.#waiting.delete(endpointId);
    this.#working.add(endpointId);
    await this.#options.work(endpointId);
    this.#working.delete(endpointId);
    this.#ended.set(endpointId, this.#options.clock());
    this.#speaking -= 1;
    this.#start();
    if (this.#waiting.size + this.#working.size > 0) return;
    for (const resolve of this.#idle) resolve();
    this.#idle = [];
  }

  /** The map is in order of time, so the oldest come first. */
  #forget(): void {
    const { clock, quietMs } = this.#options;
    for (const [endpointId, endedAt] of this.#ended) {
      if (clock() - endedAt < quietMs) return;
      this.#ended.delete(endpointId);
    }
  }
}
