import type { Command } from "commander";
import { expect, test } from "vitest";
import { Told } from "./complaint.ts";
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

/** What `usp-telemetry ARGUMENTS` ends with; what commander prints is dropped. */
async function endOf(line: string): Promise<Told> {
  const argv = line.split(" ");
  const program = await createProgram(() => undefined, argv[0]);
  for (const command of withBelow(program))
    command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  const ended = program.parseAsync(argv, { from: "user" });
  return ended.then(
    () => Promise.reject(new Error(`${line} was done`)),
    (error: unknown) => (error instanceof Told ? error : Promise.reject(error as Error)),
  );
}

test.each([
  "ledger check --nope",
  "ledger check --wait -1",
  "ledger",
  "dead-letters redrive x",
  "dead-letters show x",
  "backtest --list x",
  "backtest --from 2026-02-30",
  "doctor --timeout 1",
  "doctor nonsense",
  "report capacity",
  "report nonsense",
  "check-config --nosuch",
  "detect",
  "nonsense",
])("a mistake in the options ends with 2: %s", async (line) => {
  expect((await endOf(line)).exitCode).toBe(2);
});

test.each(["--help", "--version", "ledger check --help", "help ledger"])(
  "what is asked for ends with 0: %s",
  async (line) => {
    expect((await endOf(line)).exitCode).toBe(0);
  },
);
