/** What the landing table of a schema looks like in ClickHouse, so that the two can be compared at start. */
import type { AvroSchema, RecordSchema } from "./avro-schema.ts";
import { widenSchema } from "./container.ts";

export interface Column {
  readonly name: string;
  /** A ClickHouse type, as `DESCRIBE TABLE` prints it. */
  readonly type: string;
}

/** The columns a landing table must have for records of this schema, in the schema's order. */
export const landingColumns = (schema: RecordSchema): Column[] =>
  widenSchema(schema).fields.map(({ name, type }) => ({ name, type: columnType(type) }));

const primitives: Readonly<Record<string, string>> = {
  boolean: "Bool",
  int: "Int32",
  long: "Int64",
  float: "Float32",
  double: "Float64",
  bytes: "String",
  string: "String",
};

/**
 * The ClickHouse type that holds every value of an Avro type. A record that may be null is a tuple of its fields'
 * defaults then: ClickHouse's Avro reader fills it so, and a nullable tuple is still a setting away.
 * Throws on a type our schemas do not use.
 */
export function columnType(schema: AvroSchema): string {
  if (typeof schema === "string") {
    const primitive = primitives[schema];
    if (primitive === undefined) throw new Error(`No column type for Avro's ${schema}`);
    return primitive;
  }
  if ("type" in schema) {
    if (schema.logicalType === "timestamp-millis") return "DateTime64(3, 'UTC')";
    if (schema.fields !== undefined) return tupleType(schema.fields);
    if (schema.items !== undefined) return `Array(${columnType(schema.items)})`;
    if (schema.values !== undefined) return `Map(String, ${columnType(schema.values)})`;
    return columnType(schema.type);
  }
  const [first, second, ...more] = schema;
  if (first !== "null" || second === undefined || more.length > 0) {
    throw new Error("A union must be of null and one other type, in this order");
  }
  const type = columnType(second);
  return type.startsWith("Tuple(") ? type : `Nullable(${type})`;
}

const tupleType = (fields: readonly { readonly name: string; readonly type: AvroSchema }[]): string =>
  `Tuple(${fields.map(({ name, type }) => `${name} ${columnType(type)}`).join(", ")})`;
