import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";

const launch = new URL("./launch.mjs", import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), "launch-signals-"));
afterAll(() => rmSync(folder, { recursive: true }));

const program =
  'process.on("SIGINT", () => { console.log("SIGINT"); process.exit(3); }); console.log("ready"); setInterval(() => undefined, 1000);';

test("a SIGINT that npm alone gets reaches the program", async () => {
  writeFileSync(
    join(folder, "run.mjs"),
    `import { runToEnd } from ${JSON.stringify(launch)};
process.exitCode = await runToEnd(process.execPath, ["-e", ${JSON.stringify(program)}], { stdio: "inherit" }, true);`,
  );
  // A shell between would wait for its child and keep the signal to itself.
  const scripts = { run: "exec node run.mjs" };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, scripts }));
  const npm = spawn("npm", ["--silent", "run", "run"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: npm.stdout });
  await once(lines, "line");
  const told = once(lines, "line");
  npm.kill("SIGINT");
  expect(await told).toEqual(["SIGINT"]);
  await once(npm, "exit");
});

test("our own commands have no shell between npm and themselves", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    scripts: Readonly<Record<string, string>>;
  };
  const ours = Object.values(scripts).filter((script) => script.includes("infra/bootstrap.mjs"));
  expect(ours.length).toBeGreaterThan(5);
  for (const script of ours) expect(script).toMatch(/^exec node infra\/bootstrap\.mjs\b/);
});
