/** The two questions: what does a home's gateway report, and what is so in that home. */
import type { Label } from "./label.ts";
import type { HomeOptions } from "./options.ts";
import type { Report } from "./report.ts";
import { SimulatedHome } from "./simulated-home.ts";

/**
 * The reports of one home in the order in which they are received; its return value are the home's labels. The same
 * options give the same reports, whatever other homes are simulated before, after or beside it.
 */
export function* simulateHome(options: HomeOptions): Generator<Report, readonly Label[], void> {
  const home = new SimulatedHome(options);
  for (let arrived = home.next(); arrived !== null; arrived = home.next()) yield* arrived;
  yield* home.rest();
  return home.labels();
}

/** The labels of one home, by start: the same that `simulateHome` returns. */
export function labels(options: HomeOptions): readonly Label[] {
  const reports = simulateHome(options);
  for (;;) {
    const step = reports.next();
    if (step.done === true) return step.value;
  }
}
