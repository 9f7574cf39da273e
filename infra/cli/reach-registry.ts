/** What the registry says to errands. */
import { createLog } from "#infra/adapters/log.ts";
import { isDoubted } from "#infra/adapters/register-schema.ts";
import { RegistryError } from "#infra/adapters/registry.ts";
import { retrying } from "#infra/adapters/retrying.ts";
import { Complaint } from "./complaint.ts";

/** Its answer; that it refuses, or is away, as a complaint. */
export async function registryAnswer<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RegistryError) throw new Complaint(error.message, 1);
    throw error;
  }
}

/** The same where it is asked for schemas: again for as long as it may know one in a moment (`isDoubted`), or until `stopping`. */
export function createSettledAnswer(stopping?: AbortSignal): <T>(ask: () => Promise<T>) => Promise<T> {
  const log = createLog("usp-telemetry", "warn");
  const isOpen = (error: unknown): boolean => isDoubted(error) && stopping?.aborted !== true;
  return (ask) => registryAnswer(retrying(ask, isOpen, log));
}
