/**
 * `npm test [FILTER...]`: all tests, real services included. Ends with the line `N passed, N failed`, with
 * `, N skipped` where tests were, each of them with its reason above.
 *
 * An end-to-end file that failed is run once more, alone and with servers of its own: a machine that is short of time is no defect.
 * What failed at first and then passed is told ("unsteady: ..."), to be mended.
 */
import { parseCLI, startVitest, type TestModule, type TestCase } from "vitest/node";

interface Counts {
  passed: number;
  readonly failed: string[];
  /** A line for each. */
  readonly skipped: string[];
}

interface Outcome {
  /** By the file's path. */
  readonly files: ReadonlyMap<string, Counts>;
  /** Of the end-to-end files, those that failed: run again, they may pass. */
  readonly again: readonly string[];
  /** Errors that belong to no file. */
  readonly stray: number;
}

/** More failures than this are no accident. */
const mostAgain = 5;

function countsOf(module: TestModule): Counts {
  const counts: Counts = { passed: 0, failed: [], skipped: [] };
  // A file that could not be read or set up has no failed test of its own.
  if (module.errors().length > 0) counts.failed.push(module.relativeModuleId);
  for (const test of module.children.allTests()) countTest(counts, test);
  for (const suite of module.children.allSuites())
    if (suite.errors().length > 0) counts.failed.push(`${module.relativeModuleId} > ${suite.fullName}`);
  return counts;
}

function countTest(counts: Counts, test: TestCase): void {
  const result = test.result();
  const name = `${test.module.relativeModuleId} > ${test.fullName}`;
  if (result.state === "passed") counts.passed++;
  else if (result.state === "skipped")
    counts.skipped.push(`skipped: ${name}: ${result.note ?? "no reason given"}`);
  else counts.failed.push(name);
}

async function run(
  filter: readonly string[],
  options: NonNullable<Parameters<typeof startVitest>[2]>,
): Promise<Outcome> {
  const vitest = await startVitest("test", [...filter], { ...options, watch: false });
  const files = new Map<string, Counts>();
  const again: string[] = [];
  for (const module of vitest.state.getTestModules()) {
    const counts = countsOf(module);
    files.set(module.relativeModuleId, counts);
    if (counts.failed.length > 0 && module.project.name === "e2e") again.push(module.relativeModuleId);
  }
  const stray = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  return { files, again, stray };
}

async function main(): Promise<number> {
  const { filter, options } = parseCLI(["vitest", "run", ...process.argv.slice(2)]);
  // Vitest has printed its help, and would go on with all tests.
  if (process.argv.some((word) => word === "--help" || word === "-h")) return 0;
  // Killing everything for an hour is another command's: npm run test:faults.
  const first = await run(filter, { ...options, project: options.project ?? ["unit", "e2e"] });
  const files = new Map(first.files);
  let { stray } = first;
  const unsteady: string[] = [];
  if (first.again.length > 0 && first.again.length <= mostAgain) {
    console.log(`\nOnce more, alone: ${first.again.join(", ")}`);
    const second = await run(first.again, { ...options, project: "e2e", maxWorkers: 1 });
    stray += second.stray;
    for (const [file, counts] of second.files) {
      const failed = first.files.get(file)?.failed ?? [];
      unsteady.push(...failed.filter((name) => !counts.failed.includes(name)));
      files.set(file, counts);
    }
  }

  const all = [...files.values()];
  for (const line of all.flatMap(({ skipped }) => skipped)) console.log(line);
  for (const name of unsteady)
    console.log(`unsteady: ${name}: failed at first, and passed when its file was run again, alone`);
  const passed = all.reduce((sum, counts) => sum + counts.passed, 0);
  const failed = all.reduce((sum, counts) => sum + counts.failed.length, stray);
  const skipped = all.reduce((sum, counts) => sum + counts.skipped.length, 0);
  console.log(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

process.exit(await main());
