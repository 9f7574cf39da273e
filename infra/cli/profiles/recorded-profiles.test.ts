import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadSettings } from "../config/load.ts";
import { profileDefinitions } from "../config/intake-structures.ts";
import { recordedProfiles } from "./recorded-profiles.ts";

const capture = (name: string): string =>
  fileURLToPath(new URL(`../../e2e/captures/${name}.ndjson.gz`, import.meta.url));
const values = loadSettings([], undefined, {});
const recorded = (...names: string[]) => recordedProfiles(names.map(capture), values);

test("a recording of a controller that adds profiles gives what intake.profiles takes", async () => {
  const { profiles, contradictions } = await recorded("bulk-names-v5");
  expect(contradictions).toEqual([]);
  expect(profileDefinitions.parse(profiles)).toEqual(profiles);
  expect(profiles.map(({ topic, intervalMs }) => [topic, intervalMs])).toEqual(
    ["noalt", "partial", "single", "dup", "search"].map((name) => [
      `oktopus/usp/v1/bulkdata/{id}/${name}`,
      1000,
    ]),
  );
});

test("an Add that failed is none, and one profile that was added and read is one", async () => {
  const { profiles, contradictions } = await recorded("seed-add-exact-v5");
  // The Add was sent again, which doubled the parameters of the first profile and made a second.
  expect(contradictions).toEqual([]);
  expect(profiles).toEqual([
    {
      topic: "oktopus/usp/v1/bulkdata/{id}",
      intervalMs: 1000,
      parameters: values.aliases,
      csv: null,
    },
  ]);
});

test("a stream that is defined in two ways is told, and the one seen last counts", async () => {
  const { profiles, contradictions } = await recorded("boot-periodic-v5", "seed-add-exact-v5");
  // The recording of the other capture is the later one.
  expect(profiles.map(({ topic, intervalMs }) => [topic, intervalMs])).toEqual([
    ["oktopus/usp/v1/bulkdata/{id}", 2000],
  ]);
  expect(contradictions).toEqual([
    "Stream oktopus/usp/v1/bulkdata/{id} was defined in 2 ways: printed is the one seen last, check which holds",
  ]);
});

test("a recording without such talk gives none", async () => {
  expect(await recorded("messages-v5")).toEqual({ profiles: [], contradictions: [] });
});
