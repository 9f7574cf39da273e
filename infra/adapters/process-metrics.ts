/** What every process tells of itself, under the names that Prometheus's own clients use. */
import packageJson from "../../package.json" with { type: "json" };
import type { Written } from "./metrics.ts";

/** How often the clock is looked at, and for how many looks a stall is remembered: a minute. */
const lookEveryMs = 1000;
const remembered = 60;

/** Measures how long the process's loop stands still. */
export class Stalls {
  readonly #late: number[] = [];
  readonly #timer: NodeJS.Timeout;
  #lookedAt = performance.now();

  constructor() {
    this.#timer = setInterval(() => {
      this.#late.push(this.#lateness());
      if (this.#late.length > remembered) this.#late.shift();
      this.#lookedAt = performance.now();
    }, lookEveryMs);
    this.#timer.unref();
  }

  /** The longest of the last minute. */
  longestMs(): number {
    return Math.max(0, this.#lateness(), ...this.#late);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #lateness(): number {
    return Math.max(0, performance.now() - this.#lookedAt - lookEveryMs);
  }
}

/** `isReady`: null where it can't be said. */
export function processMetrics(part: string, stalls: Stalls, isReady: boolean): readonly Written[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return [
    {
      name: "usp_process_info",
      help: "1; which part of the product this is, in which version.",
      type: "gauge",
      value: [{ labels: { part, version: packageJson.version }, value: 1 }],
    },
    one(
      "usp_process_ready",
      "gauge",
      "1 while the process can do its work, as /readyz says.",
      isReady ? 1 : 0,
    ),
    one(
      "usp_process_stall_seconds",
      "gauge",
      "Longest time of the last minute in which the process's loop stood still.",
      stalls.longestMs() / 1000,
    ),
    one(
      "process_cpu_seconds_total",
      "counter",
      "CPU time used, by the user and the system.",
      (user + system) / 1e6,
    ),
    one("process_resident_memory_bytes", "gauge", "Memory in RAM.", rss),
    one("nodejs_heap_size_used_bytes", "gauge", "Memory in use by JavaScript objects.", heapUsed),
    one(
      "process_start_time_seconds",
      "gauge",
      "When the process started, in seconds since 1970.",
      performance.timeOrigin / 1000,
    ),
  ];
}

const one = (name: string, type: "counter" | "gauge", help: string, value: number): Written => ({
  name,
  help,
  type,
  value,
});
