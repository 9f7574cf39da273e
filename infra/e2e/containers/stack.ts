/** compose.yml as it is shipped, brought up by testcontainers: with published images, or with stand-ins where none can be pulled. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DockerComposeEnvironment, type StartedDockerComposeEnvironment, Wait } from "testcontainers";
import { freePort } from "#infra/local/free-port.ts";
import { runQuietly } from "#infra/local/run-quietly.ts";
import type { Engine } from "./engine.ts";
import { buildStandIns } from "./stand-ins.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const deploy = join(root, "infra/deploy");
export const makeSecrets = join(deploy, "make-secrets.sh");

/** What ends by itself, and what has to run. */
export const errands = ["acls", "topics", "migrate"] as const;
export const parts = [
  "bridge",
  "collector",
  "worker",
  "fleet",
  "notify",
  "sink",
  "rollup",
  "ledger",
] as const;
const services = ["kafka", "registry", "mqtt", "clickhouse", "prometheus", "alertmanager"] as const;

/** Short windows and little patience: what takes minutes at home is seen in seconds. */
const config = `intake: { profiles: [ { topic: "oktopus/usp/v1/bulkdata/{id}", intervalMs: 1000, parameters: [
  { name: Hosts, reference: "Device.Hosts.Host.*." },
  { name: ApAssociatedDevice, reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." } ] } ] }
bridge: { tickPeriodMs: 1000 }
worker: { window: { sizeMs: 5000, latenessMs: 1000, spreadMs: 0, idleMinMs: 5000, idleMaxMs: 5000 } }
`;

export interface ContainerStack {
  readonly secrets: string;
  readonly ports: Readonly<Record<"mqtt" | "collector" | "prometheus" | "alertmanager", number>>;
  /** Runs an errand of compose.yml; its exit code and what it said. */
  errand(service: string, ...args: readonly string[]): Promise<{ code: number | null; output: string }>;
  /** Runs a command in the container of a service. */
  onContainer(service: string, ...command: readonly string[]): Promise<string>;
  /** What Docker's `inspect` tells of the container of a service, by a template of Go's. */
  inspect(service: string, template: string): Promise<string>;
  /** What our image has more than its base, in bytes. */
  addedBytes(): Promise<number>;
  /** Exit codes of these services, which are told SIGTERM. */
  end(names: readonly string[]): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

/** Resolves when everything is healthy; `published`: with the images that compose.yml names, Grafana too. */
export async function startContainers(engine: Engine, published: boolean): Promise<ContainerStack> {
  const folder = mkdtempSync(join(tmpdir(), "usp-containers-"));
  const secrets = join(folder, "secrets");
  execFileSync(makeSecrets, { env: { ...process.env, SECRETS: secrets }, stdio: "ignore" });
  writeFileSync(join(folder, "usp-telemetry.yaml"), config);
  const images: Record<string, string> = published ? {} : await buildStandIns(engine);
  const image = "usp-telemetry:test";
  const base =
    images["NODE_IMAGE"] === undefined ? [] : ["--build-arg", `NODE_IMAGE=${images["NODE_IMAGE"]}`];
  await engine.docker("build", "-q", "-t", image, ...base, root);
  const ports = {
    mqtt: await freePort(),
    collector: await freePort(),
    prometheus: await freePort(),
    alertmanager: await freePort(),
  };
  const project = `usp-telemetry-test-${process.pid}`;
  const environment = {
    ...images,
    USP_TELEMETRY_IMAGE: image,
    COMPOSE_PROJECT_NAME: project,
    SECRETS: secrets,
    CONFIG: join(folder, "usp-telemetry.yaml"),
    PARTITIONS: "4",
    ...Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [`${name.toUpperCase()}_PORT`, String(port)]),
    ),
    GRAFANA_PORT: String(await freePort()),
    MQTT_PARTS_PORT: String(await freePort()),
  };
  const [command, before] = engine.standaloneCompose ? ["docker-compose", []] : ["docker", ["compose"]];
  const compose = (...args: readonly string[]) =>
    runQuietly(
      "env",
      [...pairs(environment), command, ...before, "-f", join(deploy, "compose.yml"), ...args],
      root,
    );
  const names = [...services, ...errands, ...parts, ...(published ? ["grafana"] : [])];
  const started = await up(engine, project, environment, names, published).catch(async (error: unknown) => {
    const { output } = await compose("logs", "--tail", "20");
    throw new Error(`compose.yml did not come up:\n${output.slice(-20_000)}`, { cause: error });
  });
  const idOf = async (service: string): Promise<string> =>
    (await compose("ps", "--all", "-q", service)).output.trim();
  return {
    secrets,
    ports,
    errand: (service, ...args) => compose("run", "--rm", "-T", "--no-deps", service, ...args),
    onContainer: async (service, ...args) => engine.docker("exec", await idOf(service), ...args),
    inspect: async (service, template) =>
      (await engine.docker("inspect", "--format", template, await idOf(service))).trim(),
    async addedBytes() {
      const sizeOf = async (name: string): Promise<number> =>
        Number((await engine.docker("image", "inspect", "--format", "{{.Size}}", name)).trim());
      return (await sizeOf(image)) - (await sizeOf(images["NODE_IMAGE"] ?? defaultBase()));
    },
    async end(ending) {
      const ids = await Promise.all(ending.map(idOf));
      await engine.docker("stop", "--time", "30", ...ids);
      const codes = await engine.docker("inspect", "--format", "{{.State.ExitCode}}", ...ids);
      return Object.fromEntries(ending.map((name, index) => [name, Number(codes.trim().split("\n")[index])]));
    },
    async stop() {
      await started.down({ removeVolumes: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the Dockerfile begins with where nobody names another. */
function defaultBase(): string {
  const [, base = ""] = /^ARG NODE_IMAGE=(\S+)$/m.exec(readFileSync(join(root, "Dockerfile"), "utf8")) ?? [];
  return base;
}

const pairs = (environment: Readonly<Record<string, string>>): string[] =>
  Object.entries(environment).map(([name, value]) => `${name}=${value}`);

function up(
  { standaloneCompose }: Engine,
  project: string,
  environment: Record<string, string>,
  names: string[],
  published: boolean,
): Promise<StartedDockerComposeEnvironment> {
  // Its own cleaner is an image to be pulled; ours are removed at the end, and those of a run that was killed at the next.
  if (!published) process.env["TESTCONTAINERS_RYUK_DISABLED"] = "true";
  const composed = new DockerComposeEnvironment(deploy, "compose.yml")
    .withProjectName(project)
    .withEnvironment(environment)
    .withStartupTimeout(180_000);
  if (standaloneCompose) composed.withClientOptions({ executable: { standalone: true } });
  for (const name of errands)
    composed.withWaitStrategy(containerOf(standaloneCompose, project, name), Wait.forOneShotStartup());
  return composed.up(names);
}

/** As testcontainers calls it: without the project, unless Compose is the older one. */
const containerOf = (standalone: boolean, project: string, name: string): string =>
  standalone ? `${project}_${name}_1` : `${name}-1`;
