/** The config file: YAML whose nested keys, joined by dots, are the settings' paths. */
import { LineCounter, parseDocument } from "yaml";
import { yamlMistakes } from "../yaml-mistakes.ts";
import { suggest } from "./suggest.ts";

/** Values by path, and what is wrong with the file. */
export interface FileValues {
  readonly byPath: ReadonlyMap<string, unknown>;
  readonly mistakes: readonly string[];
  /** The text is no YAML: nothing is known of what it says. */
  readonly unreadable: boolean;
}

/** Reads the file's text. Values themselves are not checked here; keys that lead to no setting are refused. */
export function parseConfigFile(text: string, known: readonly string[]): FileValues {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const wrong = yamlMistakes(text, document, lines);
  if (wrong.length > 0) {
    const mistakes = wrong.map(({ line, sentence }) => `config file: line ${line}: ${sentence}`);
    return { byPath: new Map(), mistakes, unreadable: true };
  }
  const root: unknown = document.toJS();
  if (root === null || root === undefined) return { byPath: new Map(), mistakes: [], unreadable: false };
  const byPath = new Map<string, unknown>();
  const mistakes: string[] = [];
  collect(root, "", known, byPath, mistakes);
  return { byPath, mistakes, unreadable: false };
}

function collect(
  value: unknown,
  path: string,
  known: readonly string[],
  found: Map<string, unknown>,
  mistakes: string[],
): void {
  if (known.includes(path)) {
    found.set(path, value);
    return;
  }
  const leadsOn = path === "" || known.some((name) => name.startsWith(`${path}.`));
  if (!leadsOn) mistakes.push(unknownKey(path, known));
  else if (!isMapping(value))
    mistakes.push(`config file: ${path === "" ? "the file" : path} must hold keys, not a value`);
  else
    for (const [key, inner] of Object.entries(value))
      collect(inner, path === "" ? key : `${path}.${key}`, known, found, mistakes);
}

function unknownKey(path: string, known: readonly string[]): string {
  const sections = known.flatMap((name) =>
    name.split(".").map((_, index, keys) => keys.slice(0, index + 1).join(".")),
  );
  const near = suggest(path, [...new Set(sections)]);
  return `config file: ${path} is not a setting${near === null ? "" : `; did you mean ${near}?`}`;
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
