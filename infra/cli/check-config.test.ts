import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { identityOf } from "#infra/local/process-identity.ts";
import { formatConfig, loadChecked } from "./check-config.ts";
import { readSettings } from "./config/read.ts";
import { parts } from "./config/setting.ts";

const env = {
  USP_KAFKA_BROKERS: "k:9092",
  USP_REGISTRY_URL: "http://r",
  USP_MQTT_URL: "mqtt://m",
  USP_CLICKHOUSE_URL: "http://c",
  USP_MQTT_PASSWORD: "very secret",
};
const readSecret = (): string => "";

test("what check-config prints is a config file that gives the same settings again, but for the secrets", () => {
  const first = readSettings({ env, file: null, readSecret }, parts);
  if (!first.ok) throw new Error(first.mistakes.join("\n"));
  const printed = formatConfig(first.values, parts);
  expect(printed).not.toContain("very secret");
  const second = readSettings({ env: {}, file: printed, readSecret }, parts);
  expect(second).toEqual({ ok: true, values: { ...first.values, mqttPassword: "(set)" } });
});

test("a part's configuration holds only what that part uses", () => {
  const reading = readSettings({ env, file: null, readSecret }, ["sink"]);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  const printed = formatConfig(reading.values, ["sink"]);
  expect(printed).toContain("clickhouse:");
  expect(printed).not.toContain("mqtt:");
});

describe("where nothing says where Kafka is", () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "usp-check-config-"));
    vi.stubEnv("XDG_STATE_HOME", state);
    vi.stubEnv("USP_KAFKA_BROKERS", undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(state, { recursive: true, force: true });
  });

  test("and no local stack runs, it is said what to do", () => {
    expect(() => loadChecked(["sink"], undefined)).toThrow(
      /^3 mistakes in the configuration:\n[^]*\nNo local stack runs that could be meant: npm start starts one\./,
    );
    vi.stubEnv("USP_KAFKA_BROKERS", "k:9092");
    expect(() => loadChecked(["sink"], undefined)).toThrow(/^2 mistakes(?![^]*npm start)/);
  });

  test("the local stack that runs is meant, and named as such", () => {
    const addresses = {
      runDir: state,
      kafka: { brokers: ["127.0.0.1:1"] },
      registry: { url: "http://127.0.0.1:2" },
      mqtt: { url: "mqtt://127.0.0.1:3" },
      clickhouse: { url: "http://127.0.0.1:4" },
    };
    const folder = join(state, "usp-telemetry", "running");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "one.json"), JSON.stringify({ starter: identityOf(process.pid), addresses }));
    const { values, note } = loadChecked(["sink"], undefined);
    expect(values.kafkaBrokers).toEqual(["127.0.0.1:1"]);
    expect(note).toMatch(/addresses of the local stack that runs/);
  });
});
