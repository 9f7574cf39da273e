/** The rules of the folders, checked on the source itself: who may import whom, and what the pure folders never touch. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { topics } from "#schemas/topics.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["proto", "schemas", "ingest", "processors", "reports", "infra"] as const;

interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Code without comments; strings stay. */
  readonly code: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|mjs)$/.test(name) && !name.includes("node_modules"))
    .map((name) => toSourceFile(join(folder, name))),
);

function toSourceFile(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "$1");
  const specifiers = [...code.matchAll(/(?:from|import|import\()\s*"([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
  return { path, text, code, imports: specifiers.map((specifier) => resolveImport(path, specifier)) };
}

/** `#x/y.ts` and `./y.ts` as paths from the root; packages as they are. */
function resolveImport(from: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? normalize(join(dirname(from), specifier)) : specifier;
}

/** Tests, and what only they use. */
const isTest = (path: string): boolean =>
  /\.(test|bench|fixture)\.ts$/.test(path) ||
  /^(processors\/scenarios|infra\/adapters\/contract)\//.test(path);
const isGenerated = (path: string): boolean => path.startsWith("proto/gen/");
/** Entries, and what several of them share of the world outside. */
const isEntry = (path: string): boolean =>
  path.endsWith("/main.ts") ||
  ["ingest/kafka-side.ts", "ingest/profile-side.ts", "ingest/segment-side.ts"].includes(path);
const folderOf = (path: string): string => path.split("/")[0] ?? "";
const product = files.filter(({ path }) => !isTest(path) && !isGenerated(path));
/** Code that has only its arguments. */
const pure = product.filter(
  ({ path }) => folderOf(path) !== "infra" && !isEntry(path) && path.endsWith(".ts"),
);

const violations = (
  from: readonly SourceFile[],
  isWrong: (imported: string, file: SourceFile) => boolean,
): string[] =>
  from.flatMap((file) =>
    file.imports
      .filter((imported) => isWrong(imported, file))
      .map((imported) => `${file.path} imports ${imported}`),
  );

describe("folders", () => {
  test("there is something to check", () => {
    expect(pure.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(300);
  });

  const mayImport: Record<string, readonly string[]> = {
    proto: ["proto"],
    schemas: ["schemas"],
    ingest: ["ingest", "proto", "schemas"],
    processors: ["processors", "schemas"],
    reports: ["reports", "schemas"],
  };
  test.each(Object.entries(mayImport))(
    "%s imports only %j of ours, entries adapters too",
    (folder, allowed) => {
      const mine = product.filter(({ path }) => folderOf(path) === folder);
      const wrong = violations(mine, (imported, { path }) => {
        const target = folderOf(imported);
        if (!(folders as readonly string[]).includes(target) || allowed.includes(target)) return false;
        return !(isEntry(path) && imported.startsWith("infra/adapters/"));
      });
      expect(wrong).toEqual([]);
    },
  );

  test("the simulator imports nothing of ours but itself: it is the second opinion", () => {
    const simulator = files.filter(({ path }) => path.startsWith("infra/simulator/"));
    const isOurs = (imported: string): boolean => (folders as readonly string[]).includes(folderOf(imported));
    expect(
      violations(simulator, (imported) => isOurs(imported) && !imported.startsWith("infra/simulator/")),
    ).toEqual([]);
    expect(simulator.length).toBeGreaterThan(5);
  });

  test("adapters import of ours only schemas and each other", () => {
    const adapters = product.filter(({ path }) => path.startsWith("infra/adapters/"));
    const isOurs = (imported: string): boolean => (folders as readonly string[]).includes(folderOf(imported));
    const wrong = violations(
      adapters,
      (imported) =>
        isOurs(imported) && !imported.startsWith("infra/adapters/") && folderOf(imported) !== "schemas",
    );
    expect(wrong).toEqual([]);
  });

  test("nothing of the product imports tests' folders or the local services, but the command line and the benchmarks", () => {
    const isLocal = (imported: string): boolean =>
      /^infra\/(bench|e2e|local|simulator|deterministic-simulation|cli)\//.test(imported);
    const others = product.filter(
      ({ path }) => !/^infra\/(bench|e2e|local|simulator|deterministic-simulation|cli)\//.test(path),
    );
    expect(violations(others, isLocal)).toEqual([]);
  });
});

describe("pure folders", () => {
  const worldly =
    /^(kafkajs|mqtt|@clickhouse\/|chdb|pino|commander|zod|yaml|node:(net|tls|http|https|dgram|fs|os|child_process|worker_threads|process|timers|readline)(\/|$))/;
  test("import no client library, socket, disk or clock", () => {
    expect(violations(pure, (imported) => worldly.test(imported))).toEqual([]);
  });

  const forbidden: readonly (readonly [string, RegExp])[] = [
    ["a clock", /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bhrtime\b/],
    ["a timer", /\bset(Timeout|Interval|Immediate)\(/],
    ["randomness", /\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bgetRandomValues\b/],
    ["the environment", /\bprocess\.(env|argv|exit|std(in|out|err))\b/],
    ["the network", /\bfetch\(/],
    ["the console", /\bconsole\./],
  ];
  test.each(forbidden)("use %s nowhere", (_what, pattern) => {
    expect(pure.filter(({ code }) => pattern.test(code)).map(({ path }) => path)).toEqual([]);
  });
});

describe("style", () => {
  test("no file is longer than 500 lines", () => {
    const long = files.filter(({ path, text }) => !isGenerated(path) && text.split("\n").length > 501);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test("a topic's name appears once in the code", () => {
    const names = Object.values(topics).map(({ name }) => name);
    const isElsewhere = ({ path, code }: SourceFile): boolean =>
      path !== "schemas/topics.ts" && names.some((name) => code.includes(`"${name}"`));
    expect(product.filter(isElsewhere).map(({ path }) => path)).toEqual([]);
  });

  test("nothing is called after what it is not", () => {
    const names = /(^|[/-])(utils?|helpers?|common|manager|types|handler|service)(\.|-|$)/;
    const wrong = product.filter(
      ({ path }) => names.test(path.replace(/^.*\//, "")) && !path.startsWith("infra/local/"),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test("no default exports, no `any`, no barrels", () => {
    const isWrong = ({ path, code }: SourceFile): boolean =>
      /^export default/m.test(code) ||
      /(:|<|as) any\b/.test(code) ||
      /^export \* from/m.test(code) ||
      path.endsWith("/index.ts");
    expect(product.filter(isWrong).map(({ path }) => path)).toEqual([]);
  });
});
