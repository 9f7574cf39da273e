import { expect, test } from "vitest";
import { formatConfig } from "./check-config.ts";
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
