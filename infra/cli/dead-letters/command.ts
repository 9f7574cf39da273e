/** `dead-letters` on the command line: what could not be understood, and another try. */
import { setTimeout as sleep } from "node:timers/promises";
import { Command, InvalidArgumentError } from "commander";
import { now } from "#infra/adapters/clock.ts";
import { describeRefusal } from "#infra/adapters/kafka-error.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { topics } from "#schemas/topics.ts";
import { Complaint } from "../complaint.ts";
import { bridgeConfig, kafkaConfig } from "../config/process-config.ts";
import { collect, wholeNumber, withConfig } from "../options.ts";
import { presentTopics } from "../reach-kafka.ts";
import type { Values } from "../settings.ts";
import { loadStackSettings } from "../stack-settings.ts";
import { stopSignals } from "../stop-signals.ts";
import { terminalWidth } from "../text-table.ts";
import { type Letter, letterName } from "./letter.ts";
import { openLetter } from "./open-letter.ts";
import { readLetters } from "./read-letters.ts";
import { openRedriving } from "./open-redriving.ts";
import { type SelectionFlags, toSelection } from "./select.ts";
import { isMarked, isMeant, type Selection } from "./selection.ts";
import type { Tally } from "./tally.ts";
import { formatLetter, formatList } from "./tell.ts";
import { writeBytes } from "./write-bytes.ts";

const selectionHelp = `
A letter is named by partition and offset in usp.dead-letter.v1, as the list and the view
dead_letter (columns partition, offset) have them: 3:1207. Times are those at which Kafka got it:
ISO 8601, or how long ago: 90m, 2h, 1d.`;

const redriveHelp = `
Messages that intake did not understand are taken apart again by the settings of this command (give
it the bridge's and the collector's), with the times and ids of their first arrival: what is
understood twice is one event. Windows long closed count such a report as late; its rows are there.
Records that ClickHouse refused are inserted at their old place. Bytes stay as they were.

What fails again is a new dead letter with one attempt more; one that was tried --attempts times is
left alone. Letters that were tried are marked, and neither listed nor tried again (--redriven).
Stopped, run it again.

Examples:
  usp-telemetry dead-letters list --from 2h
  usp-telemetry dead-letters redrive --reason topic_unknown --from 1d --dry-run
  usp-telemetry dead-letters redrive 3:1207

Exit codes: 0 done; 1 some failed again or could not be tried, or Kafka can't be reached; 2 a
mistake in the options or settings.`;

/** The command with its three. */
export function deadLettersCommand(onExitCode: (code: number) => void): Command {
  return new Command("dead-letters")
    .description("messages and records that could not be understood: list, show, try again")
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(redriveCommand(onExitCode));
}

type Flags = SelectionFlags & { readonly config?: string };

const withSelection = (command: Command): Command =>
  command
    .option("--from <time>", "from when on", "1d")
    .option("--to <time>", "up to when (default: now)")
    .option("--reason <reason>", "only of this reason; may be repeated", collect, [])
    .option("--stage <stage>", "only of this stage; may be repeated", collect, [])
    .option("--endpoint <id>", "only of this gateway; may be repeated", collect, [])
    .option("--redriven", "those that were tried again, too", false);

function listCommand(): Command {
  const list = withSelection(new Command("list"))
    .description("how many of each reason, and the newest")
    .option("--limit <n>", "how many are shown", wholeNumber(1, 1_000_000), 15)
    .option("--json", "all of them, as lines of JSON", false)
    .addHelpText("after", selectionHelp)
    .action(async (flags: Flags & { readonly limit: number; readonly json: boolean }) => {
      const selection = toSelection(flags, [], now());
      const { heads, marked } = await readHeads(
        loadStackSettings(flags.config, ["topics"]),
        selection.fromMs,
      );
      const meant = heads
        .filter((head) => isMeant(head, selection, marked))
        .map((head) => ({ ...head, isRedriven: isMarked(head, marked) }));
      if (flags.json) for (const each of meant) console.log(JSON.stringify(each));
      else process.stdout.write(formatList(meant, flags.limit, terminalWidth()));
    });
  return withConfig(list);
}

function showCommand(): Command {
  const show = new Command("show")
    .description("one letter: why, from where, its bytes")
    .argument("<letter>", "its name: 3:1207", letterArgument)
    .option("--bytes <file>", "write its original bytes into this file")
    .addHelpText("after", selectionHelp)
    .action(async (name: string, flags: { readonly config?: string; readonly bytes?: string }) => {
      const values = loadStackSettings(flags.config, ["bridge"]);
      const found = await findLetter(values, name);
      const sealing = createSealing(bridgeConfig(values).pseudonyms?.epochs ?? []);
      const opened = openLetter(found.letter, sealing);
      if (typeof opened === "string") process.stderr.write(`${opened}\n`);
      const letter = typeof opened === "string" ? found.letter : opened;
      if (flags.bytes !== undefined) writeBytes(flags.bytes, letter.value ?? Buffer.alloc(0));
      process.stdout.write(formatLetter(letter, found.isRedriven));
    });
  return withConfig(show);
}

function redriveCommand(onExitCode: (code: number) => void): Command {
  const redrive = withSelection(new Command("redrive"))
    .description("try them again")
    .argument(
      "[letter...]",
      "only these: 3:1207",
      (text: string, before: readonly string[]) => [...before, letterArgument(text)],
      [],
    )
    .option("--dry-run", "only say what would become of them", false)
    .option("--attempts <n>", "leave alone what was tried so often", wholeNumber(1, 1000), 3)
    .addHelpText("after", selectionHelp + redriveHelp)
    .action(
      async (
        names: readonly string[],
        flags: Flags & { readonly dryRun: boolean; readonly attempts: number },
      ) => {
        const selection = toSelection(flags, names, now());
        const values = loadStackSettings(
          flags.config,
          ["bridge", "collector", "sink"],
          flags.dryRun ? "read" : "write",
        );
        onExitCode(await redriveAll(values, selection, flags));
      },
    );
  return withConfig(redrive);
}

/** Progress every so many letters. */
const tellEvery = 1000;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** What is under way when something fails is waited for, and not for ever. */
const longestSettlingMs = 10_000;
const notTried =
  "are not marked as tried: run it again. What of them is in Kafka already comes again with the same ids, and counts once.";

/** What a person can do something about, with how far it came; of anything else that is said, and the error stays. */
function told(error: unknown, howFar: string): unknown {
  const refusal = describeRefusal(error);
  if (refusal !== null) return new Complaint(`${refusal}\n${howFar}`, 1);
  say(howFar);
  return error;
}

function tellTally(tally: Tally, isDryRun: boolean): void {
  for (const line of tally.tell(isDryRun)) console.log(line);
}

async function redriveAll(
  values: Values,
  selection: Selection,
  { dryRun, attempts }: { readonly dryRun: boolean; readonly attempts: number },
): Promise<number> {
  const { heads, marked, kafka } = await readHeads(values, selection.fromMs);
  const meant = new Set(heads.filter((head) => isMeant(head, selection, marked)).map(letterName));
  const stopping = stopSignals();
  const redriving = await openRedriving(values, { attempts, isDryRun: dryRun, stopping, say });
  const { tally } = redriving;
  let taken = 0;
  try {
    await readLetters({
      kafka,
      fromMs: selection.fromMs,
      stopping,
      warn: say,
      async letter(letter) {
        if (!meant.has(letterName(letter.head))) return;
        await redriving.take(letter);
        if (++taken % tellEvery === 0) say(`${taken} of ${meant.size}`);
      },
    });
    await redriving.end();
  } catch (error) {
    await Promise.race([redriving.settled(), sleep(longestSettlingMs)]);
    if (tally.letters > 0) tellTally(tally, dryRun);
    throw told(error, `${meant.size - tally.letters} of ${meant.size} letters ${notTried}`);
  } finally {
    await redriving.close();
  }
  tellTally(tally, dryRun);
  if (stopping.aborted) throw new Complaint(`Stopped after ${taken} of ${meant.size}: run it again`, 1);
  const { again, left } = tally.total;
  return again + left > 0 ? 1 : 0;
}

/** All letters from then on, without their bytes, and the names of the records that were tried again. */
async function readHeads(values: Values, fromMs: number) {
  if (!(await presentTopics(values)).has(topics.deadLetter.name))
    throw new Complaint(`Kafka has no topic ${topics.deadLetter.name}: topics apply creates it`, 1);
  const kafka = createKafka(kafkaConfig(values));
  const heads: Letter["head"][] = [];
  const marked = new Set<string>();
  const stopping = stopSignals();
  await readLetters({
    kafka,
    fromMs,
    stopping,
    warn: say,
    letter: ({ head }) => void heads.push(head),
    mark: (name) => void marked.add(name),
  });
  if (stopping.aborted) throw new Complaint("Stopped", 1);
  return { heads, marked, kafka };
}

async function findLetter(values: Values, name: string): Promise<{ letter: Letter; isRedriven: boolean }> {
  const { heads, marked, kafka } = await readHeads(values, 0);
  const head = heads.find((each) => each.offsets.some((offset) => letterName({ ...each, offset }) === name));
  if (head === undefined)
    throw new Complaint(`Kafka has no dead letter ${name} (any more): the view dead_letter may have it`, 1);
  let found: Letter | null = null;
  await readLetters({
    kafka,
    fromMs: head.writtenAtMs,
    stopping: new AbortController().signal,
    warn: say,
    letter(letter) {
      if (letterName(letter.head) === letterName(head)) found = letter;
    },
  });
  if (found === null) throw new Complaint(`Dead letter ${name} is gone: retention took it just now`, 1);
  return { letter: found, isRedriven: isMarked(head, marked) };
}

function letterArgument(text: string): string {
  if (!/^\d+:\d+$/.test(text))
    throw new InvalidArgumentError("A letter is named by partition and offset: 3:1207.");
  return text;
}
