/** Opens a run folder and starts sleepers in it, one of which has a child in a group of its own; prints what to look for. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnPart } from "./part.ts";
import { openRunFolder } from "./run-folder.ts";

const [dataDir] = process.argv.slice(2);
const run = await openRunFolder(dataDir ?? null);
const forever = "setInterval(() => undefined, 1000)";
const deaf = `process.on("SIGTERM", () => undefined); ${forever}`;
const escaping = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(forever)}], { detached: true, stdio: "ignore" }); ${forever}`;
const scripts = { plain: forever, deaf, escaping };
const parts = Object.entries(scripts).map(([name, script]) => {
  const part = spawnPart(run, { name, command: process.execPath, args: ["-e", script] });
  return part.pid;
});
writeFileSync(join(run.folderOf("service"), "file"), "data");
console.log(JSON.stringify({ path: run.path, runId: run.runId, reaperPid: run.reaper.pid, parts }));
setInterval(() => undefined, 1000);
