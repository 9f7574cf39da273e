/** Which dead letters are meant. */
import { type LetterHead, letterName } from "./letter.ts";

export interface Selection {
  /** By Kafka's time of their records: the first that counts, and the first that does not; null: to now. */
  readonly fromMs: number;
  readonly toMs: number | null;
  /** None: any. */
  readonly reasons: readonly string[];
  readonly stages: readonly string[];
  readonly endpoints: readonly string[];
  /** None: any. */
  readonly names: readonly string[];
  /** Those that were tried again, too. */
  readonly redriven: boolean;
}

const among = (wanted: readonly string[], value: string): boolean =>
  wanted.length === 0 || wanted.includes(value);

/** Whether a letter is meant; `marked` are the names of records that were tried again. */
export function isMeant(head: LetterHead, selection: Selection, marked: ReadonlySet<string>): boolean {
  const { toMs, reasons, stages, endpoints, names, redriven } = selection;
  return (
    among(reasons, head.reason) &&
    among(stages, head.stage) &&
    among(endpoints, head.endpointId ?? "") &&
    among(names, letterName(head)) &&
    (toMs === null || head.writtenAtMs < toMs) &&
    (redriven || !isMarked(head, marked))
  );
}

/** Whether all of its records were tried again: a stop in between leaves some that were not. */
export const isMarked = ({ partition, offsets }: LetterHead, marked: ReadonlySet<string>): boolean =>
  offsets.every((offset) => marked.has(letterName({ partition, offset })));
