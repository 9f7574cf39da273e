/**
 * `npm start`, `npm test` and the rest begin here: plain JavaScript for Node >= 20, without dependencies. It checks
 * what the machine must have, installs the rest with `npm ci`, then runs the program under the Node that came with
 * it. Everything said here goes to standard error: standard output belongs to the program.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeMajor, refuse, ROOT, runProgram, runToEnd, runUspTelemetry } from "./launch.mjs";

const LOWEST_NODE = 20;
const LOWEST_JAVA = 17;
/** Commands that start local services, and so need Java and Maven. */
const WITH_SERVICES = new Set(["start", "test", "test:faults", "test:containers", "bench", "soak"]);
const FOR_SERVICES = "to run the local Kafka, schema registry and MQTT broker";
const LOCK = join(
  tmpdir(),
  `usp-telemetry-install-${createHash("sha256").update(ROOT).digest("hex").slice(0, 12)}`,
);

const PACKAGES = {
  node: { debian: "nodejs npm", homebrew: "node" },
  java: { debian: "default-jre-headless", homebrew: "openjdk" },
  maven: { debian: "maven", homebrew: "maven" },
};

function installLine(what) {
  const { debian, homebrew } = PACKAGES[what];
  if (process.platform === "darwin") return `brew install ${homebrew}`;
  if (existsSync("/etc/debian_version")) return `sudo apt-get install -y ${debian}`;
  return `install it with this system's packages (on Debian: sudo apt-get install -y ${debian})`;
}

function checkNode() {
  if (nodeMajor() >= LOWEST_NODE) return;
  refuse(
    `Node.js ${LOWEST_NODE} or later is needed, this is ${process.versions.node}: ${installLine("node")}`,
  );
}

function checkJava() {
  const java = spawnSync("java", ["-version"], { encoding: "utf8" });
  const version = /version "(\d+)(?:\.(\d+))?/.exec(`${java.stderr ?? ""}${java.stdout ?? ""}`);
  if (java.status !== 0 || version === null) {
    return refuse(
      `Java ${LOWEST_JAVA} or later is needed ${FOR_SERVICES}, and there is none: ${installLine("java")}`,
    );
  }
  // Java 8 calls itself 1.8.
  const major = Number(version[1] === "1" ? version[2] : version[1]);
  if (major < LOWEST_JAVA)
    refuse(
      `Java ${LOWEST_JAVA} or later is needed ${FOR_SERVICES}, this is ${major}: ${installLine("java")}`,
    );
}

function checkMaven() {
  const places = (process.env.PATH ?? "").split(delimiter);
  if (places.some((place) => existsSync(join(place, "mvn")))) return;
  refuse(
    `Maven is needed to download the local Kafka, schema registry and MQTT broker, and there is none: ${installLine("maven")}`,
  );
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), "utf8"));
  } catch {
    return null;
  }
}

/**
 * True when every package of the lock file is in node_modules, by the list that npm writes there last. Optional ones
 * may be missing: they are for other platforms.
 */
function isInstalled() {
  const wanted = readJson("package-lock.json")?.packages ?? {};
  const present = readJson(join("node_modules", ".package-lock.json"))?.packages ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    const found = present[path];
    if (path === "" || (found === undefined && entry.optional === true)) return true;
    return found !== undefined && found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Installs once, one process at a time. A stop in the middle leaves npm's list missing, so the next installs again. */
async function install() {
  if (isInstalled()) return;
  await takeLock();
  try {
    if (!isInstalled()) await npmCi();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** npm's output goes to standard error; the tools are needed whatever the surroundings leave out. */
async function npmCi() {
  process.stderr.write("Installing the packages of package-lock.json with npm ci (once)\n");
  const npm = process.env.npm_execpath;
  const [command, before] = /\.c?js$/.test(npm ?? "") ? [process.execPath, [npm]] : ["npm", []];
  const flags = ["--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const env = { ...process.env, NODE_ENV: "development" };
  const code = await runToEnd(command, [...before, "ci", ...flags], {
    cwd: ROOT,
    env,
    stdio: ["ignore", 2, 2],
  });
  if (code !== 0) throw new Error(`npm ci failed (exit code ${code}), its messages are above`);
}

/** The lock is a folder with its owner's pid; one whose owner is gone is taken over. */
async function takeLock() {
  for (let waited = false; ; waited = true) {
    try {
      mkdirSync(LOCK);
      writeFileSync(join(LOCK, "owner"), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isAbandoned()) rmSync(LOCK, { recursive: true, force: true });
    else if (!waited) process.stderr.write("Waiting for another npm ci in this folder\n");
    await sleep(200);
  }
}

function isAbandoned() {
  try {
    process.kill(Number(readFileSync(join(LOCK, "owner"), "utf8")), 0);
    return false;
  } catch (error) {
    if (error.code === "ESRCH") return true;
    // Without a name in it: its owner is about to write it, or died in that moment.
    return (
      error.code === "ENOENT" &&
      (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < Date.now() - 5000
    );
  }
}

async function main() {
  const [command, ...rest] = process.argv.slice(2);
  checkNode();
  if (WITH_SERVICES.has(command)) {
    checkJava();
    checkMaven();
  }
  await install();
  if (command === "install") return 0;
  if (command === "test") return runProgram("infra/cli/test.ts", rest);
  if (command === "test:faults") return runProgram("infra/cli/test.ts", ["--project", "faults", ...rest]);
  if (command === "test:containers")
    return runProgram("infra/cli/test.ts", ["--project", "containers", ...rest]);
  if (command === "simulate") return runProgram("infra/deterministic-simulation/main.ts", rest);
  if (command === "soak") return runProgram("infra/bench/soak/main.ts", rest);
  if (command === "bench") return runProgram("infra/bench/main.ts", rest);
  return runUspTelemetry(process.argv.slice(2));
}

try {
  process.exitCode = await main();
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
