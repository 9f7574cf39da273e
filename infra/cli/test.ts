/**
 * `npm test [FILTER...]`: all tests, real services included. Ends with the line `N passed, N failed`, with
 * `, N skipped` where tests were, each of them with its reason above.
 */
import { parseCLI, startVitest, type TestModule, type TestCase } from "vitest/node";

interface Counts {
  passed: number;
  failed: number;
  /** A line for each. */
  readonly skipped: string[];
}

function count(counts: Counts, module: TestModule): void {
  // A file that could not be read or set up has no failed test of its own.
  if (module.errors().length > 0) counts.failed++;
  for (const test of module.children.allTests()) countTest(counts, test);
  for (const suite of module.children.allSuites()) if (suite.errors().length > 0) counts.failed++;
}

function countTest(counts: Counts, test: TestCase): void {
  const result = test.result();
  if (result.state === "passed") counts.passed++;
  else if (result.state === "skipped") {
    counts.skipped.push(
      `skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${result.note ?? "no reason given"}`,
    );
  } else counts.failed++;
}

async function main(): Promise<number> {
  const { filter, options } = parseCLI(["vitest", "run", ...process.argv.slice(2)]);
  // Vitest has printed its help, and would go on with all tests.
  if (process.argv.some((word) => word === "--help" || word === "-h")) return 0;
  // Killing everything for an hour is another command's: npm run test:faults.
  const project = options.project ?? ["unit", "e2e"];
  const vitest = await startVitest("test", filter, { ...options, project, watch: false });
  const counts: Counts = { passed: 0, failed: 0, skipped: [] };
  for (const module of vitest.state.getTestModules()) count(counts, module);
  const stray = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  counts.failed += stray;
  for (const line of counts.skipped) console.log(line);
  const skipped = counts.skipped.length === 0 ? "" : `, ${counts.skipped.length} skipped`;
  console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

process.exit(await main());
