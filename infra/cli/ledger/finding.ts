/** What does not balance between two stages, and where. */

export type FindingKind =
  /** One stage handed it on, the next has not taken it in. */
  | "missing"
  | "doubled"
  | "altered"
  /** It is there, and no stage says that it handed it on. */
  | "unclaimed"
  /** Several of them in one range. */
  | "differs"
  /** The next stage has not come so far. */
  | "behind";

export interface Finding {
  /** Between these two stages. */
  readonly from: string;
  readonly to: string;
  readonly kind: FindingKind;
  /** Of the log; null for messages of gateways. */
  readonly topic: string | null;
  readonly partition: number | null;
  /** Offsets, or numbers of a writer, as `of` says; the first that is not in it. */
  readonly first: number;
  readonly next: number;
  readonly of: "offset" | "stamp" | "message";
  /** Records, as far as that is known. */
  readonly records: number;
  /** The writer, the row, or what else says which. */
  readonly detail: string;
}

/** What was compared at one border of one topic. */
export interface Border {
  readonly from: string;
  readonly to: string;
  readonly topic: string | null;
  /** Handed on, as far as the log still tells. */
  readonly handedOn: number;
  /** Taken in. */
  readonly takenIn: number;
  /** Of stages that kept no ledger then. */
  readonly before: number;
}

/** `telemetry 3 offset 42`, `telemetry 3 stamps 5..7 of bridge-1~1`. */
export function placeOf({ topic, partition, first, next, of, detail }: Finding): string {
  const one = next - first === 1;
  const range = one ? String(first) : `${first}..${next - 1}`;
  const where = topic === null ? "" : `${topic} partition ${partition}, `;
  return `${where}${of}${one ? "" : "s"} ${range}${detail === "" ? "" : `, ${detail}`}`;
}
