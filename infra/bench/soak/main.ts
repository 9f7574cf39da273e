/** `npm run soak [-- OPTION...]`: see `soak.ts`; `--help` tells all. */
import { Command, CommanderError } from "commander";
import { wholeNumber } from "#infra/cli/options.ts";
import { describeMachine, formatMachine } from "../machine.ts";
import { withStack } from "../stack.ts";
import { soak } from "./soak.ts";
import { formatSoaked, isSound } from "./told.ts";

const help = `
A local stack of its own with mosquitto; bridge, home worker, fleet stage, sink and rollup at half of what they
sustain together, which is looked for first (seven minutes). Memory is what a process holds after a garbage
collection, every 20 s; the first quarter does not count.

Progress goes to standard error, the table to standard output. Exit codes: 0 nothing was lost or dropped and the
ledger balances, whether the aims of memory are met or not; 1 otherwise; 2 a mistake in the options.`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface Flags {
  readonly minutes: number;
  readonly rate?: number;
  readonly interval: number;
}

const command = new Command("npm run soak --")
  .description("runs the whole pipeline for long and watches memory, lag and the ledger")
  .option("--minutes <n>", "how long", wholeNumber(1, 10_080), 60)
  .option("--rate <n>", "reports a second; half of what is sustained when absent", wholeNumber(1, 100_000))
  .option("--interval <s>", "seconds between two reports of a gateway", wholeNumber(1, 60), 5)
  .addHelpText("after", help)
  .exitOverride()
  .action(async ({ minutes, rate, interval }: Flags) => {
    const machine = describeMachine();
    const soaked = await withStack({ smoke: false, say }, (stack) =>
      soak(stack, { minutes, rate: rate ?? null, intervalMs: interval * 1000, probeEveryMs: 20_000, say }),
    );
    process.stdout.write(`${formatSoaked(soaked)}\n${formatMachine(machine).join("\n")}\n`);
    process.exitCode = isSound(soaked) ? 0 : 1;
  });

try {
  await command.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) say(String(error instanceof Error ? error.stack : error));
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : 1;
}
// Clients keep timers and sockets of their own.
process.exit();
