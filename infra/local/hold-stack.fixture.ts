/** Starts a stack, prints its addresses as one JSON line and stays until a signal: for tests that kill it. */
import { startStack } from "./stack.ts";

const [dataDir] = process.argv.slice(2);
const stack = await startStack({ dataDir: dataDir ?? null });
const part = stack.spawnPart("idle", ["-e", "setInterval(() => undefined, 1000)"]);
console.log(JSON.stringify({ ...stack, partPid: part.pid }));
process.once("SIGTERM", () => void stack.stop().then(() => process.exit(0)));
