import { describe, expect, test } from "vitest";
import { bridgeConfig } from "./process-config.ts";
import { readSettings } from "./read.ts";

const hex = "ab".repeat(32);
const base64 = Buffer.alloc(32, "k").toString("base64");
const needed = {
  USP_KAFKA_BROKERS: "k:1",
  USP_REGISTRY_URL: "http://r",
  USP_MQTT_URL: "mqtt://m",
};
const read = (env: Record<string, string>, file: string | null = null, secret = "") =>
  readSettings({ env: { ...needed, ...env }, file, readSecret: () => secret }, ["bridge"]);

const pseudonymsOf = (reading: ReturnType<typeof read>) => {
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return bridgeConfig(reading.values).pseudonyms;
};

describe("keys of pseudonyms", () => {
  test("are none by default: off", () => {
    expect(pseudonymsOf(read({}))).toBeUndefined();
  });

  const want = {
    epochs: [
      { id: "2026q4", from: Date.UTC(2026, 9, 1), key: Buffer.from(hex, "hex") },
      { id: "2027q1", from: Date.UTC(2027, 0, 1), key: Buffer.alloc(32, "k") },
    ],
    names: ["X_ACME_Owner"],
  };
  const yaml = `
- { id: 2026q4, from: 2026-10-01T00:00:00Z, key: "${hex}" }
- id: 2027q1
  from: 2027-01-01T01:00:00+01:00
  key: "${base64}"
`;

  test("come from a file of their own, the environment or the config file", () => {
    const names = { USP_PSEUDONYM_NAMES: "X_ACME_Owner" };
    expect(pseudonymsOf(read({ ...names, USP_PSEUDONYM_KEYS_FILE: "/keys" }, null, yaml))).toEqual(want);
    expect(pseudonymsOf(read({ ...names, USP_PSEUDONYM_KEYS: yaml }))).toEqual(want);
    const file = `intake:\n  pseudonyms:\n    names: [X_ACME_Owner]\n    keys:${yaml.replaceAll("\n", "\n      ")}`;
    expect(pseudonymsOf(read({}, file))).toEqual(want);
  });

  test.each([
    { of: "nothing", text: "[]", want: ["one epoch at least"] },
    { of: "no list", text: "id: a", want: ["must be a list of {id, from, key}"] },
    { of: "no YAML", text: "- {", want: ["must be a list"] },
    {
      of: "all that can be wrong with one",
      text: '- { id: "a b", from: 2026-10-01, key: "short", more: 1 }',
      want: ["must be 1 to 32 of", "a time with its zone", "openssl rand -base64 32", "more"],
    },
    {
      of: "a day that is none",
      text: `- { id: a, from: "2026-02-30T00:00:00Z", key: "${hex}" }`,
      want: ["a time with its zone"],
    },
    {
      of: "the same id, time and key twice",
      text: JSON.stringify([1, 2].map(() => ({ id: "a", from: "2026-10-01T00:00:00Z", key: hex }))),
      want: ["an id of its own", "begin at one time", "a key of its own"],
    },
  ])("of $of are refused, all mistakes at once, and the key is not shown", ({ text, want: sentences }) => {
    const reading = read({ USP_PSEUDONYM_KEYS: text });
    const mistakes = reading.ok ? [] : reading.mistakes;
    expect(mistakes).toHaveLength(1);
    for (const sentence of sentences) expect(mistakes[0]).toContain(sentence);
    expect(mistakes.join("\n")).not.toContain("short");
  });
});
