/** What a schema refuses, in words for the person who wrote the value. */
import type { z } from "zod";

/** `0.endpoint` of a list is its `entry 1: endpoint`. */
export const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === "number" ? `entry ${key + 1}:` : String(key)))
    .join(" ")
    .replace(/:$/, "");

/** Of a whole value; who knows what it is for says what it must be. */
export const notThatType = "must be of another type";
const types: Readonly<Record<string, string>> = {
  array: "must be a list",
  object: "must hold keys",
  record: "must hold keys",
  string: "must be text",
  number: "must be a number",
  int: "must be a whole number",
  boolean: "must be true or false",
};

/** For what a setting's schema has no words of its own. */
export function whatIsWrong(issue: z.core.$ZodRawIssue): string | undefined {
  const inside = (issue.path ?? []).length > 0;
  if (issue.code === "invalid_type") {
    if (inside && issue.input === undefined) return "is missing";
    return inside ? (types[issue.expected] ?? notThatType) : notThatType;
  }
  if (issue.code === "invalid_value") return `must be ${issue.values.map(String).join(" or ")}`;
  if (issue.code === "invalid_union" && Array.isArray(issue["options"]))
    return `must be ${issue["options"].map(String).join(" or ")}`;
  if (issue.code === "unrecognized_keys") return `has no ${issue.keys.join(", ")}`;
  return undefined;
}
