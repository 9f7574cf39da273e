import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { cachedFolder, contentKey } from "./cache-folder.ts";
import { runQuietly } from "./run-quietly.ts";

/** How the pom's files get into the folder: its dependencies as jars, or its archives unpacked. */
export type MavenGoal = "dependency:copy-dependencies" | "dependency:unpack";

export interface MavenFolder {
  /** What a person calls it in progress lines ("Apache Kafka"). */
  readonly title: string;
  readonly name: string;
  readonly pomFile: string;
  readonly goal: MavenGoal;
}

const ATTEMPTS = 3;

/** Runs Maven one at a time: its local repository does not like several writers. */
export function createMaven(onProgress: (text: string) => void): (wanted: MavenFolder) => Promise<string> {
  let tail: Promise<unknown> = Promise.resolve();
  return (wanted) => {
    const mine = tail.then(() => mavenFolder(wanted, onProgress));
    tail = mine.catch(() => undefined);
    return mine;
  };
}

/** The folder with the files that `pomFile` names, downloaded once per content of the pom. */
async function mavenFolder(wanted: MavenFolder, onProgress: (text: string) => void): Promise<string> {
  const key = contentKey(wanted.goal, await readFile(wanted.pomFile));
  const folder = await cachedFolder(wanted.name, key, async (unfinished) => {
    onProgress(`Downloading ${wanted.title} with Maven (once)`);
    await copyFile(wanted.pomFile, join(unfinished, "pom.xml"));
    await runMaven(unfinished, wanted);
  });
  return join(folder, "lib");
}

async function runMaven(folder: string, wanted: MavenFolder): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { code, output } = await runQuietly(
      "mvn",
      ["-q", "-B", wanted.goal, "-DoutputDirectory=lib"],
      folder,
    );
    if (code === 0) return;
    if (attempt === ATTEMPTS)
      throw new Error(`Maven could not download ${wanted.title}:\n${output.slice(-4000)}`);
  }
}
