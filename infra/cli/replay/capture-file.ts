/** Capture files: NDJSON, plain or gzip-compressed. Read twice: once to check all of it, once to publish. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { Complaint } from "../complaint.ts";
import { parseCaptureLine, type RecordedPublish } from "./capture-line.ts";

/** What a check of all files found. */
export interface CaptureSummary {
  readonly publishes: number;
  readonly firstReceivedAtMs: number;
  readonly lastReceivedAtMs: number;
}

const maxMistakesTold = 20;
/** Lines without a recorded publish at the beginning of a file after which it is none of ours. */
const maxForeignLines = 20;

/** Reads all files to their ends. Throws a complaint that names file and line of what is wrong; an empty set is wrong too. */
export async function checkCaptures(files: readonly string[]): Promise<CaptureSummary> {
  const mistakes: string[] = [];
  let publishes = 0;
  let firstReceivedAtMs = Number.MAX_SAFE_INTEGER;
  let lastReceivedAtMs = 0;
  for (const file of files) {
    const foreign = await whyForeign(file);
    if (foreign !== null) {
      mistakes.push(foreign);
      continue;
    }
    for await (const { line, parsed } of parsedLines(file)) {
      if (parsed.ok) {
        firstReceivedAtMs = Math.min(firstReceivedAtMs, parsed.publish.receivedAtMs);
        lastReceivedAtMs = Math.max(lastReceivedAtMs, parsed.publish.receivedAtMs);
      } else mistakes.push(`${file}:${line} ${parsed.reason}`);
      publishes += 1;
    }
  }
  if (mistakes.length > 0) throw new Complaint(told(mistakes));
  if (publishes === 0) throw new Complaint(`Nothing is recorded in ${files.join(", ")}`);
  return { publishes, firstReceivedAtMs, lastReceivedAtMs };
}

/** A sentence for a file that holds something else; null for one that begins with a recorded publish, or is empty. */
async function whyForeign(file: string): Promise<string | null> {
  let first: string | null = null;
  let lines = 0;
  for await (const { line, parsed } of parsedLines(file)) {
    if (parsed.ok) return null;
    first ??= `line ${line} ${parsed.reason}`;
    lines += 1;
    if (lines === maxForeignLines) break;
  }
  if (first === null) return null;
  return `${file} is no capture, which has a recorded publish in each line (infra/e2e/captures/README.md): ${first}`;
}

function told(mistakes: readonly string[]): string {
  const more = mistakes.length - maxMistakesTold;
  return [...mistakes.slice(0, maxMistakesTold), ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

/**
 * The publishes of all files in order of their receive times; lines of one file stay in the file's order, and where
 * times are equal the earlier named file goes first.
 */
export async function* readCaptures(files: readonly string[]): AsyncGenerator<RecordedPublish> {
  const heads: { next: RecordedPublish; rest: AsyncGenerator<RecordedPublish> }[] = [];
  for (const file of files) {
    const rest = publishesOf(file);
    const first = await rest.next();
    if (first.done !== true) heads.push({ next: first.value, rest });
  }
  while (heads.length > 0) {
    const index = earliest(heads.map(({ next }) => next.receivedAtMs));
    const head = heads[index];
    if (head === undefined) return;
    yield head.next;
    const following = await head.rest.next();
    if (following.done === true) heads.splice(index, 1);
    else head.next = following.value;
  }
}

const earliest = (times: readonly number[]): number => times.indexOf(Math.min(...times));

async function* publishesOf(file: string): AsyncGenerator<RecordedPublish> {
  for await (const { line, parsed } of parsedLines(file)) {
    if (!parsed.ok) throw new Complaint(`${file}:${line} ${parsed.reason}`);
    yield parsed.publish;
  }
}

async function* parsedLines(file: string) {
  let line = 0;
  try {
    for await (const text of createInterface({ input: await openText(file), crlfDelay: Infinity })) {
      line += 1;
      if (text.trim() !== "") yield { line, parsed: parseCaptureLine(text) };
    }
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(
      `${file}${line === 0 ? "" : `:${line + 1}`} can't be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** The file's text, unpacked when its first two bytes are gzip's. */
async function openText(file: string): Promise<NodeJS.ReadableStream> {
  const handle = await open(file);
  const start = Buffer.alloc(2);
  try {
    await handle.read(start, 0, 2, 0);
  } finally {
    await handle.close();
  }
  const bytes = createReadStream(file);
  // An error of either stream ends the reader's; the callback only keeps it from being thrown a second time.
  return start[0] === 0x1f && start[1] === 0x8b ? pipeline(bytes, createGunzip(), () => undefined) : bytes;
}
