/** Telemetry values to events, as the runtime needs it: at once, or not before a schema is there. */
import { type AvroType, avroHeaderBytes, bodyOf, compileType, schemaIdOf } from "#schemas/avro.ts";
import { compileReader } from "#schemas/avro-reader.ts";
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import { type FoldEvent, repeatedFields, toFoldSchema } from "./fold-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";

export type Decoded =
  | { readonly kind: "event"; readonly event: FoldEvent }
  /** No event, now or later. */
  | { readonly kind: "bad"; readonly reason: DeadLetterReason; readonly detail: string }
  /** `load` this schema first, then decode again. */
  | { readonly kind: "schema_missing"; readonly schemaId: number };

export interface EventDecoder {
  decode(value: Buffer | null): Decoded;
  /** Resolves when the schema is there or known not to exist; rejects while the registry can't be asked. */
  load(schemaId: number): Promise<void>;
}

/** A schema id that is of no use: asked for once, every value with it is a dead letter. */
interface Useless {
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

/** Ids without a schema that are remembered; more only cost the registry a question again. */
const uselessLimit = 1000;

/**
 * Decodes what folds read of values written with any schema the reader's can be resolved from.
 * `schemaById` gives null when the registry has no such schema, and rejects while it can't be asked.
 */
export function createEventDecoder(
  reader: AvroType<TelemetryEvent>,
  schemaById: (id: number) => Promise<string | null>,
): EventDecoder {
  const foldSchema = toFoldSchema(reader.schema);
  const folds = compileType<FoldEvent>(foldSchema);
  const readOwn = compileReader<FoldEvent>(reader.schema, foldSchema, repeatedFields);
  const writers = new Map<number, AvroType<unknown>>();
  const useless = new Map<number, Useless>();
  const setUseless = (schemaId: number, reason: DeadLetterReason, detail: string): void => {
    if (useless.size >= uselessLimit) useless.clear();
    useless.set(schemaId, { reason, detail });
  };
  return {
    decode(value) {
      const schemaId = schemaIdOf(value);
      if (value === null || schemaId === null) {
        return { kind: "bad", reason: "not_avro", detail: "The value does not begin with a schema id" };
      }
      const known = useless.get(schemaId);
      if (known !== undefined) return { kind: "bad", ...known };
      const writer = writers.get(schemaId);
      if (writer === undefined) return { kind: "schema_missing", schemaId };
      const own = writer === reader ? readOwn(value, avroHeaderBytes) : null;
      if (own !== null) return { kind: "event", event: own };
      const decoded = folds.decode(bodyOf(value), writer);
      if (decoded.ok) return { kind: "event", event: decoded.value };
      return { kind: "bad", reason: "avro_decode_error", detail: decoded.detail };
    },
    async load(schemaId) {
      if (writers.has(schemaId) || useless.has(schemaId)) return;
      const text = await schemaById(schemaId);
      if (text === null) {
        return setUseless(schemaId, "unknown_schema", `The registry has no schema ${schemaId}`);
      }
      try {
        const writer = text === reader.schema ? reader : compileType<unknown>(text);
        folds.type.createResolver(writer.type);
        writers.set(schemaId, writer);
      } catch (error) {
        setUseless(schemaId, "schema_mismatch", error instanceof Error ? error.message : String(error));
      }
    },
  };
}
