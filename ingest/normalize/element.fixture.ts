/** Reported values to rows, for the tests of the tables: full paths as names. */
import { parseJsonReport } from "../report/json.ts";
import { createNameResolver } from "../report/names.ts";
import { type NormalizedElement, normalizeElement } from "./element.ts";
import { place } from "./placement.ts";

const resolve = createNameResolver([], [], place);

/** One element with these members. */
export function normalized(members: object): NormalizedElement {
  const report = parseJsonReport(`[${JSON.stringify(members)}]`, { values: 1000, depth: 32 });
  if (!report.ok || report.elements[0] === undefined) throw new Error("no element");
  return normalizeElement(report.elements[0], resolve);
}

/** Members below a path. */
export const below = (path: string, members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [path + name, value]));

/** The parameters as `path=value`, below a path. */
export const keptBelow = (path: string, { parameters }: NormalizedElement): readonly string[] =>
  parameters.map((each) => `${each.path.replace(path, "")}=${each.value}`);
