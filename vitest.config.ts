import { defineConfig } from "vitest/config";

/**
 * `unit` needs nothing but this machine; `e2e` gets a local stack for each worker (`localStack()`), started once a run;
 * `faults` starts stacks of its own to kill them (`npm run test:faults`); `containers` brings up infra/deploy/compose.yml where a
 * Docker engine is to be had (`npm run test:containers`).
 */
export default defineConfig({
  test: {
    teardownTimeout: 20_000,
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: ["**/*.{e2e,faults,containers}.test.ts", "**/node_modules/**"],
          // Far above what any needs: a busy machine is no failure.
          testTimeout: 60_000,
          // Vitest would leave one core of two idle.
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "e2e",
          include: ["**/*.e2e.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["infra/e2e/setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They wait more than they work: two files at once, each with a stack of its own, once the unit tests are done.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "faults",
          include: ["**/*.faults.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "containers",
          include: ["**/*.containers.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 300_000,
          // The first run builds all images.
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
