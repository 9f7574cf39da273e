/** A letter's original bytes, into a file. */
import { writeFileSync } from "node:fs";
import { Complaint } from "../complaint.ts";

/** A complaint where that can't be done: no such folder, a full disk. */
export function writeBytes(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Complaint(`The letter's bytes can't be written into ${file}: ${reason}`, 1);
  }
}
