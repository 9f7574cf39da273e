/** Puts a packet into its folder, whole or not at all. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Packet } from "#reports/packet.ts";
import { Complaint } from "../complaint.ts";

/**
 * 1. Write everything into a folder beside; 2. move what is there out of the way; 3. move the new one there; 4. remove the old.
 * A stop before 3 leaves the old folder or, between 2 and 3, none; what is left beside begins with a dot and is removed the
 * next time.
 */
export function writePacket(parent: string, name: string, packet: Packet): string {
  const [target, fresh, old] = [name, `.${name}.new`, `.${name}.old`].map((each) => join(parent, each));
  if (target === undefined || fresh === undefined || old === undefined) throw new Error("no folder");
  try {
    for (const leftover of [fresh, old]) rmSync(leftover, { recursive: true, force: true });
    for (const [path, content] of packet) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true });
      writeFileSync(join(fresh, path), content);
    }
    moveAway(target, old);
    renameSync(fresh, target);
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    throw new Complaint(
      `The report can't be written to ${target}: ${error instanceof Error ? error.message : String(error)}`,
      1,
    );
  }
  return target;
}

function moveAway(target: string, old: string): void {
  try {
    renameSync(target, old);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
