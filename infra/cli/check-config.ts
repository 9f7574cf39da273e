/** `check-config`: the effective configuration, without starting anything. */
import { Document } from "yaml";
import type { Part } from "./config/setting.ts";
import { settingList, type Values } from "./settings.ts";

const hidden = "(hidden)";

/** The settings of a part as the YAML of a config file; secrets hidden, settings without a value left out. */
export function formatConfig(values: Values, wanted: readonly Part[]): string {
  const document = new Document({});
  for (const [name, setting] of settingList) {
    const value = values[name];
    if (value === null || value === undefined || !setting.usedBy.some((part) => wanted.includes(part)))
      continue;
    document.setIn(
      setting.path.split("."),
      document.createNode(setting.secret && value !== "" ? hidden : value),
    );
  }
  return document.toString();
}
