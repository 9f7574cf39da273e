/**
 * How far the worker is, as its group's offsets: for who watches its lag. Nothing is ever read from them, so they need not
 * go along with a transaction, where they cost more than all that is told there of joins.
 */

/** Commits next offsets by partition; false when this member is out of the present generation. */
export type CommitOffsets = (next: ReadonlyMap<number, number>) => Promise<boolean>;

export class Progress {
  /** What was reached and is not told. */
  readonly #untold = new Map<number, number>();

  note(partition: number, offset: number): void {
    this.#untold.set(partition, offset);
  }

  /** The partition is somebody else's now. */
  forget(partition: number): void {
    this.#untold.delete(partition);
  }

  /** What was not taken is told the next time. */
  async tell(commit: CommitOffsets): Promise<void> {
    if (this.#untold.size === 0) return;
    const told = new Map(this.#untold);
    if (!(await commit(told))) return;
    for (const [partition, offset] of told)
      if (this.#untold.get(partition) === offset) this.#untold.delete(partition);
  }
}
