/** Options that several commands have. */
import { type Command, InvalidArgumentError } from "commander";

const configHelp = `
Settings come from USP_* environment variables, else from the config file (--config FILE or
USP_CONFIG_FILE), else from defaults; infra/cli/settings.md has the table. "check-config" shows
what holds, and every mistake.`;

/** Adds `--config`, and where settings come from. */
export const withConfig = (command: Command): Command =>
  command
    .option("--config <file>", "config file (YAML); the same as USP_CONFIG_FILE")
    .addHelpText("after", configHelp);

/** Gathers an option that may be repeated. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Reads a whole number within bounds, both included. */
export const wholeNumber =
  (lowest: number, highest: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= lowest && value <= highest))
      throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`);
    return value;
  };
