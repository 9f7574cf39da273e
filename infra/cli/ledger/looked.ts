/** How far back the rounds of a watch look: no time is left out, however long none could be made. */
import type { CheckReport } from "./check.ts";

/** Kafka's clock may be so much behind ours. */
export const longestSkewMs = 10_000;

/** What was looked at, up to which time; milliseconds since 1970. */
export class Looked {
  readonly #spanMs: number;
  /** When rounds began that were made, the oldest first; what came before the first is not ours to check. */
  #rounds: number[];

  constructor(startedAtMs: number, spanMs: number) {
    this.#spanMs = spanMs;
    this.#rounds = [startedAtMs - spanMs];
  }

  /** Where a round begins to look: at a round that is as old as the span. */
  since(nowMs: number): number {
    const isOld = (atMs: number): boolean => atMs <= nowMs - this.#spanMs;
    const from = this.#rounds.findLastIndex(isOld);
    this.#rounds = this.#rounds.slice(Math.max(0, from));
    return (this.#rounds[0] ?? nowMs) - longestSkewMs;
  }

  /** What a reader has not taken in yet is not compared yet: such a round is as if it had not been. */
  made(atMs: number, { findings }: CheckReport): void {
    if (!findings.some(({ kind }) => kind === "behind")) this.#rounds.push(atMs);
  }
}
