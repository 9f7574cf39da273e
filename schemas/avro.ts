/**
 * Avro values as Kafka carries them (Confluent's wire format): magic byte 0, schema id in 4 bytes big-endian, body.
 * Bytes are hostile until decoded: `decode` never throws and never allocates more than the bytes can hold.
 */
import avsc from "avsc";
import { admitBigint, counterLong, guardedArray, guardedMap } from "./avro-guard.ts";
import { quickArray, quickNullable, quickString } from "./avro-writer.ts";

/** Bytes before the body: magic and schema id. */
export const avroHeaderBytes = 5;

/** A value, or why the bytes are not one. */
export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly detail: string };

/** One schema, compiled. */
export interface AvroType<T> {
  /** The schema's text, as registered. */
  readonly schema: string;
  /** avsc's own type, for resolving one schema against another. */
  readonly type: avsc.Type;
  /** The wire form of a value. Throws on a value that is not of the schema: a bug of the caller. */
  encode(value: T, schemaId: number): Buffer;
  /**
   * The value of a body without its header. `writer` is the schema the body was written with where it is not this
   * one. Maps come as objects without a prototype (`__proto__` is a legal key).
   */
  decode(body: Buffer, writer?: AvroType<unknown>): Decoded<T>;
}

/** Fresh each time: avsc keeps the names it has met in them. */
const options = (): Partial<avsc.ForSchemaOptions> => ({
  typeHook,
  omitRecordMethods: true,
  wrapUnions: "never",
});

/**
 * Compiles a schema. Fields named `*_total` of type long are counters: a number up to 2^53 - 1, a bigint above.
 * Throws when the text is no schema.
 */
export function compileType<T>(schema: string): AvroType<T> {
  const type = avsc.Type.forSchema(markCounters(JSON.parse(schema)) as avsc.Schema, options());
  const resolvers = new WeakMap<avsc.Type, ReturnType<avsc.Type["createResolver"]>>();
  const resolverFor = (writer: avsc.Type): ReturnType<avsc.Type["createResolver"]> => {
    let resolver = resolvers.get(writer);
    if (resolver === undefined) {
      resolver = type.createResolver(writer);
      resolvers.set(writer, resolver);
    }
    return resolver;
  };
  return {
    schema,
    type,
    encode: encoder(type),
    decode(body, writer) {
      try {
        const resolver = writer === undefined || writer.type === type ? undefined : resolverFor(writer.type);
        return { ok: true, value: type.fromBuffer(body, resolver) as T };
      } catch (error) {
        return { ok: false, detail: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

/** Encodes into one buffer, used again and grown as needed, and hands out a copy of exactly the bytes written. */
function encoder(type: avsc.Type): (value: unknown, schemaId: number) => Buffer {
  let scratch = Buffer.allocUnsafe(16_384);
  return (value, schemaId) => {
    let end = type.encode(value, scratch, avroHeaderBytes);
    if (end < 0) {
      scratch = Buffer.allocUnsafe(2 * (scratch.length - end));
      end = type.encode(value, scratch, avroHeaderBytes);
    }
    scratch[0] = 0;
    scratch.writeInt32BE(schemaId, 1);
    return Buffer.from(scratch.subarray(0, end));
  };
}

/** The schema id of a value, or null when it does not begin as an Avro value does. */
export function schemaIdOf(value: Buffer | null): number | null {
  if (value === null || value.length < avroHeaderBytes || value[0] !== 0) return null;
  return value.readInt32BE(1);
}

/** What follows the header of a value whose `schemaIdOf` is not null. */
export const bodyOf = (value: Buffer): Buffer => value.subarray(avroHeaderBytes);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const counterName = /_total$/;

/** The schema with `counter: true` in the longs of fields named `*_total`. */
function markCounters(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(markCounters);
  if (schema === null || typeof schema !== "object") return schema;
  const marked: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) marked[key] = markCounters(value);
  const { name, type } = marked;
  if (typeof name === "string" && counterName.test(name) && type !== undefined)
    marked["type"] = asCounter(type);
  return marked;
}

const asCounter = (type: Json): Json => {
  if (type === "long") return { type: "long", counter: true };
  return Array.isArray(type) ? type.map(asCounter) : type;
};

/** avsc asks this before it builds a type: the guarded ones are built here, undefined leaves it to avsc. */
function typeHook(schema: unknown, opts: Partial<avsc.ForSchemaOptions>): avsc.Type | undefined {
  if (schema === "string") return quickString();
  if (Array.isArray(schema))
    return schema.length === 2 && schema[0] === "null" ? nullable(schema[1], opts) : undefined;
  if (isCounterSchema(schema)) return counterLong();
  if (schema === null || typeof schema !== "object") return undefined;
  if ("items" in schema) return quickArray(guardedArray(schema as avsc.Schema, opts));
  if ("values" in schema) return guardedMap(schema as avsc.Schema, opts);
  return undefined;
}

const isCounterSchema = (schema: unknown): boolean =>
  typeof schema === "object" && schema !== null && "counter" in schema;

function nullable(schema: unknown, opts: Partial<avsc.ForSchemaOptions>): avsc.Type {
  const type = avsc.Type.forSchema(schema as avsc.Schema, opts);
  const branches = [avsc.Type.forSchema("null"), type] as unknown as avsc.Schema;
  const union = avsc.Type.forSchema(branches, { wrapUnions: "never" });
  if (isCounterSchema(schema)) admitBigint(union);
  return quickNullable(union, type);
}
