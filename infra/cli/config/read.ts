/** Settings from the environment and the config file, with every mistake at once. */
import type { Part, Setting } from "./setting.ts";
import { settingList, type Values } from "../settings.ts";
import { parseConfigFile } from "./config-file.ts";
import { contradictions } from "./contradictions.ts";
import { NoJson } from "./json-text.ts";
import { suggest } from "./suggest.ts";
import { tlsMistakes } from "./tls-check.ts";
import { notThatType, placeOf, whatIsWrong } from "./wording.ts";

/** Everything that settings are read from; reading files is the caller's. */
export interface Sources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The config file's text, null without one. */
  readonly file: string | null;
  /** Content of the file that a `<env>_FILE` variable names; throws with a sentence. */
  readonly readSecret: (path: string) => string;
}

export type Reading =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** The variable that names the config file. */
export const configFileVariable = "USP_CONFIG_FILE";
/** Variables with our prefix that are not settings. */
const notSettings: readonly string[] = [configFileVariable, "USP_TELEMETRY_RUN_ID"];

/**
 * Reads all settings; those that no wanted part uses may be missing (their value is then undefined and never looked at).
 * `doors`: parts of which certificates are checked, missing or not.
 */
export function readSettings(
  sources: Sources,
  wanted: readonly Part[],
  doors: readonly Part[] = wanted,
): Reading {
  const file = parseConfigFile(
    sources.file ?? "",
    settingList.flatMap(([, { path, fromFile }]) => (fromFile === "no" ? [path] : [path, fileOf(path)])),
  );
  // Nothing else is known to be wrong: what is missing may be in the file.
  if (file.unreadable) return { ok: false, mistakes: file.mistakes };
  const mistakes = [...file.mistakes, ...unknownVariables(sources.env)];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of settingList) {
    const found = find(setting, sources, file.byPath);
    if ("mistake" in found) mistakes.push(found.mistake);
    else if (found.given) values[name] = found.value;
    else if (setting.fallback !== "required") values[name] = setting.fallback.value;
    else if (setting.usedBy.some((part) => wanted.includes(part))) mistakes.push(missing(setting));
  }
  mistakes.push(...contradictions(values));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value passed its own setting's schema
  const checked = values as unknown as Values;
  mistakes.push(...tlsMistakes(checked, doors, sources.readSecret));
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, values: checked };
}

type Found =
  | { readonly given: true; readonly value: unknown }
  | { readonly given: false }
  | { readonly mistake: string };

function find(setting: Setting<unknown>, sources: Sources, file: ReadonlyMap<string, unknown>): Found {
  const { env, path, kind, fromFile } = setting;
  const text = sources.env[env];
  const named = fromFile === "no" ? undefined : sources.env[fileVariable(env)];
  if (text !== undefined && named !== undefined)
    return { mistake: `${env} and ${fileVariable(env)} are both set: keep one` };
  if (named !== undefined) return fromNamedFile(setting, fileVariable(env), named, sources.readSecret);
  if (text !== undefined) return check(setting, env, kind.fromText(text));
  const filePath = fileOf(path);
  const namedInFile = fromFile === "no" ? undefined : file.get(filePath);
  if (file.has(path) && namedInFile !== undefined)
    return { mistake: `config file: ${path} and ${filePath} are both set: keep one` };
  if (namedInFile !== undefined)
    return fromNamedFile(setting, `config file: ${filePath}`, namedInFile, sources.readSecret);
  if (file.has(path)) return check(setting, `config file: ${path}`, file.get(path));
  return { given: false };
}

/** The variable that names the file which has a setting's value. */
const fileVariable = (env: string): string => `${env}_FILE`;
/** The same in the config file. */
export const fileOf = (path: string): string => `${path}File`;

function fromNamedFile(
  setting: Setting<unknown>,
  where: string,
  path: unknown,
  readSecret: (path: string) => string,
): Found {
  if (typeof path !== "string" || path === "") return { mistake: `${where} must name a file` };
  if (setting.fromFile === "kept") return check(setting, where, { file: path });
  try {
    const text = readSecret(path).replace(/\r?\n$/, "");
    return check(setting, where, setting.kind.fromText(text));
  } catch (error) {
    return { mistake: `${where}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function check(setting: Setting<unknown>, where: string, value: unknown): Found {
  if (value instanceof NoJson)
    return { mistake: `${where} must be ${nameOf(setting)}${noJson(setting, value)}` };
  const result = setting.kind.schema.safeParse(value, { error: whatIsWrong });
  if (result.success) return { given: true, value: result.data };
  const reasons = result.error.issues.map(({ path, code, message }) => {
    if (path.length > 0) return `${placeOf(path)} ${message}`;
    return code === "invalid_type" && message === notThatType ? `must be ${nameOf(setting)}` : message;
  });
  const shown = shownOf(setting, JSON.stringify(value) ?? "nothing");
  return { mistake: `${where} ${reasons.join("; ")}${shown}` };
}

const noJson = (setting: Setting<unknown>, { text, place }: NoJson): string =>
  `: it is no JSON${place === null ? "" : ` from ${place} on`}${shownOf(setting, text)}`;

/** What it is, for who wrote it; nothing of a secret. */
const shownOf = ({ secret }: Setting<unknown>, text: string): string =>
  secret ? "" : ` (is ${shorten(withoutPassword(text))})`;

const nameOf = ({ kind: { name } }: Setting<unknown>): string =>
  name.startsWith("text") ? name : `a ${name}`;

/** Of a URL that has one, which is a mistake. */
const withoutPassword = (text: string): string => text.replaceAll(/(\/\/)[^/@"]*@/g, "$1...@");

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

const missing = ({ env, path, doc }: Setting<unknown>): string =>
  `${env} (${path} in the config file) is not set: ${doc}`;

function unknownVariables(env: Sources["env"]): string[] {
  const known = settingList.flatMap(([, { env: name, fromFile }]) =>
    fromFile === "no" ? [name] : [name, fileVariable(name)],
  );
  const names = Object.keys(env).filter(
    (name) => name.startsWith("USP_") && !known.includes(name) && !notSettings.includes(name),
  );
  return names.map((name) => {
    const near = suggest(name, [...known, configFileVariable]);
    return `${name} is not a setting${near === null ? "" : `; did you mean ${near}?`}`;
  });
}
