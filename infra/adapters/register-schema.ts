/** A schema's id at the registry, which may start after us. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "./log.ts";
import { type Registry, RegistryError } from "./registry.ts";

const retryMs = 1000;

/** Registers the schema under the subject; waits while the registry can't be reached, rejects when it refuses. */
export async function registerSchema(
  registry: Registry,
  subject: string,
  schema: string,
  log: Logger,
): Promise<number> {
  for (;;) {
    try {
      return await registry.register(subject, schema);
    } catch (error) {
      if (!(error instanceof RegistryError) || error.failure !== "unreachable") throw error;
      log.warn({ error: error.message }, "schema registry not reachable, waiting");
      await sleep(retryMs);
    }
  }
}
