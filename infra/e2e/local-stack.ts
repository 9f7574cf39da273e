import { inject } from "vitest";
import type { StackAddresses } from "#infra/local/stack.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** One local stack for each worker of this run. */
    stacks: readonly StackAddresses[];
  }
}

/** The local stack that only this test's file uses while it runs. Topics, schemas and tables are the test's to make. */
export function localStack(): StackAddresses {
  const worker = Number(process.env["VITEST_POOL_ID"]);
  const stack = inject("stacks")[worker - 1];
  if (stack === undefined) throw new Error(`There is no local stack for worker ${worker}`);
  return stack;
}
