/** Avro schemas as data, as far as the sink looks into them. */

/** A schema in its JSON form (Avro 1.12 specification, "Schema Declaration"). */
export type AvroSchema = string | readonly AvroSchema[] | ComplexSchema;

export interface ComplexSchema {
  readonly type: AvroSchema;
  readonly logicalType?: string;
  /** Of a record. */
  readonly name?: string;
  readonly namespace?: string;
  readonly fields?: readonly AvroField[];
  /** Of an array. */
  readonly items?: AvroSchema;
  /** Of a map. */
  readonly values?: AvroSchema;
}

export interface AvroField {
  readonly name: string;
  readonly type: AvroSchema;
}

/** A record's schema. */
export interface RecordSchema extends ComplexSchema {
  readonly type: "record";
  readonly name: string;
  readonly fields: readonly AvroField[];
}

/** The record a schema text describes, or null when it describes something else or nothing. */
export function parseRecordSchema(text: string): RecordSchema | null {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch {
    return null;
  }
  return isRecordSchema(schema) ? schema : null;
}

const isRecordSchema = (schema: unknown): schema is RecordSchema =>
  typeof schema === "object" &&
  schema !== null &&
  "type" in schema &&
  schema.type === "record" &&
  "name" in schema &&
  typeof schema.name === "string" &&
  "fields" in schema &&
  Array.isArray(schema.fields);

/** The record's name with its namespace. */
export const fullName = (schema: RecordSchema): string =>
  schema.namespace === undefined ? schema.name : `${schema.namespace}.${schema.name}`;
