/** What the sink has done since it started, for its status. */
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import type { Awaited } from "./routes.ts";

export interface SinkStatus {
  /** Records inserted, by topic; a record inserted again counts again. */
  readonly inserted: Readonly<Record<string, number>>;
  /** Records dead-lettered here, by reason. */
  readonly deadLettered: Readonly<Record<string, number>>;
  /** Records of the dead-letter topic that ClickHouse refused. */
  readonly lostDeadLetters: number;
  /** The last thing that went wrong, also when it is over. */
  readonly lastError: string | null;
  /** What the sink waits for now; null while all goes well. */
  readonly waitingFor: string | null;
}

export class Ledger {
  readonly #inserted = new Map<string, number>();
  readonly #deadLettered = new Map<string, number>();
  #lostDeadLetters = 0;
  #lastError: string | null = null;
  readonly #waitingFor = new Set<Awaited>();

  inserted(topic: string, records: number): void {
    this.#inserted.set(topic, (this.#inserted.get(topic) ?? 0) + records);
  }

  deadLettered(reason: DeadLetterReason, detail: string): void {
    this.#deadLettered.set(reason, (this.#deadLettered.get(reason) ?? 0) + 1);
    this.#lastError = detail;
  }

  lostDeadLetter(detail: string): void {
    this.#lostDeadLetters += 1;
    this.#lastError = detail;
  }

  waiting(what: Awaited, detail: string): void {
    this.#waitingFor.add(what);
    this.#lastError = detail;
  }

  /** What was waited for is there; what still waits for it says so again at its next attempt. */
  settled(...what: readonly Awaited[]): void {
    for (const each of what) this.#waitingFor.delete(each);
  }

  status(): SinkStatus {
    return {
      inserted: Object.fromEntries(this.#inserted),
      deadLettered: Object.fromEntries(this.#deadLettered),
      lostDeadLetters: this.#lostDeadLetters,
      lastError: this.#lastError,
      waitingFor: [...this.#waitingFor][0] ?? null,
    };
  }
}
