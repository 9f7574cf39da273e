/** Waits for reports at exact topics: who listens to a topic sees the next report there. */
import type { ReportWatch } from "./reports-arrive.ts";

export interface WatchPorts {
  subscribe(topic: string): Promise<void>;
  unsubscribe(topic: string): Promise<void>;
  readonly clock: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

type Listener = (sizeBytes: number) => void;

export class ReportWatches {
  readonly #ports: WatchPorts;
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(ports: WatchPorts) {
    this.#ports = ports;
  }

  /** Takes what arrived; a retained message says nothing of now, an empty one is no report. */
  receive(topic: string, sizeBytes: number, retain: boolean): void {
    if (retain || sizeBytes === 0) return;
    for (const listener of this.#listeners.get(topic) ?? []) listener(sizeBytes);
  }

  /** Several may watch one topic; the subscription lasts as long as one does. */
  async watch(topic: string): Promise<ReportWatch> {
    const listeners = this.#listeners.get(topic) ?? new Set<Listener>();
    this.#listeners.set(topic, listeners);
    const mine = new Set<Listener>();
    const listener: Listener = (sizeBytes) => mine.forEach((each) => each(sizeBytes));
    listeners.add(listener);
    await this.#ports.subscribe(topic);
    return {
      next: (withinMs) => this.#next(mine, withinMs),
      close: async () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        this.#listeners.delete(topic);
        await this.#ports.unsubscribe(topic);
      },
    };
  }

  async #next(listeners: Set<Listener>, withinMs: number): ReturnType<ReportWatch["next"]> {
    const { clock, sleep } = this.#ports;
    const began = clock();
    const done = new AbortController();
    let listener: Listener = () => undefined;
    const arrived = new Promise<{ afterMs: number; sizeBytes: number }>((resolve) => {
      listener = (sizeBytes) => resolve({ afterMs: clock() - began, sizeBytes });
    });
    listeners.add(listener);
    const first = await Promise.race([arrived, sleep(withinMs, done.signal).then(() => null)]);
    done.abort();
    listeners.delete(listener);
    return first;
  }
}
