import { defineConfig } from "vitest/config";

/**
 * `unit` needs nothing but this machine; `e2e` gets one local stack, started once a run (`inject("stack")`); `faults`
 * starts stacks of its own to kill them (`npm run test:faults`).
 */
export default defineConfig({
  test: {
    teardownTimeout: 20_000,
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: ["**/*.{e2e,faults}.test.ts", "**/node_modules/**"],
          // Far above what any needs: a busy machine is no failure.
          testTimeout: 60_000,
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
          // Two cores and real services: files one after another.
          fileParallelism: false,
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
    ],
  },
});
