/** All settings as the table of `settings.md`. */
import { settingList } from "../settings.ts";
import type { Setting } from "./setting.ts";

/** Markdown; one line a setting, in the order of `settings.ts`. */
export function formatSettingsTable(): string {
  const heading = [
    "| Variable | In the file | Value | Default | Used by | What it is |",
    "|---|---|---|---|---|---|",
  ];
  return [...heading, ...settingList.map(([, setting]) => formatRow(setting))].join("\n");
}

function formatRow({ env, path, kind, fallback, doc, usedBy, secret, fromFile }: Setting<unknown>): string {
  const standard = fallback === "required" ? "**required**" : fallback.text;
  const file = {
    no: "",
    read: ` may come from the file that \`${env}_FILE\` names.`,
    kept: ` may come from the file that \`${env}_FILE\` names, which is read again when it changes.`,
  };
  const what = fromFile === "no" ? doc : `${doc} ${secret ? "Secret:" : "It"}${file[fromFile]}`;
  return `| ${[`\`${env}\``, `\`${path}\``, kind.name, standard, usedBy.join(", "), what].join(" | ")} |`;
}
