/** Dead letters for a person's eyes: lists that fit a screen, and one letter with its bytes. */
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import { epochMs } from "#schemas/units.ts";
import { formatMoment } from "../moment.ts";
import { formatTable } from "../text-table.ts";
import { type Letter, type LetterHead, letterName, wayOf } from "./letter.ts";

export interface Listed extends LetterHead {
  /** Tried again since. */
  readonly isRedriven: boolean;
}

/** How many there are of each reason, then the newest `most`. */
export function formatList(letters: readonly Listed[], most: number, width: number): string {
  if (letters.length === 0) return "No dead letter is meant.\n";
  const newest = letters.toSorted((a, b) => a.writtenAtMs - b.writtenAtMs).slice(-most);
  const count = newest.length < letters.length ? `The newest ${newest.length} of ${letters.length}:` : "";
  const header = ["letter", "received", "tried", "bytes", "reason", "from", "detail"];
  const rows = newest.map((each) => [
    letterName(each),
    formatMoment(epochMs(each.receivedAtMs)),
    `${each.attempt}${each.isRedriven ? " (redriven)" : ""}`,
    String(each.sizeBytes),
    each.reason,
    each.endpointId ?? each.topic,
    each.detail,
  ]);
  return `${formatTable(["letters", "reason", "stage"], reasonRows(letters), width)}\n${count === "" ? "" : `${count}\n`}${formatTable(header, rows, width)}`;
}

function reasonRows(letters: readonly Listed[]): readonly (readonly string[])[] {
  const counts = new Map<string, { count: number; reason: string; stage: string }>();
  for (const { reason, stage } of letters) {
    const name = `${reason} ${stage}`;
    const entry = counts.get(name) ?? { count: 0, reason, stage };
    entry.count++;
    counts.set(name, entry);
  }
  return [...counts.values()]
    .toSorted((a, b) => b.count - a.count)
    .map(({ count, reason, stage }) => [String(count), reason, stage]);
}

/** How many bytes a screen shows. */
const shownBytes = 256;

/** One letter: what its headers say, whether it can be tried again, and its first bytes. */
export function formatLetter({ head, headers, value }: Letter, isRedriven: boolean): string {
  const way = wayOf(head);
  const lines = [
    ["letter", letterName(head)],
    ["reason", `${head.reason} (stage ${head.stage})`],
    ["detail", head.detail],
    [
      "from",
      head.source === null ? head.topic : `${head.topic} ${head.source.partition}:${head.source.offset}`,
    ],
    ["endpoint", head.endpointId ?? "not known"],
    ["received", formatMoment(epochMs(head.receivedAtMs))],
    ["tried", `${head.attempt}${isRedriven ? ", and redriven since" : ""}`],
    [
      "redrive",
      way.kind === "none"
        ? `not possible: ${way.why}`
        : way.kind === "sink"
          ? "by the sink"
          : `by intake, as over ${way.door}`,
    ],
    ["SHA-256", head.digest],
    ["bytes", `${head.sizeBytes}${head.isWhole ? "" : ", chunks are missing"}`],
    ...Object.entries(headers)
      .filter(([name]) => !known.has(name))
      .map(([name, text]) => [name, text]),
  ];
  const bytes = value ?? Buffer.alloc(0);
  const more =
    bytes.length > shownBytes ? `... ${bytes.length - shownBytes} bytes more: --bytes FILE has all\n` : "";
  return `${formatTable(["", ""], lines, Number.POSITIVE_INFINITY).trimStart()}\n${hexDump(bytes.subarray(0, shownBytes))}${more}`;
}

const known: ReadonlySet<string> = new Set(Object.values(deadLetterHeader));

/** Sixteen bytes a line: offset, hexadecimal, characters. */
export function hexDump(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 16) {
    const line = bytes.subarray(at, at + 16);
    const hex = [...line].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const characters = line.toString("latin1").replaceAll(/[^\x20-\x7e]/g, ".");
    text += `${at.toString(16).padStart(8, "0")}  ${hex.padEnd(47)}  ${characters}\n`;
  }
  return text;
}
