import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { identityOf } from "#infra/local/process-identity.ts";
import { loadChecked } from "./check-config.ts";
import { findClickhouse } from "./clickhouse-address.ts";
import { loadStackSettings, stackEnvironment } from "./stack-settings.ts";

const program = join(import.meta.dirname, "..", "..", "/");
let state: string;
let said: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "usp-stack-settings-"));
  vi.stubEnv("XDG_STATE_HOME", state);
  for (const name of Object.keys(process.env).filter((each) => each.startsWith("USP_")))
    vi.stubEnv(name, undefined);
  said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const folder = join(state, "usp-telemetry", "running");
  mkdirSync(folder, { recursive: true });
  const addresses = {
    runDir: state,
    kafka: { brokers: ["127.0.0.1:1"] },
    registry: { url: "http://127.0.0.1:2" },
    mqtt: { url: "mqtt://127.0.0.1:3" },
    clickhouse: { url: "http://127.0.0.1:4" },
  };
  writeFileSync(
    join(folder, "one.json"),
    JSON.stringify({ starter: identityOf(process.pid), addresses, program }),
  );
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true, force: true });
});

describe("while a local stack runs", () => {
  test("its addresses are those of who sets none, without a word", () => {
    const values = loadStackSettings(undefined, ["topics", "sink"], "write");
    expect(values).toMatchObject({ kafkaBrokers: ["127.0.0.1:1"], clickhouseUrl: "http://127.0.0.1:4" });
    expect(said).toBe("");
  });

  test("an address that is set is asked, and it is said which are the stack's", () => {
    vi.stubEnv("USP_CLICKHOUSE_URL", "http://elsewhere:1");
    const values = loadStackSettings(undefined, ["topics", "sink"]);
    expect(values).toMatchObject({
      kafkaBrokers: ["127.0.0.1:1"],
      registryUrl: "http://127.0.0.1:2",
      clickhouseUrl: "http://elsewhere:1",
    });
    expect(said).toBe(
      "Of the local stack that runs: USP_KAFKA_BROKERS, USP_REGISTRY_URL; as set: USP_CLICKHOUSE_URL\n",
    );
  });

  test("what writes is refused where one address is set and others are not", () => {
    vi.stubEnv("USP_REGISTRY_URL", "http://elsewhere:1");
    expect(() => loadStackSettings(undefined, ["topics"], "write")).toThrow(
      /^USP_REGISTRY_URL is set, USP_KAFKA_BROKERS is not: what writes or deletes takes no addresses/,
    );
    // Its own by another way, or one that nobody asks here, mixes nothing.
    vi.stubEnv("USP_REGISTRY_URL", "http://127.0.0.1:2");
    vi.stubEnv("USP_CLICKHOUSE_URL", "http://elsewhere:1");
    expect(loadStackSettings(undefined, ["topics"], "write").kafkaBrokers).toEqual(["127.0.0.1:1"]);
    expect(said).toBe("");
  });

  test("where Kafka or a config file is named, nothing is the stack's", () => {
    vi.stubEnv("USP_KAFKA_BROKERS", "k:1");
    expect(() => loadStackSettings(undefined, ["topics"])).toThrow(/USP_REGISTRY_URL .* is not set/);
    vi.stubEnv("USP_KAFKA_BROKERS", undefined);
    const file = join(state, "settings.yaml");
    writeFileSync(
      file,
      "kafka: { brokers: [k:1] }\nregistry: { url: http://r }\nclickhouse: { url: http://c }\n",
    );
    expect(loadStackSettings(file, ["topics"], "write")).toMatchObject({ registryUrl: "http://r" });
    expect(stackEnvironment(file, ["topics"]).isStacks).toBe(false);
    expect(findClickhouse({ config: file }).url).toBe("http://c");
    expect(findClickhouse({}).url).toBe("http://127.0.0.1:4");
  });

  test("check-config finds what is wrong with an address that is set, and says which are the stack's", () => {
    vi.stubEnv("USP_MQTT_URL", "mqtt://u:p@h");
    expect(() => loadChecked(["bridge"], undefined)).toThrow(/USP_MQTT_URL must hold no user name/);
    vi.stubEnv("USP_MQTT_URL", "mqtt://h");
    expect(loadChecked(["bridge"], undefined)).toMatchObject({
      values: { mqttUrl: "mqtt://h", kafkaBrokers: ["127.0.0.1:1"] },
      note: "Of the local stack that runs: USP_KAFKA_BROKERS, USP_REGISTRY_URL; as set: USP_MQTT_URL\n",
    });
  });
});
