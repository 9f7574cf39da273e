/** A plan for people: one line for each thing that will be other than it is. */
import { isHidden, type Setting, type Step } from "./step.ts";

/** `+` a new row, `~` a changed value, `-` a deleted row. Passwords are not shown. */
export const toLines = (steps: readonly Step[]): readonly string[] => steps.flatMap(linesOf);

function linesOf(step: Step): readonly string[] {
  switch (step.kind) {
    case "delete":
      return step.paths.map((path) => `- ${path} (${step.why})`);
    case "add":
      return step.objects.map(({ path, settings }) => `+ ${path} ${settings.map(assignment).join(", ")}`);
    case "set":
      return step.objects.flatMap(({ path, settings }) =>
        settings.map((setting) => `~ ${path}${setting.param}: ${setting.from ?? "?"} -> ${shown(setting)}`),
      );
  }
  return step satisfies never;
}

const shown = ({ param, value }: Setting): string => (isHidden(param) ? "(hidden)" : value);
const assignment = (setting: Setting): string =>
  `${setting.param}=${shown(setting)}${setting.required ? "" : " (if the agent takes it)"}`;
