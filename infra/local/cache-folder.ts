import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where downloads are kept between runs: `$XDG_CACHE_HOME/usp-telemetry`, by default under `~/.cache`. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  const base = env["XDG_CACHE_HOME"];
  return join(base !== undefined && base !== "" ? base : join(homedir(), ".cache"), "usp-telemetry");
}

/** A short name for content: the first 16 hex digits of its SHA-256. */
export function contentKey(...content: readonly (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of content) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/**
 * The cached folder `<name>-<key>`, filled by `fill` the first time.
 *
 * Safe for two processes at once: 1 fill a folder with a name of its own, 2 rename it. A stop before 2 leaves a folder
 * that nobody reads; whoever renames second finds the place taken and uses what is there.
 */
export async function cachedFolder(
  name: string,
  key: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheRoot(), `${name}-${key}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}-${Date.now()}.unfinished`;
  await mkdir(unfinished, { recursive: true });
  try {
    await fill(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
