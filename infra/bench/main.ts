/** `npm run bench [-- OPTION... NAME...]`: measures each stage against its floor; `--help` tells all. */
import { Complaint } from "#infra/cli/complaint.ts";
import { parseArguments, usage, type Wanted } from "./arguments.ts";
import { describeMachine, formatMachine } from "./machine.ts";
import { writeResults } from "./results.ts";
import { benchmarks, runSuite } from "./suite.ts";
import { formatTable } from "./table.ts";

const names = benchmarks.map(({ name }) => name);

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Returns the exit code. */
async function measure({ benchmarks: chosen, smoke, json, write }: Wanted): Promise<number> {
  // Before the run: afterwards the load is mostly our own.
  const machine = describeMachine();
  const { lines, failures } = await runSuite(chosen, { smoke, say });
  for (const failure of failures) say(failure);
  if (json) process.stdout.write(`${JSON.stringify({ machine, smoke, lines, failures }, null, 2)}\n`);
  else process.stdout.write(`${formatTable(lines)}\n${formatMachine(machine).join("\n")}\n`);
  if (failures.length > 0) return 1;
  if (write) writeResults(lines, machine);
  return 0;
}

async function main(): Promise<number> {
  const wanted = parseArguments(process.argv.slice(2), benchmarks);
  if (!wanted.help && !wanted.list) return measure(wanted);
  process.stdout.write(wanted.help ? usage(names) : `${names.join("\n")}\n`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof Complaint ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = error instanceof Complaint ? error.exitCode : 1;
}
// Clients keep timers and sockets of their own.
process.exit();
