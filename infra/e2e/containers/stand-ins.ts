/**
 * Images where none can be pulled, made of files of this machine: programs that Debian's packages and Maven have brought, each
 * where compose.yml looks for it. Grafana is not among them.
 */
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { contentKey } from "#infra/local/cache-folder.ts";
import { KAFKA_JARS } from "#infra/local/kafka/kafka.ts";
import { createMaven } from "#infra/local/maven.ts";
import { REGISTRY_FILES } from "#infra/local/registry/registry.ts";
import { runQuietly } from "#infra/local/run-quietly.ts";
import type { Engine } from "./engine.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = fileURLToPath(new URL("./stand-ins", import.meta.url));

/** Services of compose.yml that have a stand-in, and its variable that names their image; `node` is the base of ours. */
const images = {
  kafka: "KAFKA_IMAGE",
  registry: "REGISTRY_IMAGE",
  mqtt: "MQTT_IMAGE",
  clickhouse: "CLICKHOUSE_IMAGE",
  prometheus: "PROMETHEUS_IMAGE",
  alertmanager: "ALERTMANAGER_IMAGE",
  node: "NODE_IMAGE",
} as const;

/** Debian's packages of what must be there. */
const packages: Readonly<Record<string, string>> = {
  "/bin/busybox": "busybox",
  "/usr/sbin/mosquitto": "mosquitto",
  "/usr/bin/prometheus": "prometheus",
  "/usr/bin/prometheus-alertmanager": "prometheus-alertmanager",
};
const pullsWithinMs = 120_000;
const busybox = "/bin/busybox";
const alertTemplates = "/usr/share/prometheus/alertmanager";
const certificates = "/etc/ssl/certs/ca-certificates.crt";

/** Whether published images are to be had: the smallest of compose.yml is asked for. */
export async function canPull({ docker }: Engine): Promise<boolean> {
  const [, image = ""] =
    /MQTT_IMAGE:-([^}]+)\}/.exec(readFileSync(join(root, "infra/deploy/compose.yml"), "utf8")) ?? [];
  const late = sleep(pullsWithinMs, false, { ref: false });
  const pulled = docker("pull", "-q", image).then(
    () => true,
    () => false,
  );
  return Promise.race([pulled, late]);
}

/** A sentence where something is missing that images are made of. */
export function missingForStandIns(): string | null {
  const missing = Object.entries(packages).filter(([path]) => !existsSync(path));
  if (missing.length === 0) return null;
  return `no image can be pulled, and some to be made need packages (Debian: apt-get install ${missing.map(([, name]) => name).join(" ")})`;
}

/** Builds what is not there yet; resolves with the variables of compose.yml that name images. */
export async function buildStandIns(engine: Engine): Promise<Record<string, string>> {
  const node = new Map([
    [realpathSync(process.execPath), "/usr/local/bin/node"],
    // `npm` is a link to `bin/npm-cli.js` in its folder.
    [dirname(dirname(findProgram("npm"))), "/usr/local/lib/node_modules/npm"],
  ]);
  const jars = await jarFolders();
  const nodeFiles = await importFiles(engine, "node-files", [busybox, certificates], node);
  const services = await importFiles(
    engine,
    "services",
    [...Object.keys(packages), alertTemplates],
    new Map([...node, ...jars, ...javaFolders(), ...databaseFiles()]),
  );
  const named: Record<string, string> = {};
  for (const [service, variable] of Object.entries(images)) {
    const image = `usp-telemetry-stand-in/${service}`;
    const bases = ["--build-arg", `SERVICES=${services}`, "--build-arg", `NODE_FILES=${nodeFiles}`];
    await engine.docker("build", "-q", "-t", image, "--target", service, ...bases, folder);
    named[variable] = image;
  }
  return named;
}

/** Where PATH has it, without links. */
function findProgram(name: string): string {
  const places = (process.env["PATH"] ?? "").split(delimiter).map((place) => join(place, name));
  const found = places.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`there is no ${name} in PATH`);
  return realpathSync(found);
}

async function jarFolders(): Promise<[string, string][]> {
  const maven = createMaven((text) => process.stderr.write(`${text}\n`));
  return [
    [await maven(KAFKA_JARS), "/opt/kafka/libs"],
    [await maven(REGISTRY_FILES), "/opt/registry"],
  ];
}

/** What of a JDK runs a program. */
function javaFolders(): [string, string][] {
  const home = dirname(dirname(findProgram("java")));
  return ["bin/java", "lib", "conf"].map((part) => [join(home, part), join("/opt/java", part)]);
}

const databaseFiles = (): [string, string][] =>
  [
    "package.json",
    "node_modules/chdb",
    "node_modules/@chdb",
    "infra/local/clickhouse-front.ts",
    "infra/local/clickhouse",
    "infra/e2e/containers/stand-ins/clickhouse-server.ts",
  ].map((path) => [join(root, path), join("/opt/stand-in", path)]);

/**
 * Imports files with the libraries they are linked to, as they are or, where `moved` says so, elsewhere. An image with the
 * same content is there already after a run before; one that has become another is removed.
 */
async function importFiles(
  { docker }: Engine,
  name: string,
  asTheyAre: readonly string[],
  moved: ReadonlyMap<string, string>,
): Promise<string> {
  const paths = [...asTheyAre, ...moved.keys()];
  const sources = readdirSync(join(root, "infra/local/clickhouse")).map((file) =>
    join(root, "infra/local/clickhouse", file),
  );
  const texts = [...sources, ...[...moved.keys()].filter((path) => /\.(ts|json)$/.test(path))];
  const key = contentKey(
    ...paths,
    readFileSync(join(root, "package-lock.json")),
    readFileSync(fileURLToPath(import.meta.url)),
    ...texts.map((path) => readFileSync(path)),
  );
  const repository = `usp-telemetry-stand-in/${name}`;
  const image = `${repository}:${key}`;
  const present = (await docker("images", "--format", "{{.Repository}}:{{.Tag}}", repository)).split("\n");
  if (present.includes(image)) return image;
  const libraries = (await librariesOf(paths)).filter(
    (path) => !paths.some((other) => path.startsWith(other)),
  );
  const files = [...new Set([...paths, ...libraries])];
  const transforms = [...moved].map(([from, to]) => `--transform 's,^${from},${to},'`);
  const tar = `tar -c -P -h --hard-dereference --exclude=src.zip ${transforms.join(" ")} ${files.map((file) => `'${file}'`).join(" ")}`;
  const { code, output } = await runQuietly(
    "bash",
    ["-o", "pipefail", "-c", `id=$(${tar} | docker import -) && docker tag "$id" ${image}`],
    root,
  );
  if (code !== 0)
    throw new Error(`an image could not be made of this machine's files:\n${output.slice(-2000)}`);
  const former = present.filter((other) => other.startsWith(repository));
  if (former.length > 0) await docker("rmi", "--force", ...former);
  return image;
}

/** Libraries, and the loader, of all programs and libraries among these paths. */
async function librariesOf(paths: readonly string[]): Promise<readonly string[]> {
  const binaries = `find -L ${paths.map((path) => `'${path}'`).join(" ")} -type f \\( -perm -u+x -o -name '*.so*' -o -name '*.node' \\)`;
  const { output } = await runQuietly("bash", ["-c", `${binaries} | xargs ldd 2>/dev/null`], root);
  return [...new Set([...output.matchAll(/\s(\/\S+) \(0x/g)].map(([, path = ""]) => path))];
}
