/** Starts a stack with one part, prints where it is as one JSON line, and stays until SIGTERM. */
import { startStack } from "./stack.ts";

const [dataDir] = process.argv.slice(2);
const stack = await startStack({ dataDir: dataDir ?? null });
stack.spawnPart("idle", ["-e", "setInterval(() => undefined, 1000)"]);
const { runDir, runId, reaperPid, kafka, registry, mqtt, clickhouse } = stack;
console.log(JSON.stringify({ runDir, runId, reaperPid, kafka, registry, mqtt, clickhouse }));
process.once("SIGTERM", () => void stack.stop().then(() => process.exit(0)));
