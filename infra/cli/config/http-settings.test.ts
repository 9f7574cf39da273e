import { describe, expect, it, test } from "vitest";
import { collectorConfig } from "./process-config.ts";
import { readSettings, type Sources } from "./read.ts";

const required = { USP_KAFKA_BROKERS: "k:9092", USP_REGISTRY_URL: "http://r" };
const secrets: Readonly<Record<string, string>> = {
  "/run/users": '[{"username":"gw","password":"from a file"}]\n',
  "/run/key": "-----BEGIN PRIVATE KEY-----\nx\n",
};

const read = (env: Sources["env"]) =>
  readSettings({ env: { ...required, ...env }, file: null, readSecret: (path) => secrets[path] ?? "" }, [
    "collector",
  ]);

function configOf(env: Sources["env"]) {
  const reading = read(env);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return collectorConfig(reading.values);
}

describe("the collector's settings", () => {
  test("need neither a broker nor ClickHouse; nobody is asked for a password, and it is a bridge of its own", () => {
    const { bridgeId, http } = configOf({ USP_BRIDGE_ID: "b" });
    expect(bridgeId).toBe("b-http");
    expect(http).toMatchObject({ port: 8480, users: [], tls: null, endpoint: "os::{oui}-{sn}" });
    expect(http.paths).toEqual([{ path: "/bulkdata", stream: null }]);
  });

  test("users may come from a file, as JSON", () => {
    const { users } = configOf({ USP_HTTP_USERS_FILE: "/run/users" }).http;
    expect(users).toEqual([{ username: "gw", password: "from a file" }]);
  });

  const refused: readonly [string, Record<string, string>, string][] = [
    [
      "a key without a certificate",
      { USP_HTTP_TLS_KEY_FILE: "/run/key" },
      "USP_HTTP_TLS_KEY and USP_HTTP_TLS_CERTIFICATE need each other",
    ],
    [
      "a path that is none",
      { USP_HTTP_PATHS: '[{"path":"bulk"}]' },
      "USP_HTTP_PATHS entry 1: path must start with /",
    ],
    [
      "one endpoint for all",
      { USP_HTTP_ENDPOINT: "os::x" },
      "USP_HTTP_ENDPOINT must hold {sn}, or all gateways would be one",
    ],
    [
      "an endpoint of something else",
      { USP_HTTP_ENDPOINT: "{mac}{sn}" },
      "USP_HTTP_ENDPOINT may hold only {oui}, {pc} and {sn}",
    ],
    [
      "a user name that Basic can't carry",
      { USP_HTTP_USERS: '[{"username":"a:b","password":""}]' },
      "USP_HTTP_USERS entry 1: username must have no colon and no control character",
    ],
  ];
  it.each(refused)("refuse %s", (_what, env, want) => {
    const reading = read(env);
    expect(reading.ok ? [] : reading.mistakes).toEqual([expect.stringContaining(want)]);
  });

  test("a mistake among the users shows no password", () => {
    const reading = read({ USP_HTTP_USERS: '[{"username":"","password":"very secret"}]' });
    expect(reading.ok ? "" : reading.mistakes.join()).toMatch(/^USP_HTTP_USERS /);
    expect(JSON.stringify(reading)).not.toContain("very secret");
  });
});
