/** Many agents, so many at once: each endpoint is worked on by one at a time, whatever comes in meanwhile. */

export interface FleetOptions {
  /** Agents worked on at once. */
  readonly concurrency: number;
  /** Never rejects. */
  readonly work: (endpointId: string) => Promise<void>;
  /** An endpoint that comes online again so soon is not looked at again: connecting, booting and onboarding come together. */
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
    const known =
      this.#working.has(endpointId) || this.#ended.has(endpointId) || this.#waiting.has(endpointId);
    if (known || this.#waiting.size >= this.#options.maxWaiting) return false;
    this.#waiting.add(endpointId);
    this.#start();
    return true;
  }

  /** Drops what waits; what is worked on goes on. */
  stop(): void {
    this.#waiting.clear();
  }

  /** Resolves when nothing waits and nothing is worked on. */
  idle(): Promise<void> {
    if (this.#waiting.size + this.#working.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
    });
  }

  #start(): void {
    for (const endpointId of this.#waiting) {
      if (this.#working.size >= this.#options.concurrency) return;
      this.#waiting.delete(endpointId);
      this.#working.add(endpointId);
      void this.#work(endpointId);
    }
  }

  async #work(endpointId: string): Promise<void> {
    await this.#options.work(endpointId);
    this.#working.delete(endpointId);
    this.#ended.set(endpointId, this.#options.clock());
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
