/** `check-config`: the effective configuration, without starting anything. */
import { Document } from "yaml";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import { fileOf } from "./config/read.ts";
import type { Part } from "./config/setting.ts";
import { tlsValidity } from "./config/tls-check.ts";
import { settingList, type Values } from "./settings.ts";
import { namesKafka, stackEnvironment } from "./stack-settings.ts";

const hidden = "(set)";
const allStacks =
  "Nothing says where Kafka is, so these are the addresses of the local stack that runs (npm start).\n";

/**
 * Settings to be checked, and which they are where nobody names a Kafka: those of the local stack that runs. Throws a complaint that
 * lists every mistake, and where no stack runs either what to do.
 */
export function loadChecked(
  wanted: readonly Part[],
  configFile: string | undefined,
): { readonly values: Values; readonly note: string } {
  const { env, isStacks, note } = stackEnvironment(configFile, wanted);
  try {
    const isAll = isStacks && note === "";
    const values = loadSettings(wanted, configFile, env);
    return { values, note: isAll ? allStacks : note };
  } catch (error) {
    if (!(error instanceof Complaint) || isStacks || namesKafka(configFile)) throw error;
    throw new Complaint(
      `${error.message}\nNo local stack runs that could be meant: npm start starts one. Of your own systems set the addresses in the environment or in a file (--config FILE).`,
    );
  }
}

/** The settings of a part as the YAML of a config file; secrets hidden, settings without a value left out. */
export function formatConfig(values: Values, wanted: readonly Part[]): string {
  const document = new Document({});
  for (const [name, setting] of settingList) {
    const value = values[name];
    if (value === null || value === undefined || !setting.usedBy.some((part) => wanted.includes(part)))
      continue;
    const file = typeof value === "object" && "file" in value ? value.file : null;
    const isHidden = (setting.secret || setting.fromFile === "kept") && value !== "";
    document.setIn(
      (file === null ? setting.path : fileOf(setting.path)).split("."),
      document.createNode(file ?? (isHidden ? hidden : value)),
    );
  }
  return document.toString();
}

/**
 * The certificates of a part's settings, as lines that YAML ignores, and warnings about those that end soon. Throws a
 * complaint where one is good no more.
 */
export function formatCertificates(
  values: Values,
  wanted: readonly Part[],
  nowMs: number,
): { readonly comments: string; readonly warnings: string } {
  const { lines, warnings, mistakes } = tlsValidity(values, wanted, nowMs);
  if (mistakes.length > 0) throw new Complaint(mistakes.join("\n"));
  const all = (texts: readonly string[], before: string): string =>
    texts.map((line) => `${before}${line}\n`).join("");
  return { comments: all(lines, "# "), warnings: all(warnings, "Warning: ") };
}
