/** compose.yml against what it is made of: our settings, the files it mounts, the accounts that Kafka knows. */
import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readSettings } from "#infra/cli/config/read.ts";
import { type Part, parts } from "#infra/cli/config/setting.ts";
import { parseAcls } from "#infra/cli/kafka-acls.ts";
import { findPromtool, runPromtool } from "#infra/local/promtool.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const textOf = (name: string): string => readFileSync(join(here, name), "utf8");

const service = z.object({
  image: z.string(),
  command: z.array(z.string()).default([]),
  /** Null: as it is where Compose is run, if it is set there. */
  environment: z.record(z.string(), z.string().nullable()).default({}),
  volumes: z.array(z.string()).default([]),
  depends_on: z
    .union([z.record(z.string(), z.object({ condition: z.string() })), z.array(z.string()).length(0)])
    .default({}),
  healthcheck: z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
  restart: z.enum(["unless-stopped", "on-failure", "no"]),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()),
  mem_limit: z.string(),
  cpus: z.number(),
  pids_limit: z.number(),
  logging: z.object({ options: z.object({ "max-size": z.string() }) }),
});
type Variables = Readonly<Record<string, string>>;
type Service = z.infer<typeof service> & { readonly environment: Variables };

/** As Compose reads it where these variables are set, and no others. */
function readCompose(variables: Variables = {}): {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
} {
  const text = textOf("compose.yml").replaceAll(
    /\$\{(\w+):-([^}]*)\}/g,
    (_all, name: string, standard: string) => variables[name] ?? standard,
  );
  const { services: written, volumes: named } = z
    .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
    .parse(parse(text, { merge: true }));
  const read = Object.entries(written).map(([name, { environment, ...rest }]) => {
    const set = Object.entries(environment)
      .map(([variable, value]) => [variable, value ?? variables[variable]] as const)
      .filter((entry): entry is [string, string] => entry[1] !== undefined);
    return [name, { ...rest, environment: Object.fromEntries(set) }] as const;
  });
  return { services: Object.fromEntries(read), volumes: named };
}

const { services, volumes } = readCompose();
const all = Object.entries(services);
/** Those that run our image, with the command line's word for what they are. */
const ours = all.filter(([, { image }]) => image.startsWith("usp-telemetry:"));
const partsOf: Readonly<Record<string, readonly Part[]>> = {
  acls: ["topics"],
  "bridge-2": ["bridge"],
  reader: ["query"],
  ledger: ["topics"],
  auditor: ["worker", "sink"],
  operator: ["forget", "bridge", "collector", "sink"],
};
const partOf = (name: string): readonly Part[] => partsOf[name] ?? parts.filter((part) => part === name);

/** Source and target of each mount. */
const mountsOf = ({ volumes: mounts }: Service): (readonly [string, string])[] =>
  mounts.map((mount) => {
    const [source = "", target = ""] = mount.split(":");
    return [source, target];
  });

const isSecret = (source: string): boolean => source.startsWith("./secrets/");

let secrets = "";
beforeAll(() => {
  secrets = mkdtempSync(join(tmpdir(), "usp-secrets-"));
  execFileSync(join(here, "make-secrets.sh"), { env: { ...process.env, SECRETS: secrets }, stdio: "ignore" });
  // Two dozen certificates: a busy machine is no failure.
}, 120_000);
afterAll(() => rmSync(secrets, { recursive: true, force: true }));

/** Where what is mounted is on this machine. */
const placeOf = (source: string): string =>
  isSecret(source) ? join(secrets, source.slice("./secrets/".length)) : join(here, source);

/** Where a file in a container is on this machine. */
function onThisMachine(of: Service, path: string): string {
  const mount = mountsOf(of).find(([, target]) => path === target || path.startsWith(`${target}/`));
  if (mount === undefined) throw new Error(`nothing is mounted at ${path}`);
  const [source, target] = mount;
  return placeOf(source) + path.slice(target.length);
}

/** What a service of ours is told, files too. */
function settingsOf(name: string, of: Service) {
  const env = Object.fromEntries(
    Object.entries(of.environment).map(([variable, value]) => [
      variable,
      variable.endsWith("_FILE") ? onThisMachine(of, value) : value,
    ]),
  );
  const { USP_CONFIG_FILE: file, ...settings } = env;
  return readSettings(
    {
      env: settings,
      file: file === undefined ? null : readFileSync(file, "utf8"),
      readSecret: (path) => readFileSync(path, "utf8"),
    },
    partOf(name),
  );
}

describe("compose.yml", () => {
  test("has all processes", () => {
    const processes = ["bridge", "collector", "worker", "fleet", "notify", "sink", "rollup", "ledger"];
    expect(processes.filter((name) => services[name]?.command[0] !== name)).toEqual([]);
    expect(ours.filter(([name]) => partOf(name).length === 0)).toEqual([]);
  });

  test.each(ours)(
    "%s is told settings that hold, certificates too, and nothing that is no setting",
    (name, of) => {
      expect(settingsOf(name, of)).toMatchObject({ ok: true });
      expect(Object.keys(of.environment).filter((variable) => !variable.startsWith("USP_"))).toEqual([]);
    },
  );

  test("where .env says so bridges divide the traffic, in a group whose name they alone know", () => {
    const bridges = ["bridge", "bridge-2"];
    const groupsOf = (variables: Variables) =>
      Object.entries(readCompose(variables).services)
        .filter(([name]) => bridges.includes(name))
        .map(([name, of]) => {
          const reading = settingsOf(name, of);
          return reading.ok ? reading.values.mqttSharedGroup : reading.mistakes;
        });
    expect(groupsOf({})).toEqual([null, null]);
    const group = readFileSync(join(secrets, "mqtt-group/password"), "utf8").trim();
    expect(group).toMatch(/^[0-9a-f]{48}$/);
    expect(groupsOf({ USP_MQTT_SHARED_GROUP_FILE: "/run/mqtt-group/password" })).toEqual([group, group]);
    const seeing = all.filter(([, of]) => mountsOf(of).some(([source]) => source.endsWith("/mqtt-group")));
    expect(seeing.map(([name]) => name)).toEqual(bridges);
  });

  test("bridges come to the broker by its door for parts, gateways by their own", () => {
    const listeners = textOf("mosquitto/mosquitto.conf")
      .split(/^listener /m)
      .slice(1);
    const [ofGateways, ofParts] = ["8883", "8884"].map((port) =>
      listeners.find((text) => text.startsWith(port)),
    );
    expect(ofGateways).toMatch(/^cafile \S+\/gateways-ca\.pem$/m);
    expect(ofGateways).toMatch(/^use_username_as_clientid true$/m);
    expect(ofParts).toMatch(/^cafile \S+\/ca\.pem$/m);
    expect(services["bridge"]?.environment["USP_MQTT_URL"]).toBe("mqtts://mqtt:8884");
  });

  test.each(all)("%s: what it mounts is there, and it writes to volumes alone", (_name, of) => {
    for (const [source] of mountsOf(of)) {
      if (source.startsWith(".")) expect(existsSync(placeOf(source)), source).toBe(true);
      else expect(Object.keys(volumes)).toContain(source);
    }
    const readOnly = of.volumes.filter((mount) => mount.startsWith(".") && !mount.endsWith(":ro"));
    expect(readOnly).toEqual([]);
  });

  test.each(all)(
    "%s has an image of one version from no named host, limits, and may gain no privilege",
    (_name, of) => {
      expect(of.image).toMatch(/^(?:[a-z-]+\/)?[a-z-]+:v?\d+\.\d+(?:\.\d+)?$/);
      expect(of.security_opt).toEqual(["no-new-privileges:true"]);
      const isOurs = of.image.startsWith("usp-telemetry:");
      if (isOurs) expect([of.read_only, of.cap_drop]).toEqual([true, ["ALL"]]);
      if (!isOurs) expect(of.healthcheck?.test).toBeDefined();
    },
  );

  test("no password, key or token is in it but as the name of a file", () => {
    const suspects = all.flatMap(([name, { environment }]) =>
      Object.entries(environment)
        .filter(
          ([variable]) =>
            /PASSWORD|SECRET|TOKEN|KEY|CREDENTIAL/.test(variable) && !variable.endsWith("_FILE"),
        )
        .map(([variable]) => `${name}: ${variable}`),
    );
    expect(suspects).toEqual([]);
  });

  test("who waits for somebody's health waits for one that has a healthcheck, for an end, for one that ends", () => {
    for (const [name, { depends_on: others }] of all) {
      for (const [other, { condition }] of Object.entries(others)) {
        const ends = services[other]?.healthcheck?.disable === true;
        const wanted = ends ? "service_completed_successfully" : "service_healthy";
        expect([name, other, condition]).toEqual([name, other, wanted]);
      }
    }
  });

  test("whoever speaks to Kafka has access rules under the name of its certificate", () => {
    const known = new Set(parseAcls(textOf("kafka/acls.txt")).map(({ user }) => user));
    const clients = ours.filter(([, { environment }]) => "USP_KAFKA_BROKERS" in environment);
    const names = clients.map(([, of]) =>
      mountsOf(of)
        .find(([, target]) => target === "/run/secrets")?.[0]
        .split("/")
        .at(-1),
    );
    // Kafka's own super user gives the rules.
    expect(names.filter((name) => name === undefined || !known.has(name))).toEqual(["usp-admin"]);
    expect(clients.length).toBeGreaterThan(7);
  });

  test("whoever speaks to ClickHouse is a user of grants.sql, by the name of its certificate", () => {
    const users = [...textOf("clickhouse/grants.sql").matchAll(/USER IF NOT EXISTS (\w+) .* CN '([\w-]+)'/g)];
    const clients = ours.filter(([, { environment }]) => "USP_CLICKHOUSE_URL" in environment);
    const named = clients.map(([, of]) => [
      of.environment["USP_CLICKHOUSE_USERNAME"],
      mountsOf(of)
        .find(([, target]) => target === "/run/secrets")?.[0]
        .split("/")
        .at(-1),
    ]);
    expect(new Set(named.map((each) => each.join()))).toEqual(
      new Set(users.map(([, user, name]) => `${user},${name}`)),
    );
  });

  test("make-secrets.sh gives a gateway a certificate of one name, and refuses what mosquitto may take for a part's", () => {
    const make = (name: string) =>
      spawnSync(join(here, "make-secrets.sh"), ["gateway", name], {
        env: { ...process.env, SECRETS: secrets },
        encoding: "utf8",
      });
    const named = "os::00D09E-000001%2B.a_b";
    expect(make(named).status).toBe(0);
    const file = join(secrets, "gateways", named, "certificate.pem");
    expect(new X509Certificate(readFileSync(file)).subject).toBe(`CN=${named}`);
    const refused = [
      "a+CN=usp-bridge",
      "a/CN=usp-bridge",
      "a,CN=b",
      "a\\b",
      "a b",
      "a#",
      "\u00e9",
      ".",
      "usp-sink",
    ];
    for (const name of refused) {
      const { status, stderr } = make(name);
      expect([name, status, stderr]).toEqual([
        name,
        2,
        expect.stringMatching(/^A gateway may not be called /),
      ]);
    }
    const long = "x".repeat(64);
    expect(make(long).status).toBe(0);
    expect(make(`${long}x`)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/64 characters at most, and this one has 65\. Have it use a shorter id/),
    });
    expect(readdirSync(join(secrets, "gateways"))).toEqual([named, long]);
  });

  test("a worker has room for the heap that 10,000 gateways of the sizing guide need", () => {
    const [, needed = ""] =
      /^gateways +10,000 [^]*? heap of each, GB +([\d.]+)/m.exec(textOf("../cli/estimate/README.md")) ?? [];
    const [, limit = ""] = /^(\d+)g$/.exec(services["worker"]?.mem_limit ?? "") ?? [];
    // What Node.js takes for its heap where nobody says otherwise, in a container of up to 8 GB.
    expect(Number(limit) / 2).toBeGreaterThan(Number(needed));
    expect(Number(needed)).toBeGreaterThan(1);
  });

  test("the image has a healthcheck and starts as nobody in particular", () => {
    const dockerfile = textOf("../../Dockerfile");
    expect(dockerfile).toMatch(/^HEALTHCHECK .*CMD \["node", "infra\/deploy\/health\.mjs"\]$/m);
    expect(dockerfile).toMatch(/^USER 10001:10001$/m);
  });
});

const promtool = findPromtool();
test("Prometheus takes its configurations, and scrapes every process of compose.yml", async ({ skip }) => {
  if (promtool === null) skip("promtool is not installed (Debian: apt-get install prometheus)");
  for (const name of ["prometheus.yml", "containers.yml"]) {
    const { code, said } = await runPromtool(["check", "config", join(here, "prometheus", name)]);
    expect([code, code === 0 ? "" : said]).toEqual([0, ""]);
  }
  const names = /names: \[([^\]]+)\]/.exec(textOf("prometheus/containers.yml"))?.[1]?.split(", ");
  const withStatus = all.filter(([, { environment }]) => "USP_STATUS_PORT" in environment);
  expect(names?.toSorted()).toEqual(withStatus.map(([name]) => name).toSorted());
});
