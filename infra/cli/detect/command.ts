/** `detect` on the command line: anomalies of a measure in a CSV file. */
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import type { KpiSettings } from "#processors/anomalies/kpi.ts";
import { Complaint } from "../complaint.ts";
import { wholeNumber } from "../options.ts";
import { judgeLines } from "./detect.ts";

const help = `
Input: CSV with a header that has the columns timestamp and value; others are ignored. Rows are in
order of time.
  timestamp  ISO 8601 (UTC where it says no zone), or seconds or milliseconds since 1970
  value      a number; empty, NaN, null or \\N where there is none

Output: CSV with the columns timestamp, value (both as they came), score and verdict, a row for
each row.
  score      how odd the last three values are beside what was usual at that time of day; empty
             where there is none
  verdict    normal; anomaly: the score is at or above the threshold; warming_up: only learned
             from; missing: no value

It finds a level or a shape that is odd beside the measure's own past at that time of day. It does
not find rows that are missing, a value that stands still where that is not odd, or what creeps so
slowly that it is learned. It judges nothing before --warm-up rows have a value. No process runs
it: what the home worker watches are detectors of their own (processors/anomalies/README.md).

The score is no probability. On public sets of operations measures a threshold of 14 to 19 gave one
false alarm in ten days of a series, and one of 24 to 38 one in fifty days: try it on a time when
all was well. The detector adapts by the number of samples; it is meant for one every few seconds
to few minutes. Files of any length take the same memory.

Exit codes: 0 all rows were judged; 2 a mistake in the options, no such file, or a mistake in a
line, which is named.

Examples:
  usp-telemetry detect --csv channel-utilization.csv | grep anomaly
  zcat retries.csv.gz | usp-telemetry detect --csv - --threshold 15 --zone +01:00 > judged.csv
  usp-telemetry query "SELECT observed_at AS timestamp, noise_dbm AS value FROM radio_observation
    WHERE endpoint_id = 'os::00D09E-1' AND band = '5GHz' ORDER BY 1" --format CSVWithNames |
    usp-telemetry detect --csv - --smallest-deviation 1
`;

interface Flags {
  readonly csv: string;
  readonly threshold: number;
  readonly zone: number;
  readonly warmUp: number;
  readonly smallestDeviation: number;
}

export function detectCommand(): Command {
  return new Command("detect")
    .description("what is odd in one measure, beside its own past, in a CSV file; connects to nothing")
    .addOption(new Option("--csv <file>", "the file; - is standard input").makeOptionMandatory())
    .addOption(
      new Option("--threshold <score>", "the score from which a row is an anomaly")
        .default(20)
        .argParser(positiveNumber),
    )
    .addOption(
      new Option("--zone <offset>", "where days begin: the local time's offset from UTC, such as +01:00")
        .default(0, "Z")
        .argParser(toZoneOffsetMs),
    )
    .addOption(
      new Option("--warm-up <samples>", "samples that are only learned from; better a day of them")
        .default(1440)
        .argParser(wholeNumber(1, 1e9)),
    )
    .addOption(
      new Option(
        "--smallest-deviation <value>",
        "what nobody minds, in the measure's unit, such as its resolution",
      )
        .default(0)
        .argParser(positiveNumber),
    )
    .addHelpText("after", help)
    .action(async ({ csv, threshold, zone, warmUp, smallestDeviation }: Flags) =>
      judgeFile(csv, { threshold, zoneOffsetMs: zone, warmUpSamples: warmUp, smallestDeviation }),
    );
}

/** Judges a file, or standard input, onto standard output. Whoever reads that may stop reading. */
async function judgeFile(file: string, settings: KpiSettings): Promise<void> {
  const input = file === "-" ? process.stdin : await openFile(file);
  const lines = createInterface({ input, crlfDelay: Infinity });
  const source = file === "-" ? "standard input" : file;
  try {
    await pipeline(Readable.from(judgeLines(lines, source, settings, tell)), process.stdout);
  } catch (error) {
    if (!isClosedPipe(error)) throw error;
  }
}

const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

async function openFile(file: string) {
  try {
    const handle = await open(file);
    // It opens, and fails to be read only later.
    if ((await handle.stat()).isDirectory()) throw new Error("it is a folder");
    return handle.createReadStream();
  } catch (error) {
    throw new Complaint(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const isClosedPipe = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EPIPE";

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && Number.isFinite(value)))
    throw new InvalidArgumentError("It must be a number of 0 or more.");
  return value;
}

/** `Z`, `+01:00`, `-0530`. */
function toZoneOffsetMs(text: string): number {
  const match = /^([+-])(\d{2}):?([0-5]\d)$/.exec(text);
  if (/^(z|utc)$/i.test(text)) return 0;
  const [, sign, hours = "", minutes = ""] = match ?? [];
  const offsetMinutes = Number(hours) * 60 + Number(minutes);
  if (match === null || offsetMinutes > 14 * 60)
    throw new InvalidArgumentError("It must be Z or an offset such as +01:00, of at most 14 hours.");
  return (sign === "-" ? -1 : 1) * offsetMinutes * 60_000;
}
