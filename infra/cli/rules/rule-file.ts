/** The file of static alert rules: YAML, of which every mistake is told with its line. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Rule } from "#processors/anomalies/rules.ts";
import { yamlMistakes } from "../yaml-mistakes.ts";
import { didYouMean, type Field, readRule, ruleKeys, textOf } from "./rule-fields.ts";

export interface Mistake {
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
}

export type RuleReading =
  | { readonly ok: true; readonly rules: readonly Rule[] }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** They travel in every checkpoint. */
const mostRules = 100;

/** Reads the text of a rule file. An empty one has no rules. */
export function parseRules(text: string): RuleReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const mistakes: Mistake[] = [];
  const tellAt = (offset: number, sentence: string): void => {
    mistakes.push({ line: lines.linePos(offset).line, sentence });
  };
  mistakes.push(...yamlMistakes(text, document, lines));
  const walk: Walk = {
    tell: (node, sentence) => tellAt(node?.range?.[0] ?? 0, sentence),
    resolve: (node) => (isAlias(node) ? node.resolve(document) : node) ?? null,
  };
  const rules = mistakes.length > 0 ? [] : readFile(document.contents, walk);
  if (mistakes.length === 0) return { ok: true, rules };
  return { ok: false, mistakes: mistakes.sort((one, other) => one.line - other.line) };
}

interface Walk {
  readonly tell: (node: Node | null, sentence: string) => void;
  /** What an alias stands for. */
  readonly resolve: (node: Node | null) => Node | null;
}

function readFile(root: Node | null, walk: Walk): Rule[] {
  if (root === null || (isScalar(root) && root.value === null)) return [];
  const list = fieldsOf(root, "the file", ["rules"], walk)?.get("rules")?.value;
  if (list === undefined) return [];
  if (!isSeq(list)) {
    walk.tell(list, "rules must be a list");
    return [];
  }
  if (list.items.length > mostRules)
    walk.tell(list, `there are ${list.items.length} rules, and no more than ${mostRules} may be`);
  const names = new Set<string>();
  return list.items.flatMap((item) => readItem(toNode(item), names, walk) ?? []);
}

function readItem(item: Node | null, names: Set<string>, walk: Walk): Rule | null {
  const node = walk.resolve(item);
  const fields = fieldsOf(node, "a rule", ruleKeys, walk);
  if (node === null || fields === null) return null;
  tellTwin(fields.get("name")?.value, names, walk);
  const scopeNode = fields.get("scope")?.value;
  const scope = scopeNode === undefined ? null : fieldsOf(scopeNode, "scope", null, walk);
  return readRule({ node, fields, scope, tell: walk.tell });
}

/** Names are the identity of alerts. */
function tellTwin(name: Node | undefined, names: Set<string>, { tell }: Walk): void {
  const text = textOf(name);
  if (name === undefined || text === null) return;
  if (names.has(text)) tell(name, `there is another rule ${text}`);
  names.add(text);
}

/** The keys of a mapping; null, told, where it is none. Unknown keys are told, and left out. */
function fieldsOf(
  node: Node | null,
  what: string,
  keys: readonly string[] | null,
  { tell, resolve }: Walk,
): ReadonlyMap<string, Field> | null {
  if (!isMap(node)) {
    tell(node, `${what} must hold keys`);
    return null;
  }
  const fields = new Map<string, Field>();
  for (const pair of node.items) {
    const key = toNode(pair.key);
    const name = isScalar(key) ? String(key.value) : "";
    const value = resolve(toNode(pair.value)) ?? key;
    if (keys !== null && !keys.includes(name)) tell(key, unknownKey(name, what, keys));
    else if (key !== null && value !== null) fields.set(name, { key, value });
  }
  return fields;
}

function unknownKey(name: string, what: string, keys: readonly string[]): string {
  const near = didYouMean(name, keys);
  return `unknown key ${name} in ${what}${near === "" ? `, which has only ${keys.join(", ")}` : near}`;
}

/** In a parsed document all keys, values and items are nodes. */
function toNode(value: unknown): Node | null {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null;
}
