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

test("no line of any command's help is wider than a terminal", async () => {
  const commands = withBelow(await createProgram(() => undefined));
  expect(commands.length).toBeGreaterThan(12);
  const tooWide = commands.flatMap((command) =>
    helpOf(command)
      .split("\n")
      .filter((line) => line.length > mostHelpColumns)
      .map((line) => `${command.name()}: ${line}`),
  );
  expect(tooWide).toEqual([]);
});

test("a command that is called is the only one that is made, and is the one of that name", async () => {
  const all = await createProgram(() => undefined);
  for (const name of all.commands.map((command) => command.name())) {
    const { commands } = await createProgram(() => undefined, name);
    expect(commands.map((command) => command.name())).toEqual([name]);
  }
});

test("whatever else is called gets the program that knows all", async () => {
  const names = ["", "--help", "help", "sinc", "constructor"];
  const programs = await Promise.all(names.map((name) => createProgram(() => undefined, name)));
  for (const { commands } of programs) expect(commands.length).toBeGreaterThan(12);
});
