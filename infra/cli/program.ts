/** The commands: each is made in a file of its own, which is loaded when it is called, or to say what there is. */
import { Command } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { Told } from "./complaint.ts";

/** Makes a command; it says its exit code where that is not 0. */
type Make = (onExitCode: (code: number) => void) => Command;

/** In the order of `--help`. */
const commands: Readonly<Record<string, () => Promise<Make>>> = {
  start: async () => (await import("./start-command.ts")).startCommand,
  query: async () => (await import("./query.ts")).queryCommand,
  sql: async () => (await import("./sql/command.ts")).sqlCommand,
  report: async () => (await import("./report/command.ts")).reportCommand,
  bridge: async () => (await import("./process-commands.ts")).bridgeCommand,
  collector: async () => (await import("./process-commands.ts")).collectorCommand,
  worker: async () => (await import("./process-commands.ts")).workerCommand,
  fleet: async () => (await import("./process-commands.ts")).fleetCommand,
  notify: async () => (await import("./process-commands.ts")).notifyCommand,
  sink: async () => (await import("./process-commands.ts")).sinkCommand,
  rollup: async () => (await import("./rollup-command.ts")).rollupCommand,
  topics: async () => (await import("./topics-command.ts")).topicsCommand,
  migrate: async () => (await import("./migrate-command.ts")).migrateCommand,
  provision: async () => (await import("./provision/command.ts")).provisioningCommand,
  inventory: async () => (await import("./inventory/command.ts")).inventoryCommand,
  maintenance: async () => (await import("./maintenance/command.ts")).maintenanceCommand,
  "dead-letters": async () => (await import("./dead-letters/command.ts")).deadLettersCommand,
  forget: async () => (await import("./forget/command.ts")).forgetCommand,
  ledger: async () => (await import("./ledger/command.ts")).ledgerCommand,
  estimate: async () => (await import("./estimate/command.ts")).estimateCommand,
  detect: async () => (await import("./detect/command.ts")).detectCommand,
  evaluate: async () => (await import("./evaluate/command.ts")).evaluateCommand,
  backtest: async () => (await import("./backtest/command.ts")).backtestCommand,
  profiles: async () => (await import("./profiles/command.ts")).profilesCommand,
  doctor: async () => (await import("./doctor/command.ts")).doctorCommand,
  "check-config": async () => (await import("./check-config-command.ts")).checkConfigCommand,
  "check-rules": async () => (await import("./rules/command.ts")).checkRulesCommand,
};

/** The program with the command that is called, or with all where `called` names none. `onExitCode` gets an exit code other than 0. */
export async function createProgram(onExitCode: (code: number) => void, called = ""): Promise<Command> {
  const program = new Command("usp-telemetry")
    .description(packageJson.description)
    .version(packageJson.version)
    .showHelpAfterError("(--help shows the commands and options)")
    .showSuggestionAfterError();
  const load = Object.hasOwn(commands, called) ? commands[called] : undefined;
  const loads = load === undefined ? Object.values(commands) : [load];
  for (const make of await Promise.all(loads.map((each) => each()))) program.addCommand(make(onExitCode));
  narrow(program);
  endByThrowing(program);
  return program;
}

/** Instead of ending the process: with 0 after help and version, for a mistake with 2, as for every other mistake of a person. */
function endByThrowing(command: Command): void {
  command.exitOverride(({ message, exitCode }) => {
    throw new Told(message, exitCode === 0 ? 0 : 2);
  });
  for (const each of command.commands) endByThrowing(each);
}

/** Help that is read on any terminal, and in a page: no line longer than this (`program.test.ts`). */
export const mostHelpColumns = 100;

function narrow(command: Command): void {
  const width = (columns: number | undefined): number =>
    Math.min(columns ?? mostHelpColumns, mostHelpColumns);
  command.configureOutput({
    getOutHelpWidth: () => width(process.stdout.columns),
    getErrHelpWidth: () => width(process.stderr.columns),
  });
  for (const each of command.commands) narrow(each);
}
