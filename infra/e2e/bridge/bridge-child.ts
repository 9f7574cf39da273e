/**
 * A bridge as a process of its own, for what a bridge in the test's process can't suffer: being stopped dead, a clock
 * that is wrong, and its memory measured alone. Told its settings as JSON in its only argument.
 */
import type { BridgeConfig } from "#ingest/config.ts";
import { runBridge } from "#ingest/main.ts";

export interface ChildSettings {
  readonly config: BridgeConfig;
  /** How far its clock is wrong at start. */
  readonly skewMs: number;
}

/** What it is told on standard input, a line of JSON each. */
export type ChildOrder = { readonly skewMs: number } | { readonly measure: true };

/** The answer to `measure`: bytes in use after a garbage collection (needs `--expose-gc`). */
export interface MemoryInUse {
  readonly heapBytes: number;
  readonly rssBytes: number;
}

const trueClock = Date.now.bind(Date);

function skewClock(skewMs: number): void {
  Date.now = () => trueClock() + skewMs;
}

function measure(): MemoryInUse {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapBytes: heapUsed + external, rssBytes: rss };
}

function obey(order: ChildOrder): void {
  if ("skewMs" in order) skewClock(order.skewMs);
  else process.stdout.write(`${JSON.stringify(measure())}\n`);
}

if (import.meta.main) {
  const { config, skewMs }: ChildSettings = JSON.parse(process.argv[2] ?? "");
  skewClock(skewMs);
  const bridge = await runBridge(config);
  const stop = (): void => void bridge.stop().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  let rest = "";
  process.stdin.on("data", (text) => {
    const lines = (rest + text.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) obey(JSON.parse(line));
  });
  // The test has ended, however it did.
  process.stdin.once("end", () => process.exit(1));
}
