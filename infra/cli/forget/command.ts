/** `forget` on the command line: a person's right to erasure. */
import { Command } from "commander";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { now } from "#infra/adapters/clock.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { Complaint } from "../complaint.ts";
import { clickhouseConfig, kafkaConfig } from "../config/process-config.ts";
import { withConfig } from "../options.ts";
import { presentTopics } from "../reach-kafka.ts";
import { loadStackSettings } from "../stack-settings.ts";
import { findAgain, forget, type ForgetOptions } from "./forget.ts";
import { findRetained } from "./retained.ts";
import { openStore } from "./store.ts";
import { parseSubject, type Subject, unknownEpochs, withPseudonyms } from "./subject.ts";
import { isLeft, tellOutcome, tellRetained, tellUnknown } from "./tell.ts";

const help = `
A home: every row of it in ClickHouse, as reported, windows, alerts, rollups, and dead letters of
its gateways; its keys in the inventory, learned profiles, maintenances and the present state of
alerts, by tombstones.
A MAC address: rows about that station or host, and those whose texts name it (alerts, parameters,
notifications, dead letters). Windows and rollups by station are rewritten without it. Sums of a
home or band go on counting what it did, without its name.

First stop what reports it: a gateway that goes on reporting is a home again, and so is one that has
just stopped: its last windows and the alert of its silence come within an hour. Wait for these, or
run "forget --again --yes" after them. Not reached are
- time-retained topics of Kafka; until when they keep it is printed;
- what a tombstone is to take from compacted topics, until Kafka's cleaner comes by: two days;
- usp.worker-state.v1, which belongs to the worker. It forgets a home after 24 h without a report,
  30 days while an alert of it is raised. An alert that ends then is told once more, with the
  home's name: run "forget --again --yes" afterwards;
- backups and files: after a restore run "forget --again --yes";
- an address inside what is compressed or encoded (base64, an IPv6 address).

Where pseudonyms are on, USP_PSEUDONYM_KEYS must be set here too, with all epochs of which there are
rows: a MAC address is then forgotten with all its pseudonyms, and in encrypted dead letters.

The table "forgotten" keeps when and how much it was, and of whom: a hash under USP_FORGET_KEY. Save
it before a restore, for it is restored too. --again takes who is on it and has rows once more.

Examples:
  usp-telemetry forget os::00D09E-cpe-1 --dry-run
  usp-telemetry forget --mac aa:bb:cc:dd:ee:ff --yes

Exit codes: 0 gone, or nothing was there; 1 rows came in meanwhile, rows are under pseudonyms whose
key is missing, or Kafka, the registry or ClickHouse can't be reached; 2 a mistake in the options or
settings.`;

interface Flags {
  readonly mac?: string;
  readonly again: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly config?: string;
}

export function forgetCommand(onExitCode: (code: number) => void): Command {
  const command = new Command("forget")
    .description("deletes what is stored of a home, or of one device; cannot be undone")
    .argument("[home]", "the home's id")
    .option("--mac <mac>", "instead of a home: the address of a station or host, in all homes")
    .option("--again", "instead of either: all who were forgotten and have rows once more", false)
    .option("--dry-run", "only count", false)
    .option("--yes", "do it", false)
    .addHelpText("after", help)
    .action(async (home: string | undefined, flags: Flags) => {
      onExitCode(await run(home, flags));
    });
  return withConfig(command);
}

async function run(home: string | undefined, flags: Flags): Promise<number> {
  if (flags.dryRun === flags.yes)
    throw new Complaint("It can't be undone, so one of two: --dry-run counts what would go, --yes does it");
  if (flags.again && (home !== undefined || flags.mac !== undefined))
    throw new Complaint("--again takes whom the list has: without a home and --mac");
  const named = flags.again ? null : parseSubject(home, flags.mac);
  const values = loadStackSettings(flags.config, ["forget"], flags.yes ? "write" : "read");
  const key = values.forgetKey;
  if (key === null && (flags.yes || flags.again))
    throw new Complaint(
      "USP_FORGET_KEY is not set: the list of who was forgotten needs it, to name none of them. Set at least 16 random characters and keep them",
    );
  await presentTopics(values);
  const store = await openStore(clickhouseConfig(values));
  try {
    const epochs = values.pseudonymKeys ?? [];
    const sealing = epochs.length === 0 ? null : createSealing(epochs);
    const subjects =
      named === null ? await findAgain(store, key ?? "", sealing) : withPseudonyms(named, epochs);
    if (subjects.length === 0) console.log("Nobody who was forgotten has rows.");
    const code = await forgetAll(subjects, { values, store, key, sealing, really: flags.yes });
    const unknown = named?.kind === "home" ? [] : unknownEpochs(await store.epochs(), epochs);
    process.stdout.write(tellUnknown(unknown));
    return unknown.length === 0 ? code : 1;
  } finally {
    await store.close();
  }
}

async function forgetAll(subjects: readonly Subject[], context: ForgetOptions): Promise<number> {
  let code = 0;
  for (const subject of subjects) {
    const outcome = await forget(subject, context);
    process.stdout.write(tellOutcome(outcome, context.really));
    if (isLeft(outcome)) code = 1;
  }
  const kafka = createKafka(kafkaConfig(context.values));
  if (subjects.length > 0) process.stdout.write(tellRetained(await findRetained(kafka, now())));
  return code;
}
