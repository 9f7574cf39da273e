import { expect, test } from "vitest";
import { runUntilStopped } from "./run-process.ts";

const stopped = (stop: () => Promise<void>): Promise<void> => {
  const running = runUntilStopped(() => Promise.resolve({ stop }), 50);
  setImmediate(() => process.emit("SIGTERM"));
  return running;
};

test("a process that is told to stop comes to its end", async () => {
  await expect(stopped(() => Promise.resolve())).resolves.toBeUndefined();
});

test("one that does not come to its end, as with a Kafka that is away, ends all the same and says so", async () => {
  const never = (): Promise<void> => new Promise(() => undefined);
  await expect(stopped(never)).rejects.toThrow("did not come to its end within 0.05 s");
});
