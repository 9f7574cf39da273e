/** `query` on a ClickHouse that nobody named: the local stack of another folder's program. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { identityOf } from "#infra/local/process-identity.ts";
import { createProgram } from "./program.ts";

let state = "";
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "usp-query-"));
  const folder = join(state, "usp-telemetry", "running");
  mkdirSync(folder, { recursive: true });
  const starter = identityOf(process.pid);
  const stack = { starter, addresses: localStack(), program: "/elsewhere/" };
  writeFileSync(join(folder, "one.json"), JSON.stringify(stack));
  vi.stubEnv("XDG_STATE_HOME", state);
  vi.stubEnv("USP_CLICKHOUSE_URL", undefined);
  vi.stubEnv("USP_CLICKHOUSE_DATABASE", "default");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true });
});

async function query(...args: string[]): Promise<void> {
  const program = await createProgram(() => undefined);
  await program.parseAsync(["node", "usp-telemetry", "query", ...args]);
}

test("reads there and writes nothing, but where it is named", async () => {
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await query("SELECT 17 SETTINGS max_threads = 1", "--format", "TSV");
  expect(printed).toHaveBeenLastCalledWith("17\n");
  expect(said.mock.calls[0]?.[0]).toMatch(/^Asking http\S+, which was started from \/elsewhere\//);
  const create = "CREATE TABLE query_test (a Int8) ENGINE = Memory";
  await expect(query(create)).rejects.toThrow(/readonly mode.*; what writes must name it: --url/);
  const named = ["--url", localStack().clickhouse.url];
  await query(create, ...named);
  await expect(query("DROP TABLE query_test")).rejects.toThrow(/readonly mode/);
  await query("DROP TABLE query_test", ...named);
});
