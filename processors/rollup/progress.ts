/** What the rollup has done since it started, for its status. */
import type { PassResult } from "./pass.ts";

export interface RollupStatus {
  readonly passes: number;
  /** Hours of homes recounted; one that changed again counts again. */
  readonly hours: number;
  /** Hours that ClickHouse could not recount in the last pass; they are tried again in the next. */
  readonly skipped: number;
  readonly lastPassMs: number | null;
  /** The last thing that went wrong, also when it is over. */
  readonly lastError: string | null;
  /** What the rollup waits for now; null while all goes well. */
  readonly waitingFor: "ClickHouse" | null;
}

export class Progress {
  #status: RollupStatus = {
    passes: 0,
    hours: 0,
    skipped: 0,
    lastPassMs: null,
    lastError: null,
    waitingFor: null,
  };

  passed({ hours, skipped }: PassResult, tookMs: number): void {
    const { passes, hours: before, lastError } = this.#status;
    this.#status = {
      passes: passes + 1,
      hours: before + hours,
      skipped,
      lastPassMs: tookMs,
      lastError,
      waitingFor: null,
    };
  }

  failed(detail: string, isWaiting: boolean): void {
    this.#status = { ...this.#status, lastError: detail, waitingFor: isWaiting ? "ClickHouse" : null };
  }

  status(): RollupStatus {
    return this.#status;
  }
}
