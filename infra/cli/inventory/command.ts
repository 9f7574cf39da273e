/** `inventory` on the command line: what the operator knows of homes, for the fleet stage. */
import { createReadStream } from "node:fs";
import { Command } from "commander";
import { now } from "#infra/adapters/clock.ts";
import { createIdentity } from "#ingest/identity.ts";
import type { InventoryEntry } from "#schemas/inventory.ts";
import { topics } from "#schemas/topics.ts";
import { Complaint } from "../complaint.ts";
import { openOperatorTable } from "../operator-table.ts";
import { withConfig } from "../options.ts";
import type { Values } from "../settings.ts";
import { loadStackSettings } from "../stack-settings.ts";
import { terminalWidth } from "../text-table.ts";
import { inventoryTable } from "./inventory-table.ts";
import { planLoad } from "./plan-load.ts";
import { type FileEntry, readInventory } from "./read-inventory.ts";

const loadHelp = `
The file is CSV (RFC 4180, UTF-8) with a header of these columns in any order; home and endpoint
must be there, the others may be missing or empty:
  home         the home's id, as intake (intake.identity.home) maps the endpoint to it
  endpoint     its gateway's endpoint id: os::00D09E-cpe-1
  area, access_node
               labels of its alerts, what many homes that alarm may share, scopes of maintenance
  tariff
  valid_from, valid_to
               when this holds; empty, or of the years 0001 and 9999: since ever, until further
               notice. ISO 8601 (2026-12-01 or 2026-12-01T02:00Z), UTC where it says no zone
An endpoint may have several rows that follow each other in time. Alerts of a gateway whose
validity has ended are resolved ("no longer in the inventory"), and no more come of it.

Every mistake is told, with its line, before anything is written. An endpoint that the file names
is as the file says; others stay. Loading the same file again writes nothing.

Examples:
  usp-telemetry inventory load homes.csv
  psql -c "COPY homes TO STDOUT CSV HEADER" | usp-telemetry inventory load - --replace

Exit codes: 0 loaded; 1 Kafka or the registry can't be reached; 2 a mistake in the file or in the
settings.`;

interface Config {
  readonly config?: string;
}

/** The command with its two. */
export function inventoryCommand(): Command {
  return new Command("inventory")
    .description("which gateways there are, where and from when to when")
    .addCommand(loadCommand())
    .addCommand(listCommand());
}

function loadCommand(): Command {
  const load = new Command("load")
    .description("load a CSV file; loading it again changes nothing")
    .argument("<file>", "the file; - is standard input")
    .option("--replace", "the file is all there is: end now what it does not name", false)
    .addHelpText("after", loadHelp)
    .action(async (file: string, flags: Config & { readonly replace: boolean }) => {
      const values = loadStackSettings(flags.config, ["topics"], "write");
      console.log(await loadInventory(file, flags.replace, values));
    });
  return withConfig(load);
}

/** Reads, compares, writes the difference; returns what it did as a sentence. */
async function loadInventory(file: string, replace: boolean, values: Values): Promise<string> {
  const { entries, rows } = await readFile(file, values);
  const table = await openOperatorTable<InventoryEntry>(values, topics.inventory);
  const plan = planLoad(entries, await table.read(), { replace, now: now() });
  await table.write(plan.changes, (written) => tellProgress(written, plan.changes.length));
  const { added, changed, unchanged, ended } = plan;
  return `${rows} rows of ${entries.length} endpoints: ${added} added, ${changed} changed, ${unchanged} unchanged, ${ended} ended`;
}

async function readFile(
  file: string,
  values: Values,
): Promise<{ readonly entries: readonly FileEntry[]; readonly rows: number }> {
  const source = file === "-" ? "standard input" : file;
  const text = await readText(file, source);
  const identity = createIdentity([], { endpoints: values.identityEndpoints, home: values.identityHome });
  const reading = readInventory(text, (endpoint) => identity.homeOf(endpoint));
  if (reading.ok) return reading;
  const heading = `${source} has mistakes; nothing was loaded:`;
  throw new Complaint([heading, ...reading.mistakes.map((mistake) => `  ${mistake}`)].join("\n"));
}

/** A hundred times a large operator's. */
const largestBytes = 256 * 1024 * 1024;

async function readText(file: string, source: string): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const input = file === "-" ? process.stdin : createReadStream(file);
  const parts: string[] = [];
  let bytes = 0;
  try {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > largestBytes) throw new Complaint(`${source} has more than 256 MiB: load it in parts`);
      parts.push(decoder.decode(chunk, { stream: true }));
    }
    return parts.join("") + decoder.decode();
  } catch (error) {
    if (error instanceof Complaint) throw error;
    if (error instanceof TypeError) throw new Complaint(`${source} is not UTF-8`);
    throw new Complaint(`${source} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Few enough lines for a log. */
const progressEvery = 20_000;

function tellProgress(written: number, all: number): void {
  if (all <= progressEvery) return;
  if (written % progressEvery === 0 || written === all)
    process.stderr.write(`${written} of ${all} endpoints written\n`);
}

function listCommand(): Command {
  const list = new Command("list")
    .description("what is loaded, valid or not")
    .option("--home <home>", "of this home only")
    .action(async (flags: Config & { readonly home?: string }) => {
      const table = await openOperatorTable<InventoryEntry>(
        loadStackSettings(flags.config),
        topics.inventory,
      );
      const all = [...(await table.read()).values()];
      const wanted = all.filter(({ home_id: home }) => flags.home === undefined || home === flags.home);
      if (wanted.length > 0) process.stdout.write(inventoryTable(wanted, now(), terminalWidth()));
      else console.log(all.length === 0 ? "Nothing is loaded." : `The inventory has no home ${flags.home}.`);
    });
  return withConfig(list);
}
