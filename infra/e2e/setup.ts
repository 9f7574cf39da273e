import type { TestProject } from "vitest/node";
import { type StackAddresses, startStack } from "#infra/local/stack.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Addresses of the one local stack of this run. Topics, schemas and tables are the test's to make. */
    stack: StackAddresses;
  }
}

/** Starts the stack before the first end-to-end test and stops it after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack({ onProgress: (text) => process.stderr.write(`local stack: ${text}\n`) });
  const { runDir, kafka, registry, mqtt, clickhouse } = stack;
  project.provide("stack", { runDir, kafka, registry, mqtt, clickhouse });
  void stack.died.then((why) => process.stderr.write(`local stack: ${why}\n`));
  return () => stack.stop();
}
