/** What the registry says to errands. */
import { RegistryError } from "#infra/adapters/registry.ts";
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
