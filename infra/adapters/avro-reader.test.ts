import { describe, expect, it } from "vitest";
import { compileType } from "#schemas/avro.ts";
import { createAvroReader } from "./avro-reader.ts";
import { isUnreachable } from "./register-schema.ts";
import { createRegistry, RegistryError } from "./registry.ts";

const record = (...fields: string[]): string =>
  JSON.stringify({
    type: "record",
    name: "Said",
    fields: fields.map((name) => ({ name, type: "string", default: "" })),
  });
const type = compileType<{ what: string; why: string }>(record("what", "why"));
const older = compileType<{ what: string }>(record("what"));
const value = type.encode({ what: "rain", why: "west wind" }, 1);
const withId = (schemaId: number): Buffer => type.encode({ what: "rain", why: "west wind" }, schemaId);

/** A registry that has these schemas and answers nothing else, or that is away. */
function aRegistry(schemas: Readonly<Record<number, string>>) {
  const asked: number[] = [];
  const state = { status: 404, nowMs: 0 };
  const registry = createRegistry({
    url: "http://registry.test",
    fetch: async (input) => {
      const id = Number(new Request(input).url.split("/").at(-1));
      asked.push(id);
      const schema = state.status === 503 ? undefined : schemas[id];
      return new Response(JSON.stringify({ schema }), { status: schema === undefined ? state.status : 200 });
    },
  });
  const read = createAvroReader({ type, schemaId: 1 }, registry, () => state.nowMs);
  return { read, asked, state };
}

describe("a reader of Avro values", () => {
  it("asks for the schema of another version once", async () => {
    const { read, asked } = aRegistry({ 2: older.schema });
    expect(await read(value)).toEqual({ what: "rain", why: "west wind" });
    const written = older.encode({ what: "sun" }, 2);
    expect(await Promise.all([read(written), read(written)])).toEqual([
      { what: "sun", why: "" },
      { what: "sun", why: "" },
    ]);
    expect(asked).toEqual([2]);
  });

  it.each([404, 403])(
    "an id that the registry does not give (%d) is no record once that has lasted, and is asked for once a minute then",
    async (status) => {
      const { read, asked, state } = aRegistry({});
      state.status = status;
      for (; state.nowMs < 10_000; state.nowMs += 5000)
        await expect(read(withId(7))).rejects.toMatchObject({ failure: "doubted" });
      expect([await read(withId(7)), await read(withId(7))]).toEqual([null, null]);
      expect(await read(value)).not.toBeNull();
      expect(asked).toEqual([7, 7, 7]);
      for (; state.nowMs <= 90_000; state.nowMs += 1000) expect(await read(withId(7))).toBeNull();
      expect(asked).toEqual([7, 7, 7, 7]);
    },
  );

  it("a schema that is none is no record at once, an id that none can be without a question", async () => {
    const { read, asked } = aRegistry({ 7: "syntax = proto3" });
    expect([await read(withId(7)), await read(withId(7)), await read(withId(-2))]).toEqual([
      null,
      null,
      null,
    ]);
    expect(asked).toEqual([7]);
  });

  it.each([404, 403])(
    "of an id that the registry does not give at first (%d) no record is lost",
    async (status) => {
      const schemas: Record<number, string> = {};
      const { read, state } = aRegistry(schemas);
      state.status = status;
      const written = older.encode({ what: "sun" }, 2);
      for (; state.nowMs < 10_000; state.nowMs += 1000) {
        const refused: unknown = await read(written).catch((error: unknown) => error);
        expect(isUnreachable(refused)).toBe(true);
        expect(refused).toMatchObject({ message: "The schema registry does not give schema 2 so far" });
      }
      schemas[2] = older.schema;
      expect(await read(written)).toEqual({ what: "sun", why: "" });
    },
  );

  it("while a registry is away it says of no id that it has none", async () => {
    const { read, state } = aRegistry({});
    await expect(read(withId(7))).rejects.toMatchObject({ failure: "doubted" });
    state.status = 503;
    for (; state.nowMs < 120_000; state.nowMs += 1000)
      await expect(read(withId(7))).rejects.toMatchObject({ failure: "unreachable" });
    state.status = 404;
    for (; state.nowMs < 125_000; state.nowMs += 1000)
      await expect(read(withId(7))).rejects.toMatchObject({ failure: "doubted" });
    expect(await read(withId(7))).toBeNull();
  });

  it("any other bytes, and a schema of something else, are no record", async () => {
    const { read } = aRegistry({ 2: '"string"' });
    const values = [Buffer.alloc(0), Buffer.from("{}"), value.subarray(0, 8), withId(2)];
    expect(await Promise.all(values.map(read))).toEqual([null, null, null, null]);
  });

  it("rejects while the registry can't be asked, and asks again", async () => {
    const { read, state } = aRegistry({ 2: older.schema });
    state.status = 503;
    await expect(read(older.encode({ what: "sun" }, 2))).rejects.toBeInstanceOf(RegistryError);
    state.status = 404;
    expect(await read(older.encode({ what: "sun" }, 2))).toEqual({ what: "sun", why: "" });
  });
});
