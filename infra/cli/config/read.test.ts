import { describe, expect, test } from "vitest";
import { bridgeConfig, sinkConfig, workerConfig } from "./process-config.ts";
import { readSettings, type Sources } from "./read.ts";
import { parts, type Part } from "./setting.ts";

const required = {
  USP_KAFKA_BROKERS: "a:9092, b:9092",
  USP_REGISTRY_URL: "http://registry:8080",
  USP_MQTT_URL: "mqtts://broker:8883",
  USP_CLICKHOUSE_URL: "http://clickhouse:8123",
};

function read(env: Sources["env"], file: string | null = null, wanted: readonly Part[] = parts) {
  const readSecret = (path: string): string => {
    if (path !== "/run/secret") throw new Error(`${path} can't be read`);
    return "from a file\n";
  };
  return readSettings({ env, file, readSecret }, wanted);
}

function mistakesOf(...given: Parameters<typeof read>): readonly string[] {
  const reading = read(...given);
  return reading.ok ? [] : reading.mistakes;
}

function valuesOf(...given: Parameters<typeof read>) {
  const reading = read(...given);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return reading.values;
}

describe("settings", () => {
  test("what is required and missing is told all at once, for the wanted parts only", () => {
    expect(mistakesOf({}, null, ["sink"])).toEqual([
      expect.stringMatching(/^USP_KAFKA_BROKERS \(kafka\.brokers in the config file\) is not set: /),
      expect.stringMatching(/^USP_REGISTRY_URL /),
      expect.stringMatching(/^USP_CLICKHOUSE_URL /),
    ]);
    expect(mistakesOf({ USP_CLICKHOUSE_URL: required.USP_CLICKHOUSE_URL }, null, ["query"])).toEqual([]);
  });

  test("of a file that is no YAML nothing else is said to be missing", () => {
    expect(mistakesOf({}, "kafka:\n  brokers: [a\n")).toEqual([
      "config file: line 3: a { or [ before it is not closed, or goes on at the line's beginning",
    ]);
  });

  test("the environment goes before the file, the file before the default", () => {
    const file = "worker:\n  window:\n    sizeMs: 30000\n    latenessMs: 5000\n";
    const values = valuesOf({ ...required, USP_WINDOW_SIZE_MS: "20000" }, file);
    expect(workerConfig(values).window).toMatchObject({
      sizeMs: 20_000,
      latenessMs: 5000,
      horizonMs: 900_000,
    });
  });

  const refused: { name: string; env?: Record<string, string>; file?: string; want: string }[] = [
    {
      name: "an unknown variable, with the nearest one",
      env: { USP_KAFKA_BROKER: "x" },
      want: "USP_KAFKA_BROKER is not a setting; did you mean USP_KAFKA_BROKERS?",
    },
    {
      name: "a structure that is no JSON, with what it is",
      env: { USP_PROFILES: "none" },
      want: "USP_PROFILES must be a list of {topic, intervalMs, parameters, csv} (in the environment as JSON): it is no JSON from line 1, column 1 on (is none)",
    },
    {
      name: "a secret structure, without its value",
      env: { USP_HTTP_USERS: "secret" },
      want: "USP_HTTP_USERS must be a list of {username, password} (in the environment as JSON)",
    },
    {
      name: "what is missing, unknown or of another type in a list, by its entry",
      env: { USP_TOPICS: '[{"template":"a"},{"template":1,"kind":"reports","x":1}]' },
      want: "USP_TOPICS entry 1: kind must be record or report or to-agent or status; entry 2: template must be text; entry 2: kind must be record or report or to-agent or status; entry 2 has no x (is ",
    },
    {
      name: "a text that is a number in the file",
      file: "kafka:\n  clientId: 5\n",
      want: "config file: kafka.clientId must be text (is 5)",
    },
    {
      name: "an unknown key, with the nearest one",
      file: "worker:\n  window:\n    sizeMS: 1\n",
      want: "config file: worker.window.sizeMS is not a setting; did you mean worker.window.sizeMs?",
    },
    {
      name: "an unknown section",
      file: "kafak:\n  ssl: true\n",
      want: "config file: kafak is not a setting; did you mean kafka?",
    },
    {
      name: "a value where keys belong",
      file: "kafka: 3\n",
      want: "config file: kafka must hold keys, not a value",
    },
    {
      name: "a number that is none",
      env: { USP_WINDOW_SIZE_MS: "1m" },
      want: 'USP_WINDOW_SIZE_MS must be a whole number from 1000 to 86400000 (is "1m")',
    },
    {
      name: "a number out of bounds",
      env: { USP_WINDOW_SIZE_MS: "5" },
      want: "USP_WINDOW_SIZE_MS must be at least 1000 (is 5)",
    },
    {
      name: "a URL of another kind",
      env: { USP_MQTT_URL: "http://x" },
      want: 'USP_MQTT_URL must be a URL that starts with mqtt:// or mqtts:// or ws:// or wss:// (is "http://x")',
    },
    {
      name: "a flag that is neither",
      env: { USP_REPLAY: "maybe" },
      want: 'USP_REPLAY must be true or false (is "maybe")',
    },
    {
      name: "a structure with an unknown kind",
      env: { USP_TOPICS: '[{"template":"a/{id}","kind":"reports"}]' },
      want: "USP_TOPICS entry 1: kind must be ",
    },
    {
      name: "a password twice",
      env: { USP_MQTT_PASSWORD: "a", USP_MQTT_PASSWORD_FILE: "/run/secret" },
      want: "USP_MQTT_PASSWORD and USP_MQTT_PASSWORD_FILE are both set: keep one",
    },
    {
      name: "a password file that is not there",
      env: { USP_MQTT_PASSWORD_FILE: "/nowhere" },
      want: "USP_MQTT_PASSWORD_FILE: /nowhere can't be read",
    },
    {
      name: "a group that is not one level of a filter, without its name",
      env: { USP_MQTT_SHARED_GROUP: "a/b" },
      want: "USP_MQTT_SHARED_GROUP must not be empty, and have no /, + and #",
    },
    {
      name: "SASL without credentials",
      env: { USP_KAFKA_SASL_MECHANISM: "plain" },
      want: "USP_KAFKA_SASL_MECHANISM needs USP_KAFKA_SASL_USERNAME and USP_KAFKA_SASL_PASSWORD",
    },
    {
      name: "bounds the wrong way round",
      env: { USP_WINDOW_IDLE_MIN_MS: "60000", USP_WINDOW_IDLE_MAX_MS: "30000" },
      want: "USP_WINDOW_IDLE_MIN_MS (60000) is above USP_WINDOW_IDLE_MAX_MS (30000)",
    },
    {
      name: "a responder without an endpoint id of its own",
      env: { USP_MODE: "responder" },
      want: "USP_MODE=responder and USP_CONTROLLER_ENDPOINT need each other",
    },
    {
      name: "an endpoint id of its own for a tap",
      env: { USP_CONTROLLER_ENDPOINT: "self::us" },
      want: "USP_MODE=responder and USP_CONTROLLER_ENDPOINT need each other",
    },
    {
      name: "a responder in a replay",
      env: { USP_MODE: "responder", USP_CONTROLLER_ENDPOINT: "self::us", USP_REPLAY: "true" },
      want: "USP_MODE=responder answers gateways, and USP_REPLAY has none: keep one",
    },
    { name: "a file that is no YAML", file: "kafka: [", want: "config file: line 1: a { or [ before it is" },
    {
      name: "an alias of nothing",
      file: "kafka:\n  clientId: *id",
      want: "config file: line 2: there is no anchor &id for *id",
    },
  ];
  test.each(refused)("refuses $name", ({ env, file, want }) => {
    const mistakes = mistakesOf({ ...required, ...env }, file ?? null);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]?.slice(0, want.length)).toBe(want);
  });

  test("a refused secret is not shown", () => {
    expect(mistakesOf(required, "mqtt:\n  password: 12345\n").join()).not.toContain("12345");
  });

  test("every mistake is reported together", () => {
    const env = { ...required, USP_WINDOW_SIZE_MS: "x", USP_NONSENSE: "1" };
    expect(mistakesOf(env, "kafka:\n  ssl: perhaps\n")).toHaveLength(3);
  });

  test("what settings say against each other with them, but of what is mistaken or missing nothing", () => {
    const env = { USP_WINDOW_IDLE_MAX_MS: "30000", USP_HTTP_TLS_KEY: "key", USP_KAFKA_SASL_USERNAME: "u" };
    const mistakes = mistakesOf({ ...env, USP_WINDOW_IDLE_MIN_MS: "x", USP_KAFKA_SASL_MECHANISM: "y" });
    expect(mistakes.map((mistake) => mistake.split(" ")[0] ?? "").toSorted()).toEqual([
      "USP_CLICKHOUSE_URL",
      "USP_HTTP_TLS_KEY",
      "USP_KAFKA_BROKERS",
      "USP_KAFKA_SASL_MECHANISM",
      "USP_MQTT_URL",
      "USP_REGISTRY_URL",
      "USP_WINDOW_IDLE_MIN_MS",
    ]);
  });

  test("a secret may come from a file; its last line end is not part of it", () => {
    const values = valuesOf({ ...required, USP_MQTT_PASSWORD_FILE: "/run/secret" });
    expect(bridgeConfig(values).mqtt.password).toBe("from a file");
  });

  test("structures are JSON in the environment and YAML in the file", () => {
    const profile = {
      topic: "bulk/{id}",
      intervalMs: 1000,
      parameters: [{ name: "Hosts", reference: "Device.Hosts.Host.*." }],
      csv: null,
    };
    expect(bridgeConfig(valuesOf({ ...required, USP_PROFILES: JSON.stringify([profile]) })).profiles).toEqual(
      [profile],
    );
    const file =
      "intake:\n  profiles:\n    - topic: bulk/{id}\n      parameters: [{ name: Hosts, reference: Device.Hosts.Host.*. }]\n";
    expect(bridgeConfig(valuesOf(required, file)).profiles).toEqual([{ ...profile, intervalMs: null }]);
  });

  test("a tap counts all or those named, a responder itself and those named", () => {
    const controllerOf = (env: Record<string, string>) =>
      bridgeConfig(valuesOf({ ...required, ...env })).controller;
    const us = { USP_MODE: "responder", USP_CONTROLLER_ENDPOINT: "self::us" };
    expect([
      controllerOf({}),
      controllerOf({ USP_CONTROLLERS: "a, b" }),
      controllerOf(us),
      controllerOf({ ...us, USP_CONTROLLERS: "a" }),
    ]).toEqual([
      { mode: "tap", counted: null },
      { mode: "tap", counted: ["a", "b"] },
      { mode: "responder", endpointId: "self::us", counted: [] },
      { mode: "responder", endpointId: "self::us", counted: ["a"] },
    ]);
  });

  test("the defaults are those of the design", () => {
    const values = valuesOf(required);
    expect(bridgeConfig({ ...values, bridgeId: "b1" })).toMatchObject({
      kafka: { brokers: ["a:9092", "b:9092"], ssl: false, sasl: null },
      mqtt: {
        clientId: "usp-b1",
        protocolVersion: 5,
        sharedGroup: null,
        receiveMaximum: 500,
        heldPubacks: 1000,
      },
      limits: {
        recordBytes: 5_242_880,
        gzipRatio: 100,
        values: 100_000,
        rows: 100_000,
        messages: { perSecond: 200, burst: 10_000 },
        bytes: { perSecond: 2_097_152, burst: 134_217_728 },
        kafkaRecordBytes: 1_048_576,
      },
      controller: { mode: "tap", counted: null },
      tickPeriodMs: 5000,
      replay: false,
    });
    expect(workerConfig(values)).toMatchObject({
      window: {
        sizeMs: 60_000,
        latenessMs: 10_000,
        spreadMs: 20_000,
        horizonMs: 900_000,
        idleMinMs: 30_000,
        idleMaxMs: 900_000,
        idleIntervals: 3,
        leaveAfterReports: 2,
      },
      commitEveryMs: 250,
      replayDistanceMs: 300_000,
    });
    expect(sinkConfig(values).clickhouse).toMatchObject({
      url: "http://clickhouse:8123",
      username: "default",
    });
  });
});
