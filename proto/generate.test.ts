import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));

it("gen holds what the .proto files generate", { timeout: 60_000 }, () => {
  const fresh = mkdtempSync(join(tmpdir(), "usp-proto-"));
  try {
    execFileSync(process.execPath, [join(here, "generate.mjs"), fresh]);
    for (const file of ["usp-record.js", "usp-record.d.ts", "usp-msg.js", "usp-msg.d.ts"]) {
      // Compared as a boolean: a difference of 400 kB helps nobody.
      const same = readFileSync(join(fresh, file), "utf8") === readFileSync(join(here, "gen", file), "utf8");
      expect({ file, same }).toEqual({ file, same: true });
    }
  } finally {
    rmSync(fresh, { recursive: true });
  }
});
