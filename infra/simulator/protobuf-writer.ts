/**
 * Just enough of the protobuf wire format to write what an agent says. Written apart from the decoder of the
 * bridge on purpose: one must not inherit the other's mistakes.
 */
const wireVarint = 0;
const wireBytes = 2;

/** A base-128 varint of a whole number from 0 to 2^53. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

const tag = (field: number, wireType: number): Buffer => varint(field * 8 + wireType);

/** A number, boolean or enum field; the default 0 is left out, as proto3 agents do. */
export const varintField = (field: number, value: number): Buffer =>
  value === 0 ? Buffer.alloc(0) : Buffer.concat([tag(field, wireVarint), varint(value)]);

/** A submessage or bytes field, written even when empty: that is how a oneof says which member is set. */
export const bytesField = (field: number, value: Buffer): Buffer =>
  Buffer.concat([tag(field, wireBytes), varint(value.length), value]);

/** A submessage of the given fields. */
export const messageField = (field: number, ...fields: readonly Buffer[]): Buffer =>
  bytesField(field, Buffer.concat(fields));

/** A string field; the empty default is left out. */
export const stringField = (field: number, value: string): Buffer =>
  value === "" ? Buffer.alloc(0) : bytesField(field, Buffer.from(value, "utf8"));

/** A `map<string, string>` field: one submessage `{key = 1, value = 2}` per entry. */
export const mapField = (field: number, entries: Readonly<Record<string, string>>): Buffer =>
  Buffer.concat(
    Object.entries(entries).map(([key, value]) =>
      messageField(field, stringField(1, key), stringField(2, value)),
    ),
  );
