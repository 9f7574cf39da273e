/** What became of the letters of a redrive, counted once it is so, and told. */
import type { Outcome } from "#ingest/outcome.ts";

/** What the marks of letters with this outcome say. */
export function tellOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case "produced":
      return `became ${outcome.events.length} events`;
    case "dropped":
      return `dropped: ${outcome.reason}`;
    case "dead_letter":
  }
  return `dead-lettered again: ${outcome.reason}`;
}

/** The same of a record that ClickHouse was given; null: it has it. */
export const tellInserted = (reason: string | null): string =>
  reason === null ? "inserted" : `dead-lettered again: ${reason}`;

export class Tally {
  #understood = 0;
  #events = 0;
  #inserted = 0;
  #wouldInsert = 0;
  #dropped = 0;
  readonly #again = new Map<string, number>();
  readonly #left = new Map<string, number>();

  /** Letters that are one message. */
  outcome(outcome: Outcome, letters: number): void {
    switch (outcome.kind) {
      case "produced":
        this.#understood += letters;
        this.#events += outcome.events.length;
        return;
      case "dropped":
        this.#dropped += letters;
        return;
      case "dead_letter":
    }
    add(this.#again, outcome.reason, letters);
  }

  /** Null: ClickHouse has it. */
  inserted(reason: string | null): void {
    if (reason === null) this.#inserted++;
    else add(this.#again, reason, 1);
  }

  /** What a dry run does not find out. */
  wouldInsert(): void {
    this.#wouldInsert++;
  }

  /** Not tried, and why. */
  left(why: string): void {
    add(this.#left, why, 1);
  }

  get letters(): number {
    const { total } = this;
    return total.ok + total.again + total.left;
  }

  get total(): { readonly ok: number; readonly again: number; readonly left: number } {
    const ok = this.#understood + this.#inserted + this.#dropped + this.#wouldInsert;
    return { ok, again: sum(this.#again), left: sum(this.#left) };
  }

  /** Lines for a person. */
  tell(isDryRun: boolean): readonly string[] {
    if (this.letters === 0) return ["No dead letter is meant."];
    const would = isDryRun ? "would " : "";
    const lines = [
      [this.#understood, `${would}${isDryRun ? "become" : "became"} ${this.#events} events`],
      [this.#inserted, "inserted into ClickHouse"],
      [this.#wouldInsert, "would be inserted into ClickHouse: only it knows whether it takes them"],
      [this.#dropped, `${would}${isDryRun ? "be" : "are"} dropped: they carry nothing for us`],
      [sum(this.#again), `${would}${isDryRun ? "be" : "are"} dead letters again: ${listed(this.#again)}`],
      ...[...this.#left].map(([why, count]) => [count, `not tried: ${why}`] as const),
    ] as const;
    return lines
      .filter(([count]) => count > 0)
      .map(([count, text]) => `${String(count).padStart(8)}  ${text}`);
  }
}

const add = (counts: Map<string, number>, name: string, count: number): void =>
  void counts.set(name, (counts.get(name) ?? 0) + count);

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
