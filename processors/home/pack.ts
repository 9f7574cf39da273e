/**
 * Plain state as short JSON, without loss: objects, arrays, Maps, Sets, strings, finite numbers, booleans, null.
 * A home says the same MACs, paths and field names again and again; each is written once.
 *
 * An array starts with what it is: 0 array, 1 Map (key, value, ...), 2 Set, 3 an object of new shape (its keys as an
 * array, then the values), 4 + n an object of the n-th shape. A string met before is `#<its number in base 36>`; one
 * that starts with `#` has another `#` before it.
 */
const kinds = { array: 0, map: 1, set: 2, newShape: 3, firstShape: 4 } as const;
/** Shorter strings are written out: a reference would not be shorter. */
const shortestShared = 4;

interface Seen {
  readonly strings: Map<string, number>;
  readonly shapes: Map<string, number>;
}

/** Text of the value; throws on what JSON can't say (undefined, a function, NaN). */
export function pack(value: unknown): string {
  return packValue(value, { strings: new Map(), shapes: new Map() });
}

function packValue(value: unknown, seen: Seen): string {
  if (typeof value === "number" && Number.isFinite(value)) return `${value}`;
  if (typeof value === "string") return packString(value, seen);
  if (value === null || typeof value === "boolean") return `${value}`;
  if (typeof value !== "object")
    throw new TypeError(`State holds what a snapshot can't say: ${typeof value}.`);
  if (Array.isArray(value)) return `[${kinds.array}${packItems(value, seen)}]`;
  if (value instanceof Set) return `[${kinds.set}${packItems(value, seen)}]`;
  if (value instanceof Map) return `[${kinds.map}${packEntries(value, seen)}]`;
  return packObject(value, seen);
}

function packItems(items: Iterable<unknown>, seen: Seen): string {
  let text = "";
  for (const item of items) text += `,${packValue(item, seen)}`;
  return text;
}

function packEntries(entries: ReadonlyMap<unknown, unknown>, seen: Seen): string {
  let text = "";
  for (const [key, item] of entries) text += `,${packValue(key, seen)},${packValue(item, seen)}`;
  return text;
}

function packString(text: string, { strings }: Seen): string {
  const known = strings.get(text);
  if (known !== undefined) return `"#${known.toString(36)}"`;
  if (text.length >= shortestShared) strings.set(text, strings.size);
  return JSON.stringify(text.startsWith("#") ? `#${text}` : text);
}

function packObject(value: object, seen: Seen): string {
  const keys = Object.keys(value);
  const shape = keys.join("\n");
  const known = seen.shapes.get(shape);
  if (known !== undefined) return `[${kinds.firstShape + known}${packItems(Object.values(value), seen)}]`;
  seen.shapes.set(shape, seen.shapes.size);
  return `[${kinds.newShape},${JSON.stringify(keys)}${packItems(Object.values(value), seen)}]`;
}

interface Read {
  readonly strings: string[];
  readonly shapes: (readonly string[])[];
}

/** The value `pack` was given; throws on any other text. */
export function unpack(text: string): unknown {
  return unpackValue(JSON.parse(text), { strings: [], shapes: [] });
}

function unpackValue(value: unknown, read: Read): unknown {
  if (typeof value === "string") return unpackString(value, read);
  if (!Array.isArray(value)) return value;
  const [kind, ...items]: readonly unknown[] = value;
  switch (kind) {
    case kinds.array:
      return items.map((item) => unpackValue(item, read));
    case kinds.set:
      return new Set(items.map((item) => unpackValue(item, read)));
    case kinds.map:
      return unpackMap(items, read);
    case kinds.newShape:
      return unpackNewShape(items, read);
    default:
      return unpackObject(shapeAt(kind, read), items, read);
  }
}

function unpackString(text: string, { strings }: Read): string {
  const isReference = text.startsWith("#") && text[1] !== "#";
  if (isReference) {
    const known = strings[Number.parseInt(text.slice(1), 36)];
    if (known === undefined) throw new SyntaxError("A snapshot refers to a string it does not hold.");
    return known;
  }
  const plain = text.startsWith("#") ? text.slice(1) : text;
  if (plain.length >= shortestShared) strings.push(plain);
  return plain;
}

function unpackMap(items: readonly unknown[], read: Read): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  for (let index = 0; index + 1 < items.length; index += 2) {
    const key = unpackValue(items[index], read);
    map.set(key, unpackValue(items[index + 1], read));
  }
  return map;
}

function unpackNewShape([keys, ...values]: readonly unknown[], read: Read): object {
  const shape = Array.isArray(keys) ? keys.map(String) : [];
  read.shapes.push(shape);
  return unpackObject(shape, values, read);
}

function shapeAt(kind: unknown, read: Read): readonly string[] {
  const shape = typeof kind === "number" ? read.shapes[kind - kinds.firstShape] : undefined;
  if (shape === undefined) throw new SyntaxError("A snapshot refers to a shape it does not hold.");
  return shape;
}

function unpackObject(shape: readonly string[], values: readonly unknown[], read: Read): object {
  return Object.fromEntries(shape.map((key, index) => [key, unpackValue(values[index], read)]));
}
