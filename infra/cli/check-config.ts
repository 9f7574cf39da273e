/** `check-config`: the effective configuration, without starting anything. */
import { Document } from "yaml";
import { fileOf } from "./config/read.ts";
import type { Part } from "./config/setting.ts";
import { settingList, type Values } from "./settings.ts";

const hidden = "(set)";

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
