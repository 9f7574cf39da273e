import { describe, expect, it } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { createRegistry } from "./registry.ts";
import { loadSchema } from "./schemas.ts";

const registry = () => createRegistry({ url: localStack().registry.url });
const record = (...fields: object[]): string => JSON.stringify({ type: "record", name: "Versioned", fields });
const a = { name: "a", type: "string" };

describe("a real schema registry", () => {
  it("gives a schema one id, however often it is registered, and the text back", async () => {
    const schema = loadSchema("telemetry-event.avsc");
    const id = await registry().register("registry-test-telemetry-value", schema);
    expect(await registry().register("registry-test-telemetry-value", schema)).toBe(id);
    expect(JSON.parse(await registry().schemaById(id))).toEqual(JSON.parse(schema));
  });

  it("takes a field with a default and refuses one without, when told to be backward compatible", async () => {
    const subject = "registry-test-versioned-value";
    await registry().register(subject, record(a));
    await registry().setCompatibility(subject, "BACKWARD_TRANSITIVE");
    const optional = { name: "b", type: ["null", "string"], default: null };
    expect(await registry().register(subject, record(a, optional))).toBeGreaterThan(0);
    await expect(
      registry().register(subject, record(a, { name: "c", type: "string" })),
    ).rejects.toMatchObject({
      failure: "incompatible",
    });
  });

  it("has no schema under an id that it never gave", async () => {
    await expect(registry().schemaById(2_000_000_000)).rejects.toMatchObject({ failure: "not_found" });
  });

  it("refuses what is no schema", async () => {
    await expect(registry().register("registry-test-nonsense-value", "nonsense")).rejects.toMatchObject({
      failure: "refused",
    });
  });
});
