import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Complaint } from "../complaint.ts";
import { writeBytes } from "./write-bytes.ts";

test("a letter's bytes are written as they are; where that can't be, a sentence says so", () => {
  const folder = mkdtempSync(join(tmpdir(), "usp-letter-"));
  try {
    writeBytes(join(folder, "letter"), Buffer.from([0, 255]));
    expect([...readFileSync(join(folder, "letter"))]).toEqual([0, 255]);
    const missing = join(folder, "none", "letter");
    expect(() => writeBytes(missing, Buffer.from("x"))).toThrow(Complaint);
    expect(() => writeBytes(missing, Buffer.from("x"))).toThrow(/can't be written into .*letter: ENOENT/);
    // Nothing can be written there.
    expect(() => writeBytes("/dev/full", Buffer.from("x"))).toThrow(/can't be written into/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
