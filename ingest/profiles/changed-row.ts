/** What is known of a profile's row after changes, in time linear in what was known and what is told. */
import { hasAllReferences, referenceCount, referenceOf } from "./references.ts";
import type { OneRowChange, RowSettings } from "./row-changes.ts";

/** Null where nothing is known. All changes are of this row. */
export function changedRow(before: RowSettings | null, changes: readonly OneRowChange[]): RowSettings | null {
  let draft = before === null ? null : new RowDraft(before);
  for (const change of changes) {
    switch (change.kind) {
      case "made":
        draft = new RowDraft(change.settings);
        break;
      case "gone":
        draft = null;
        break;
      case "told":
        draft ??= new RowDraft({});
        draft.tell(change.settings);
        break;
      case "reference_added":
        draft?.addReference(change.reference);
        break;
      case "reference_gone":
        draft?.removeReference(change.reference);
    }
  }
  return draft === null ? null : draft.finish();
}

class RowDraft {
  /** Those of no reference. */
  readonly #own = new Map<string, string>();
  readonly #references = new Map<string, Map<string, string>>();

  constructor(settings: RowSettings) {
    this.#put(settings);
  }

  /** Who tells of all references there are tells that there are no others. */
  tell(settings: RowSettings): void {
    if (hasAllReferences(settings)) this.#references.clear();
    this.#put(settings);
  }

  /** Told twice it is counted once. Until it is told what it refers to, the row is known in part. */
  addReference(reference: string): void {
    if (this.#references.has(reference)) return;
    this.#references.set(reference, new Map([[`${reference}Reference`, ""]]));
    this.#count(1);
  }

  removeReference(reference: string): void {
    if (this.#references.delete(reference)) this.#count(-1);
  }

  finish(): RowSettings {
    const references = [...this.#references.values()].flatMap((settings) => [...settings]);
    return Object.fromEntries([...this.#own, ...references]);
  }

  #put(settings: RowSettings): void {
    for (const [name, value] of Object.entries(settings)) {
      const reference = referenceOf(name);
      if (reference === null) this.#own.set(name, value);
      else this.#ofReference(reference).set(name, value);
    }
  }

  #ofReference(reference: string): Map<string, string> {
    const settings = this.#references.get(reference) ?? new Map<string, string>();
    this.#references.set(reference, settings);
    return settings;
  }

  #count(by: number): void {
    const told = this.#own.get(referenceCount);
    if (told !== undefined) this.#own.set(referenceCount, String(Number(told) + by));
  }
}
