/** A schema's id at the registry, which may start after us. */
import type { Logger } from "./log.ts";
import { type Registry, RegistryError } from "./registry.ts";
import { retrying } from "./retrying.ts";

/** Whether an error says that the registry could not be asked, or may answer otherwise in a moment: ask again. */
export const isUnreachable = (error: unknown): boolean =>
  isDoubted(error) || (error instanceof RegistryError && error.failure === "unreachable");

/** Whether it was asked, and what it said is not believed yet. It is after a while. */
export const isDoubted = (error: unknown): boolean =>
  error instanceof RegistryError && error.failure === "doubted";

/** Registers the schema under the subject; waits while the registry can't be reached, rejects when it refuses. */
export function registerSchema(
  registry: Registry,
  subject: string,
  schema: string,
  log: Logger,
): Promise<number> {
  return retrying(() => registry.register(subject, schema), isUnreachable, log);
}
