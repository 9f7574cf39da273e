import { createPrivateKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { makeCertificates } from "#infra/adapters/certificates.fixture.ts";
import { formatCertificates, formatConfig } from "../check-config.ts";
import { collectorConfig, kafkaConfig, registryConfig } from "./process-config.ts";
import { readSettings, type Sources } from "./read.ts";

const folder = makeCertificates();
afterAll(() => folder.remove());
const authority = folder.authority("authority");
const [one, other, expired] = [
  authority.issue("one"),
  authority.issue("other"),
  authority.issue("old", { days: -1 }),
];
const locked = join(folder.path, "locked.key");
const key = createPrivateKey(readFileSync(one.key));
writeFileSync(
  locked,
  key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "very secret" }),
);

const readSecret = (path: string): string => readFileSync(path, "utf8");
const base = { USP_KAFKA_BROKERS: "k:9093", USP_KAFKA_SSL: "true", USP_REGISTRY_URL: "https://r" };
const read = (env: Sources["env"], file: string | null = null) =>
  readSettings({ env: { ...base, ...env }, file, readSecret }, ["collector"]);
function valuesOf(env: Sources["env"], file: string | null = null) {
  const reading = read(env, file);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return reading.values;
}

const kafkaFiles = {
  USP_KAFKA_TLS_CA_FILE: authority.ca,
  USP_KAFKA_TLS_CERTIFICATE_FILE: one.certificate,
  USP_KAFKA_TLS_KEY_FILE: one.key,
};

describe("certificates in the settings", () => {
  test("stay files, so that they can be read again", () => {
    expect(kafkaConfig(valuesOf(kafkaFiles)).tls).toEqual({
      ca: { file: authority.ca },
      certificate: { file: one.certificate },
      key: { file: one.key },
      keyPassword: null,
    });
    expect(kafkaConfig(valuesOf({})).tls).toBeNull();
  });

  test("may be texts of the environment, and files that the config file names", () => {
    const pem = readFileSync(authority.ca, "utf8");
    expect(registryConfig(valuesOf({ USP_REGISTRY_TLS_CA: pem })).tls?.ca).toEqual({ text: pem });
    const file = `http:
  users: [{ username: gw, password: x }]
  tls: { certificateFile: ${one.certificate}, keyFile: ${locked}, keyPassword: very secret }
registry: { username: us, passwordFile: ${one.key} }`;
    const values = valuesOf({}, file);
    expect(collectorConfig(values).http.tls?.key).toEqual({ file: locked });
    expect(registryConfig(values).auth?.password).toContain("PRIVATE KEY");
  });

  const refused: readonly [string, Record<string, string>, string][] = [
    [
      "a key that is another's",
      { ...kafkaFiles, USP_KAFKA_TLS_KEY_FILE: other.key },
      "USP_KAFKA_TLS_*: the key in",
    ],
    [
      "a file that is none",
      { ...kafkaFiles, USP_KAFKA_TLS_CA_FILE: "/nowhere" },
      "USP_KAFKA_TLS_*: /nowhere can't be read (ENOENT)",
    ],
    ["a locked key", { ...kafkaFiles, USP_KAFKA_TLS_KEY_FILE: locked }, "is encrypted, and no password"],
    [
      "certificates where there is no TLS",
      { ...kafkaFiles, USP_KAFKA_SSL: "false" },
      "USP_KAFKA_TLS_* needs USP_KAFKA_SSL=true",
    ],
    [
      "the same for a URL",
      { USP_REGISTRY_URL: "http://r", USP_REGISTRY_TLS_CA_FILE: authority.ca },
      "USP_REGISTRY_TLS_* needs a USP_REGISTRY_URL that begins with https://",
    ],
    [
      "gateways' authority without a server's certificate",
      { USP_HTTP_TLS_CA_FILE: authority.ca },
      "USP_HTTP_TLS_* needs",
    ],
    ["a user without a password", { USP_REGISTRY_USERNAME: "us" }, "USP_REGISTRY_PASSWORD need each other"],
    ["rules for nobody", { USP_HTTP_AUTHORIZATION: "[]" }, "USP_HTTP_AUTHORIZATION needs somebody"],
    [
      "a password in a URL",
      { USP_REGISTRY_URL: "https://us:hidden@r" },
      'USP_REGISTRY_URL must hold no user name and no password: they have settings of their own (is "https://...@r")',
    ],
  ];
  it.each(refused)("%s is a mistake", (_what, env, want) => {
    const reading = read(env);
    expect(reading.ok ? [] : reading.mistakes).toEqual([expect.stringContaining(want)]);
  });

  test("of doors that a part does not use nothing is asked", () => {
    expect(read({ USP_MQTT_URL: "mqtt://b", USP_MQTT_TLS_CA_FILE: "/nowhere" }).ok).toBe(true);
  });
});

describe("check-config", () => {
  const day = 86_400_000;
  const told = (env: Sources["env"], at: number) => formatCertificates(valuesOf(env), ["collector"], at);

  test("says whose the certificates are, and until when they are good", () => {
    const { comments, warnings } = told(kafkaFiles, Date.now() + 1000);
    expect(comments).toMatch(
      /^# USP_KAFKA_TLS_\*: CN=one, good from \d{4}-.*Z to \d{4}-.*Z\n# .*CN=authority, /,
    );
    expect(warnings).toMatch(/^Warning: USP_KAFKA_TLS_\*: CN=one, .*: that is in 1 days\n/);
  });

  test("refuses one that has expired, and one that is not good yet", () => {
    const old = { USP_KAFKA_TLS_CERTIFICATE_FILE: expired.certificate, USP_KAFKA_TLS_KEY_FILE: expired.key };
    expect(() => told(old, Date.now())).toThrow("CN=old, ");
    expect(() => told(old, Date.now())).toThrow("it has expired");
    expect(() => told(kafkaFiles, Date.now() - 3 * day)).toThrow("it is not good yet");
  });

  test("prints files by their names, and neither keys nor passwords", () => {
    const users = JSON.stringify([{ username: "gw", password: "very secret" }]);
    const printed = formatConfig(
      valuesOf({
        ...kafkaFiles,
        USP_HTTP_USERS: users,
        USP_REGISTRY_TLS_CA: readFileSync(authority.ca, "utf8"),
      }),
      ["collector"],
    );
    expect(printed).toContain(`keyFile: ${one.key}`);
    expect(printed).toContain("users: (set)");
    expect(printed).not.toMatch(/very secret|PRIVATE|BEGIN/);
  });
});
