/** The records of the .avsc files and the interfaces beside them are one thing written twice. */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";

interface Field {
  readonly name: string;
  readonly type: Schema;
}
type Schema =
  | string
  | readonly Schema[]
  | {
      readonly type: Schema;
      readonly name?: string;
      readonly logicalType?: string;
      readonly fields?: readonly Field[];
      readonly items?: Schema;
      readonly values?: Schema;
    };

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

/** Every record in a schema, the outermost last. */
function recordsIn(schema: Schema): { name: string; fields: readonly Field[] }[] {
  if (typeof schema === "string") return [];
  if (!("type" in schema)) return schema.flatMap(recordsIn);
  const inner = [...(schema.fields ?? []).map(({ type }) => type), schema.items ?? [], schema.type].flatMap(
    recordsIn,
  );
  const { name, fields } = schema;
  return name === undefined || fields === undefined ? inner : [...inner, { name, fields }];
}

/** What the type of an interface's property must read like. */
function typeText(schema: Schema, field: string): string {
  if (typeof schema === "string") return primitiveText(schema, field);
  if (!("type" in schema)) return `${typeText(schema[1] ?? "null", field)} | null`;
  if (schema.logicalType === "timestamp-millis") return "EpochMs";
  if (schema.fields !== undefined) return schema.name ?? "";
  if (schema.items !== undefined) return `readonly ${typeText(schema.items, field)}[]`;
  if (schema.values !== undefined) return `Readonly<Record<string, ${typeText(schema.values, field)}>>`;
  return typeText(schema.type, field);
}

function primitiveText(primitive: string, field: string): string {
  if (primitive === "long" && field.endsWith("_total")) return "Counter";
  if (primitive === "bytes") return "Buffer";
  return ["int", "long", "double"].includes(primitive) ? "number" : primitive;
}

/** The interfaces of a file: name -> property -> type, with closed unions of texts put as `string`. */
function interfacesOf(path: string): Map<string, Map<string, string>> {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest);
  const unions = new Set<string>();
  const found = new Map<string, Map<string, string>>();
  source.forEachChild((node) => {
    if (ts.isTypeAliasDeclaration(node) && isTextUnion(node.type)) unions.add(node.name.text);
    if (!ts.isInterfaceDeclaration(node)) return;
    found.set(
      node.name.text,
      new Map(
        node.members.filter(ts.isPropertySignature).map((member) => propertyOf(member, source, unions)),
      ),
    );
  });
  return found;
}

function propertyOf(
  member: ts.PropertySignature,
  source: ts.SourceFile,
  unions: ReadonlySet<string>,
): [string, string] {
  const text = member.type?.getText(source) ?? "";
  const name = text.replace(/ \| null$/, "");
  const isText = member.type !== undefined && (isTextUnion(member.type) || unions.has(name));
  const optional = member.questionToken === undefined ? "" : "?";
  const isUnion = isText || importedUnions.has(name);
  return [member.name.getText(source) + optional, isUnion ? `string${text.slice(name.length)}` : text];
}

/** Unions that another record's file declares, or that are the members of a list. */
const importedUnions = new Set([
  ...["EventSource", "TimeQuality", "EventKind"],
  ...["Severity", "AlertClass", "SubjectKind", "MaintenanceScope", "LedgerStage"],
]);

const isTextUnion = (type: ts.TypeNode): boolean =>
  ts.isUnionTypeNode(type) &&
  type.types.every((part) => ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal));

describe.each([
  { schema: "telemetry-event.avsc", module: "telemetry-event.ts" },
  { schema: "parameter-event.avsc", module: "parameter-event.ts" },
  { schema: "home-window.avsc", module: "home-window.ts" },
  { schema: "association-change.avsc", module: "association-change.ts" },
  { schema: "alert.avsc", module: "alert.ts" },
  { schema: "profile.avsc", module: "profile.ts" },
  { schema: "maintenance.avsc", module: "maintenance.ts" },
  { schema: "inventory.avsc", module: "inventory.ts" },
  { schema: "ledger-entry.avsc", module: "ledger-entry.ts" },
  { schema: "dead-letter-row.avsc", module: "../processors/sink/dead-letter-row.ts" },
])("$module", ({ schema, module }) => {
  const interfaces = interfacesOf(module);

  it.each(recordsIn(JSON.parse(read(schema)) as Schema))("has $name field for field", ({ name, fields }) => {
    const want = fields.map((field) => [field.name, typeText(field.type, field.name)]);
    expect([...(interfaces.get(name) ?? [])]).toEqual(want);
  });
});
