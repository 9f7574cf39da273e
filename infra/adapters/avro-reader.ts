/** Values of a topic as records, whatever version of their schema wrote them. */
import { type AvroType, bodyOf, compileType, schemaIdOf } from "#schemas/avro.ts";
import { now } from "./clock.ts";
import { doubtSchema } from "./doubt-schema.ts";
import { isUnreachable } from "./register-schema.ts";
import type { Registry } from "./registry.ts";

/** Ids without a schema that are remembered; more only cost the registry a question again. */
const uselessLimit = 1000;
/** An id that is of no use is not so for ever. */
const uselessForMs = 60_000;

/**
 * Decodes one value; null when it is no such record, or of a schema that is none or that the registry has not given for a
 * while (`doubtSchema`). A schema of another version is asked for at the registry once, one that is of no use once a minute.
 * Rejects with what `isUnreachable` knows while the registry can't be asked, and in that while. `known` is the type itself and
 * the id it is registered under.
 */
export function createAvroReader<T>(
  known: { readonly type: AvroType<T>; readonly schemaId: number },
  registry: Pick<Registry, "schemaById">,
  clock: () => number = now,
): (value: Buffer) => Promise<T | null> {
  const writers = new Map<number, Promise<AvroType<unknown> | null>>([
    [known.schemaId, Promise.resolve(known.type)],
  ]);
  const uselessUntilMs = new Map<number, number>();
  const schemaById = doubtSchema(registry, clock);
  const load = async (schemaId: number): Promise<AvroType<unknown> | null> => {
    try {
      return compileType<unknown>(await schemaById(schemaId));
    } catch (error) {
      writers.delete(schemaId);
      if (isUnreachable(error)) throw error;
      if (uselessUntilMs.size >= uselessLimit) uselessUntilMs.clear();
      uselessUntilMs.set(schemaId, clock() + uselessForMs);
      return null;
    }
  };
  return async (value) => {
    const schemaId = schemaIdOf(value);
    if (schemaId === null || clock() < (uselessUntilMs.get(schemaId) ?? 0)) return null;
    const loading = writers.get(schemaId) ?? load(schemaId);
    writers.set(schemaId, loading);
    const writer = await loading;
    const decoded = writer === null ? null : known.type.decode(bodyOf(value), writer);
    return decoded?.ok === true ? decoded.value : null;
  };
}
