/**
 * What of others is installed, held against package-lock.json: nothing of it needs a network. Whether somebody has found a hole in one
 * is another question, which `npm audit` asks the registry (infra/deploy/THREAT-MODEL.md).
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const root = new URL("../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");

const locked = z.object({
  version: z.string().default(""),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().default(false),
  devOptional: z.boolean().default(false),
  optional: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});
const { packages } = z
  .object({ packages: z.record(z.string(), locked) })
  .parse(JSON.parse(textOf("package-lock.json")));
const all = Object.entries(packages).filter(([path]) => path !== "");
/** What `npm ci --omit=dev --omit=optional` of the Dockerfile installs. */
const deployed = all.filter(([, { dev, devOptional, optional }]) => !dev && !devOptional && !optional);

/** `a/node_modules/b` within another one's folder is b. */
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, "");

/** As its package says, else by the first line of its licence. */
function licenceOf(path: string, { license }: z.infer<typeof locked>): string {
  if (license !== undefined) return license;
  return /^(?:The )?([\w-]+) License/.exec(textOf(`${path}/LICENSE`))?.[1] ?? "unknown";
}

test("what we ask for is one version each", () => {
  const manifest = z
    .object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
      optionalDependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(textOf("package.json")));
  const asked = Object.values(manifest).flatMap((each) => Object.entries(each));
  expect(asked.filter(([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

/** Optional, for `npm start` alone; the registry of the machine that wrote the lock file has only those for Linux on x86-64. */
const withoutHash = ["darwin-arm64", "darwin-x64", "linux-arm64-gnu"].map(
  (machine) => `@chdb/lib-${machine}`,
);

test("every package comes from the registry, and is known by its hash but for the embedded ClickHouse of other machines", () => {
  const unknown = all.filter(([, { integrity }]) => integrity?.startsWith("sha512-") !== true);
  expect(unknown.map(([path]) => nameOf(path))).toEqual(withoutHash);
  expect(unknown.filter(([, { optional }]) => !optional)).toEqual([]);
  expect(all.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test("of what is deployed none needs a script at its installation but the local stack's ClickHouse", () => {
  const scripted = deployed.filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.map(([path]) => nameOf(path))).toEqual(["chdb"]);
  expect(textOf("Dockerfile")).toContain("npm ci --omit=dev --omit=optional --ignore-scripts");
});

test("what is installed is what is locked", () => {
  const other = deployed.filter(([path, { version }]) => {
    const installed = z.object({ version: z.string() }).parse(JSON.parse(textOf(`${path}/package.json`)));
    return installed.version !== version;
  });
  expect(other.map(([path]) => path)).toEqual([]);
});

test("what is deployed is listed with its licence, and each licence is one that asks for no more than to be named", async () => {
  const lines = deployed.map(([path, each]) => `${nameOf(path)} ${each.version} ${licenceOf(path, each)}`);
  const distinct = [...new Set(lines)].toSorted();
  const header = `# ${distinct.length} packages of others are in the image, with their versions and licences. \`vitest run -u infra/dependencies.test.ts\` writes this.`;
  await expect(`${[header, ...distinct].join("\n")}\n`).toMatchFileSnapshot("deploy/dependencies.txt");
  const licences = new Set(deployed.map(([path, each]) => licenceOf(path, each)));
  const known = ["MIT", "Apache-2.0", "ISC", "BSD-3-Clause", "0BSD"];
  expect([...licences].filter((licence) => !known.includes(licence))).toEqual([]);
});
