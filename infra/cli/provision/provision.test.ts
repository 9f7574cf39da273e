import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startProvision } from "#infra/e2e/provision/command.ts";
import type { Provisioned } from "#ingest/provisioning/provision.ts";
import { toDryRun, withoutSecrets } from "./dry-run.ts";
import { listEndpoints } from "./endpoints.ts";
import { ownProfiles, readDefinitions, readProfiles } from "./profile-file.ts";
import { ProvisionTale } from "./provision-tale.ts";

const folder = mkdtempSync(join(tmpdir(), "usp-provision-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const example = new URL("../../../ingest/profiles/example.json", import.meta.url).pathname;

describe("profile files", () => {
  test("the example is one that can be put on agents", () => {
    expect(readProfiles([example])).toMatchObject([
      { name: "USP MQTT Profile 1", protocol: "MQTT", reportingIntervalSeconds: 1, subscriptions: [{}, {}] },
    ]);
  });

  test("a definition without provisioning is intake's alone", () => {
    const path = file(
      "intake.json",
      '[{"topic":"b/{id}","parameters":[{"name":"","reference":"Device.X."}]}]',
    );
    expect(readDefinitions(path)).toMatchObject([{ topic: "b/{id}", intervalMs: null }]);
    expect(() => readProfiles([path])).toThrow(
      /One mistake in .*: *\n {2}profile b\/\{id\} has no "provisioning"/,
    );
  });

  test("profiles of one name, in one file or two, would undo each other", () => {
    expect(() => readProfiles([example, example])).toThrow(
      /3 mistakes in the profiles:\n {2}profile "USP MQTT Profile 1" is there twice: they would undo each other/,
    );
  });

  test("of intake's own profiles those count that say how they are put on agents", () => {
    const [definition] = readDefinitions(example);
    if (definition === undefined) throw new Error("no example");
    const { provisioning: _provisioning, ...intakeOnly } = definition;
    expect(ownProfiles([intakeOnly, definition])).toMatchObject([{ name: "USP MQTT Profile 1" }]);
    expect(ownProfiles([intakeOnly])).toEqual([]);
  });

  test.each([
    ["no.json", null, /can't be read \(ENOENT\)/],
    ["text.json", "{", /is not JSON: /],
    ["empty.json", "[]", /holds no profile/],
    ["wrong.json", '[{"topic":"b"}]', /One mistake in .*\n {2}entry 1: parameters /],
    ["typo.json", '[{"topic":"b","parameters":[],"provisionnig":{}}]', /provisionnig/],
  ])("%s is told in a sentence", (name, text, want) => {
    const path = text === null ? join(folder, name) : file(name, text);
    expect(() => readProfiles([path])).toThrow(want);
  });
});

describe("endpoints", () => {
  test("come from the command line and a file, each once, without comments", () => {
    const path = file("fleet.txt", "# ours\nos::a\r\n\n  os::b \nos::a\n");
    expect(listEndpoints(["os::c", "os::b"], path)).toEqual(["os::c", "os::b", "os::a"]);
    expect(listEndpoints(["os::c"], undefined)).toEqual(["os::c"]);
  });
  test("a line that is none is told by its number", () => {
    const path = file("bad.txt", `os::a\n${"x".repeat(300)}\n`);
    expect(() => listEndpoints([], path)).toThrow(/bad\.txt, line 2: x{80} is no endpoint id/);
  });
});

test.each(["MQTT", "KAFKA", "REGISTRY"])(
  "a certificate of USP_%s_TLS_CA_FILE that can't be read is a sentence, and nobody is asked",
  async (name) => {
    const secure = { USP_KAFKA_SSL: "true", [`USP_${name}_TLS_CA_FILE`]: "/nowhere/ca.pem" };
    expect(await startProvision("mqtts://127.0.0.1:1", ["os::a"], secure).ended).toEqual({
      code: 2,
      stdout: "",
      stderr: `One mistake in the configuration:\n  USP_${name}_TLS_*: /nowhere/ca.pem can't be read (ENOENT)\n`,
    });
  },
);

const result = (more: Partial<Provisioned>): Provisioned => ({
  endpointId: "os::a",
  profile: "P",
  outcome: "changed",
  sentence: "done",
  difference: [],
  notes: [],
  requests: [],
  ...more,
});

describe("what is told", () => {
  test("counts, and at the end who failed and why, without an agent's control characters", () => {
    const tale = new ProvisionTale();
    expect(tale.failureTable()).toBe("");
    expect(tale.counts()).toBe("nothing done");
    expect(tale.add(result({ notes: ["left out"] }))).toBe("os::a  P  changed: done\n  note: left out");
    tale.add(result({ endpointId: "os::longer", outcome: "failed", sentence: "it says \u001B[2J" }));
    expect(tale.progress({ waiting: 3, working: 2 })).toBe("1 changed, 1 failed; 2 at work, 3 waiting");
    expect(tale.failureTable()).toBe("endpoint    why it failed\nos::longer  it says ?[2J");
    expect(tale.failed).toBe(1);
    tale.add(result({ endpointId: "os::longer" }));
    expect([tale.failed, tale.failureTable()]).toEqual([0, ""]);
  });

  test("a dry run has USP's own field names, and no password", () => {
    const content = {
      allow_partial: false,
      update_objs: [
        {
          obj_path: "Device.X.1.",
          param_settings: [
            { param: "HTTP.Password", value: "secret", required: true },
            { param: "HTTP.URL", value: "u", required: true },
          ],
        },
      ],
    };
    const dryRun = toDryRun(
      result({ outcome: "planned", requests: [{ kind: "request", name: "set", content }] }),
    );
    const text = JSON.stringify(dryRun, withoutSecrets);
    expect(text).toContain('"header":{"msg_type":"SET"},"body":{"request":{"set":{"allow_partial":false');
    expect(text).toContain('{"param":"HTTP.Password","value":"(hidden)","required":true}');
    expect(text).toContain('{"param":"HTTP.URL","value":"u","required":true}');
  });
});
