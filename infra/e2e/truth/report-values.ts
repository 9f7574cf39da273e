/** What one report element must have said: every reported name with its value, from the home's state and the profile. */
import { allValues, type Value } from "./data-model.ts";
import type { ProfileTruth } from "./capture.ts";
import type { HomeState } from "./state.ts";

/** A value under the name the agent gave it (TR-369 R-BULK.9 and .10). */
export interface ReportedValue extends Value {
  readonly name: string;
}

/** The agent's own values that the captures' profiles ask for. Its uptime is in no truth: only that it was sent is known. */
const agentValues: readonly Value[] = [
  { path: "Device.DeviceInfo.UpTime", type: "number", text: "" },
  { path: "Device.DeviceInfo.SerialNumber", type: "string", text: "CPETEST1" },
];

/**
 * All values of a report of `profile` when the home was in `state`. A reference that matches nothing gives nothing;
 * overlapping references give a name twice.
 */
export function reportedValues(state: HomeState, profile: ProfileTruth): ReportedValue[] {
  const values = [...allValues(state), ...agentValues];
  return profile.params.flatMap(([name, reference]) => selectValues(state, values, name, reference));
}

function selectValues(
  state: HomeState,
  values: readonly Value[],
  name: string,
  reference: string,
): ReportedValue[] {
  const pattern = referencePattern(reference);
  return values.flatMap((value) => {
    const match = pattern.exec(value.path);
    if (match === null || !searchHolds(state, value.path, reference)) return [];
    const instances = match.slice(1, -1);
    const rest = match.at(-1) ?? "";
    const parts = [name, ...instances, ...(rest === "" ? [] : [rest])];
    return [{ ...value, name: name === "" ? value.path : parts.join(".") }];
  });
}

/** Groups: one instance number for each `*` or search expression, then what is below a partial path. */
function referencePattern(reference: string): RegExp {
  const levels = reference.split(/\.(?![^[]*\])/);
  const partial = levels.at(-1) === "";
  const body = (partial ? levels.slice(0, -1) : levels).map((level) =>
    level === "*" || level.startsWith("[") ? "(\\d+)" : level,
  );
  return new RegExp(`^${body.join("\\.")}${partial ? "\\.(.+)" : "()"}$`);
}

/** The one form the captures use: `[Parameter<number]` on the row at that level. */
function searchHolds(state: HomeState, path: string, reference: string): boolean {
  const search = /^(.*)\.\[(\w+)<(-?\d+)\]/.exec(reference);
  if (search === null) return true;
  const [, before = "", parameter = "", limit = ""] = search;
  const row = path
    .split(".")
    .slice(0, before.split(".").length + 1)
    .join(".");
  return Number(state.values.get(`${row}.${parameter}`)) < Number(limit);
}
