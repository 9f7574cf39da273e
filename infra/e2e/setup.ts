import type { TestProject } from "vitest/node";
import { startStack } from "#infra/local/stack.ts";

/** Starts a stack for each worker before the first end-to-end test and stops them after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const names = Array.from({ length: project.config.maxWorkers }, (_, index) => `local stack ${index + 1}`);
  const stacks = await Promise.all(
    names.map((name) => startStack({ onProgress: (text) => process.stderr.write(`${name}: ${text}\n`) })),
  );
  project.provide(
    "stacks",
    stacks.map(({ runDir, kafka, registry, mqtt, clickhouse }) => ({
      runDir,
      kafka,
      registry,
      mqtt,
      clickhouse,
    })),
  );
  for (const [index, { died }] of stacks.entries())
    void died.then((why) => process.stderr.write(`${names[index]}: ${why}\n`));
  return async () => {
    await Promise.all(stacks.map((stack) => stack.stop()));
  };
}
