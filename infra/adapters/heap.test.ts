import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

/** An unknown flag is no error to V8: it would be without effect from one version to the next. */
test.each([
  "--external-memory-accounted-in-global-limit",
  "--max-inlined-bytecode-size ",
  "--max-inlined-bytecode-size-cumulative",
])("this V8 knows %s", (flag) => {
  expect(execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" })).toContain(`  ${flag}`);
});
