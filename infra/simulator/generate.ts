/** Labelled reports of a range of homes as files: `generate.ts --out DIR [options]`; `--help` tells all. */
import { createWriteStream, mkdirSync, openSync, writeSync, closeSync } from "node:fs";
import { join } from "node:path";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import type { Label } from "./world/label.ts";
import { defaultOptions, type HomeOptions } from "./world/options.ts";
import type { Report } from "./world/report.ts";
import { formatReportLine } from "./world/report-file.ts";
import { simulateHome } from "./world/simulate.ts";

const help = `Writes what simulated homes report, and what is so in them.

  generate.ts --out DIR [options]

  --out DIR        reports-<home>.ndjson.gz of each home, and labels.ndjson of all
  --homes N        how many homes (10)
  --first N        number of the first home (1); a home is the same in any range
  --seed TEXT      draws homes, lives and faults (${defaultOptions.seed})
  --world TEXT     draws the means of all distributions; empty: the nominal ones
  --start TIME     ISO 8601 (${new Date(defaultOptions.startMs).toISOString()})
  --days N         may be a fraction (14)
  --interval S     seconds between reports, or 0: 5, 10, 30 or 60, by home (60)
  --anomalies X    rate of injected faults; 1: each class about once in 30 home-days; 0: none (1)
  --warm-up H      hours without faults at the start (12)
  --plain          .ndjson instead of .ndjson.gz
`;

interface Order {
  readonly out: string;
  readonly first: number;
  readonly homes: number;
  readonly isPlain: boolean;
  readonly options: Omit<HomeOptions, "home">;
}

/** The order of a command line; null where help was asked for. Throws a sentence where it is wrong. */
function parseOrder(args: string[]): Order | null {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: {
      out: text,
      homes: { ...text, default: "10" },
      first: { ...text, default: "1" },
      seed: { ...text, default: defaultOptions.seed },
      world: { ...text, default: defaultOptions.worldSeed },
      start: { ...text, default: new Date(defaultOptions.startMs).toISOString() },
      days: { ...text, default: "14" },
      interval: { ...text, default: "60" },
      anomalies: { ...text, default: "1" },
      "warm-up": { ...text, default: "12" },
      plain: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  if (values.out === undefined) throw new Error("--out is missing: the directory to write to");
  const intervalMs = 1000 * number("interval", values.interval);
  return {
    out: values.out,
    first: number("first", values.first),
    homes: number("homes", values.homes),
    isPlain: values.plain,
    options: {
      seed: values.seed,
      worldSeed: values.world,
      startMs: number("start", String(Date.parse(values.start))),
      durationMs: 86_400_000 * number("days", values.days),
      intervalMs: intervalMs === 0 ? null : intervalMs,
      anomalies: number("anomalies", values.anomalies),
      warmUpMs: 3_600_000 * number("warm-up", values["warm-up"]),
    },
  };
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value) || value < 0)
    throw new Error(`--${name} must be a number of 0 or more`);
  return value;
}

async function generate({ out, first, homes, isPlain, options }: Order): Promise<void> {
  mkdirSync(out, { recursive: true });
  const labelFile = openSync(join(out, "labels.ndjson"), "w");
  for (let home = first; home < first + homes; home++) {
    const { reports, labels } = await writeHome(out, isPlain, { ...options, home });
    for (const label of labels) writeSync(labelFile, `${JSON.stringify(label)}\n`);
    console.error(`${home - first + 1}/${homes} homes: ${reports} reports, ${labels.length} labels`);
  }
  closeSync(labelFile);
}

/** Lines are joined to blocks, so that a stream sees few writes. */
const blockChars = 1 << 18;

async function writeHome(
  out: string,
  isPlain: boolean,
  options: HomeOptions,
): Promise<{ reports: number; labels: readonly Label[] }> {
  const name = `reports-${String(options.home).padStart(6, "0")}.ndjson${isPlain ? "" : ".gz"}`;
  const file = createWriteStream(join(out, name));
  const sink = isPlain ? file : createGzip();
  if (sink !== file) sink.pipe(file);
  const home = simulateHome(options);
  let previous: Report | null = null;
  let reports = 0;
  let block = "";
  let step = home.next();
  for (; step.done !== true; step = home.next()) {
    block += `${formatReportLine(step.value, previous)}\n`;
    previous = step.value;
    reports++;
    if (block.length < blockChars) continue;
    if (!sink.write(block)) await once(sink, "drain");
    block = "";
  }
  sink.end(block);
  await once(file, "close");
  return { reports, labels: step.value };
}

try {
  const order = parseOrder(process.argv.slice(2));
  if (order === null) console.log(help);
  else await generate(order);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
