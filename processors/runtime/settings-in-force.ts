/**
 * Which settings of the fold held where in the log. What is configured now holds from E on, and no earlier: a window
 * closed before E under the old settings would otherwise be emitted a second time, or never.
 */
import type { Reached, SettingsFrom } from "./checkpoint.ts";

export class SettingsInForce {
  readonly #held: SettingsFrom[];
  /** Of `#held`, the ones before this one are in force or past. */
  #next = 0;

  /** `earlier` as of the checkpoint; `present` from the first event on of which nothing was emitted. */
  constructor(earlier: readonly SettingsFrom[], present: string, { offset, home }: Reached) {
    this.#held = [...earlier];
    const from = home === null ? offset : offset + 1;
    if (this.#held.at(-1)?.text !== present) this.#held.push({ from, text: present });
  }

  /** The settings to change to before the event at `offset` is applied; null: none. */
  changeAt(offset: number): string | null {
    let text: string | null = null;
    for (let next = this.#held[this.#next]; next !== undefined; next = this.#held[this.#next]) {
      if (this.#next > 0 && next.from > offset) break;
      text = next.text;
      this.#next += 1;
    }
    return text;
  }

  /** What held from `offset` on. */
  from(offset: number): readonly SettingsFrom[] {
    return this.#held.filter(
      (_, index) => (this.#held[index + 1]?.from ?? Number.POSITIVE_INFINITY) > offset,
    );
  }
}
