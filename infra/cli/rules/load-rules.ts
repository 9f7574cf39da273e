/** Reads the file of static alert rules that a person named. */
import { readFileSync } from "node:fs";
import type { Rule } from "#processors/anomalies/rules.ts";
import { Complaint } from "../complaint.ts";
import { parseRules } from "./rule-file.ts";

/** The rules of the file; none without one. Throws a complaint that lists every mistake with its line. */
export function loadRules(path: string | null): readonly Rule[] {
  if (path === null) return [];
  const reading = parseRules(readText(path));
  if (reading.ok) return reading.rules;
  const { mistakes } = reading;
  const heading = mistakes.length === 1 ? "One mistake" : `${mistakes.length} mistakes`;
  const lines = mistakes.map(({ line, sentence }) => `  line ${line}: ${sentence}`);
  throw new Complaint([`${heading} in ${path}:`, ...lines].join("\n"));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Complaint(`The rules ${path} can't be read (${code})`);
  }
}
