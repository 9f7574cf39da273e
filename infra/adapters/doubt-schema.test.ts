import { expect, test } from "vitest";
import { schemaSource } from "./doubt-schema.ts";
import { RegistryError } from "./registry.ts";

test("a schema that a node behind does not know yet is in doubt, then there; one that nobody knows is none after ten seconds", async () => {
  const state = { nowMs: 0, schemas: new Map<number, string>() };
  const schemaById = async (id: number): Promise<string> => {
    const text = state.schemas.get(id);
    if (text === undefined) throw new RegistryError("not_found", "404");
    return text;
  };
  const find = schemaSource({ schemaById }, () => state.nowMs);
  for (; state.nowMs < 10_000; state.nowMs += 1000)
    for (const id of [1, 2]) await expect(find(id)).rejects.toMatchObject({ failure: "doubted" });
  state.schemas.set(1, "the text");
  expect([await find(1), await find(2)]).toEqual(["the text", null]);
});

test("an id that one reader has waited for is none for another reader of the same registry at once", async () => {
  const registry = { schemaById: () => Promise.reject(new RegistryError("not_found", "404")) };
  const state = { nowMs: 0 };
  const [one, another] = [1, 2].map(() => schemaSource(registry, () => state.nowMs));
  for (; state.nowMs < 10_000; state.nowMs += 1000)
    await expect(one?.(7)).rejects.toMatchObject({ failure: "doubted" });
  expect([await one?.(7), await another?.(7)]).toEqual([null, null]);
});
