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
  running("one", program);
});

/** A stack that runs, as the program in this folder tells of it. */
function running(name: string, startedFrom: string): void {
  const folder = join(state, "usp-telemetry", "running");
  mkdirSync(folder, { recursive: true });
  const addresses = {
    runDir: join(state, name),
    kafka: { brokers: ["127.0.0.1:1"] },
    registry: { url: "http://127.0.0.1:2" },
    mqtt: { url: "mqtt://127.0.0.1:3" },
    clickhouse: { url: "http://127.0.0.1:4" },
  };
  writeFileSync(
    join(folder, `${name}.json`),
    JSON.stringify({ starter: identityOf(process.pid), addresses, program: startedFrom }),
  );
}
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
    expect(findClickhouse({ config: file })).toMatchObject({ config: { url: "http://c" }, isGuess: false });
    expect(findClickhouse({})).toMatchObject({ config: { url: "http://127.0.0.1:4" }, isGuess: false });
    expect(said).toBe("");
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

describe("while only another folder's program has started a stack", () => {
  beforeEach(() => running("one", "/elsewhere/"));

  test("what reads asks that, and says whose it is", () => {
    expect(loadStackSettings(undefined, ["topics"]).kafkaBrokers).toEqual(["127.0.0.1:1"]);
    expect(said).toBe(
      "This program has started no stack that runs; asking another's:\n  Kafka 127.0.0.1:1, registry http://127.0.0.1:2, ClickHouse http://127.0.0.1:4, started from /elsewhere/\n",
    );
  });

  test("what writes is refused", () => {
    expect(() => loadStackSettings(undefined, ["topics"], "write")).toThrow(/started from other folders/);
  });

  test("query asks that for reading alone, and says whose it is", () => {
    expect(findClickhouse({})).toMatchObject({ config: { url: "http://127.0.0.1:4" }, isGuess: true });
    expect(said).toBe(
      "Asking http://127.0.0.1:4, which was started from /elsewhere/; this program has started no stack that runs\n",
    );
    expect(findClickhouse({ url: "http://127.0.0.1:4" }).isGuess).toBe(false);
  });

  test("an address that is set is nobody's guess", () => {
    vi.stubEnv("USP_KAFKA_BROKERS", "k:1");
    vi.stubEnv("USP_REGISTRY_URL", "http://r");
    vi.stubEnv("USP_CLICKHOUSE_URL", "http://c");
    expect(loadStackSettings(undefined, ["topics"]).kafkaBrokers).toEqual(["k:1"]);
    expect(findClickhouse({}).isGuess).toBe(false);
    expect(said).toBe("");
  });
});

test("of several stacks that run query guesses", () => {
  running("two", program);
  expect(findClickhouse({}).isGuess).toBe(true);
});
