/** Values of a topic as records, whatever version of their schema wrote them. */
import { type AvroType, bodyOf, compileType, schemaIdOf } from "#schemas/avro.ts";
import type { Registry } from "./registry.ts";

/**
 * Decodes one value; null when it is no such record. A schema of another version is asked for at the registry, once;
 * rejects while the registry can't be asked. `known` is the type itself and the id it is registered under.
 */
export function createAvroReader<T>(
  known: { readonly type: AvroType<T>; readonly schemaId: number },
  registry: Registry,
): (value: Buffer) => Promise<T | null> {
  const writers = new Map<number, Promise<AvroType<unknown>>>([
    [known.schemaId, Promise.resolve(known.type)],
  ]);
  return async (value) => {
    const schemaId = schemaIdOf(value);
    if (schemaId === null) return null;
    const writer = writers.get(schemaId) ?? registry.schemaById(schemaId).then(compileType<unknown>);
    writers.set(schemaId, writer);
    try {
      const decoded = known.type.decode(bodyOf(value), await writer);
      return decoded.ok ? decoded.value : null;
    } catch (error) {
      writers.delete(schemaId);
      throw error;
    }
  };
}
