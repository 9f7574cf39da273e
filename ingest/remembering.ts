/** A memory for pure functions of texts that come again and again: names of parameters, topics of gateways. */

/** Longer texts are not worth the room: a path has at most 256 characters (TR-106). */
const maxLength = 512;
const maxEntries = 50_000;

/**
 * `compute`, which gives each text's value once for as long as it is remembered. Bounded: begins anew when it is full,
 * so a flood of texts that never come again costs what computing costs, and no memory.
 */
export function remembering<Value>(compute: (text: string) => Value): (text: string) => Value {
  const remembered = new Map<string, { readonly value: Value }>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known.value;
    const value = compute(text);
    if (text.length > maxLength) return value;
    if (remembered.size >= maxEntries) remembered.clear();
    remembered.set(detached(text), { value });
    return value;
  };
}

/** A copy that does not keep the whole message alive, as a slice of it would. */
export function detached(text: string): string {
  // One byte a character where that is enough: comparing and joining such texts is several times faster.
  const encoding = /^[\0-\xff]*$/.test(text) ? "latin1" : "utf16le";
  return Buffer.from(text, encoding).toString(encoding);
}
