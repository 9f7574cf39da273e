/**
 * What bridges and collectors say of the messages of gateways: each read one was decoded as it was read, and has one fate or
 * none yet.
 */
import type { LedgerEntry, TakenRange } from "#schemas/ledger-entry.ts";
import { isSameSum, placeOfDifference } from "#schemas/record-sum.ts";
import type { Finding } from "./finding.ts";

interface Process {
  received: number;
  fates: number;
  open: number;
  /** The entry before, as text: one whose acknowledgement was lost is there twice, and counts once. */
  last: string;
}

export class MessagesAudit {
  readonly #processes = new Map<string, Process>();
  readonly #findings: Finding[] = [];
  readonly #isWhole: boolean;

  /** `isWhole`: nothing of the ledger is gone with retention. */
  constructor(isWhole: boolean) {
    this.#isWhole = isWhole;
  }

  get received(): number {
    return [...this.#processes.values()].reduce((sum, { received }) => sum + received, 0);
  }

  /** With a fate, or known to have none yet. */
  get accounted(): number {
    return [...this.#processes.values()].reduce((sum, { fates, open }) => sum + fates + open, 0);
  }

  /** Entries of a process in its order. Where its first are gone with retention, what is left can't be added up. */
  add(entry: LedgerEntry): void {
    const { writer, counts, taken, open } = entry;
    if (counts.length === 0 && taken.length === 0) return;
    const name = writer.replace(/~\d+$/, "");
    const isFirst = !this.#processes.has(name);
    const process = this.#processes.get(name) ?? { received: 0, fates: 0, open: 0, last: "" };
    this.#processes.set(name, process);
    const text = JSON.stringify(entry);
    if (text === process.last) return;
    process.last = text;
    const before = process.received - process.fates - process.open;
    for (const { fate, records } of counts)
      if (fate === "received") process.received += records;
      else process.fates += records;
    process.open = open;
    const [read, decoded] = taken;
    if (read !== undefined && decoded !== undefined) this.#compare(entry, read, decoded);
    if (isFirst && !this.#isWhole) return;
    const lost = process.received - process.fates - process.open - before;
    // Told already where the sums show which one it is.
    if (lost !== 0 && (read === undefined || decoded === undefined || read.records === decoded.records))
      this.#find(entry, lost > 0 ? "missing" : "doubled", process.received, Math.abs(lost), "without a fate");
  }

  finish(): readonly Finding[] {
    return this.#findings.splice(0);
  }

  #compare(entry: LedgerEntry, read: TakenRange, decoded: TakenRange): void {
    if (isSameSum(read, decoded)) return;
    const more = decoded.records - read.records;
    const kind = more === 0 ? "altered" : more < 0 ? "missing" : "doubled";
    const place = Math.abs(more) > 1 ? null : placeOfDifference(read, decoded, read.records);
    const first = read.first_offset + (place ?? 0);
    const records = Math.max(1, Math.abs(more));
    const next = place === null ? read.next_offset : first + 1;
    this.#find(entry, kind, first, records, "read, and not decoded as it was read", next);
  }

  #find(
    { stage, writer, hour }: LedgerEntry,
    kind: Finding["kind"],
    first: number,
    records: number,
    what: string,
    next = first + records,
  ): void {
    const detail = `${what}, of ${writer}, in the hour from ${new Date(hour).toISOString()}`;
    const from = stage === "bridge" ? "mqtt" : "http";
    this.#findings.push({
      from,
      to: stage,
      kind,
      topic: null,
      partition: null,
      first,
      next,
      of: "message",
      records,
      detail,
    });
  }
}
