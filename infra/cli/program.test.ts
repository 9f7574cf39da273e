import type { Command } from "commander";
import { expect, test } from "vitest";
import { createProgram, mostHelpColumns } from "./program.ts";

const withBelow = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withBelow)];

/** All that `--help` prints, what is added behind the options too. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (more) => (text += more) });
  command.outputHelp();
  return text;
}

test("no line of any command's help is wider than a terminal", () => {
  const commands = withBelow(createProgram(() => undefined));
  expect(commands.length).toBeGreaterThan(12);
  const tooWide = commands.flatMap((command) =>
    helpOf(command)
      .split("\n")
      .filter((line) => line.length > mostHelpColumns)
      .map((line) => `${command.name()}: ${line}`),
  );
  expect(tooWide).toEqual([]);
});
