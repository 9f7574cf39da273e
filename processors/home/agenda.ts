/**
 * When to look at which home again. A binary heap with lazy entries: a home has one valid entry, the earliest asked
 * for; whoever takes it asks again. So a tick costs what is due, not what there is.
 */
interface Entry {
  readonly at: number;
  readonly homeId: string;
}

export class Agenda {
  readonly #heap: Entry[] = [];
  readonly #scheduled = new Map<string, number>();

  /** Looks at the home at `at`, or earlier when that was asked for already. */
  schedule(homeId: string, at: number): void {
    const scheduled = this.#scheduled.get(homeId);
    if (scheduled !== undefined && scheduled <= at) return;
    this.#scheduled.set(homeId, at);
    this.#heap.push({ at, homeId });
    this.#rise(this.#heap.length - 1);
  }

  /** Takes the homes due at or before `now`, in no particular order. */
  takeDue(now: number): string[] {
    const due: string[] = [];
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      this.#removeFirst();
      if (this.#scheduled.get(first.homeId) !== first.at) continue;
      this.#scheduled.delete(first.homeId);
      due.push(first.homeId);
    }
    return due;
  }

  forget(homeId: string): void {
    this.#scheduled.delete(homeId);
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #at(index: number): number {
    return this.#heap[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#at(parent) <= this.#at(index)) return;
      this.#swap(parent, index);
      index = parent;
    }
  }

  #sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const least = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (this.#at(least) >= this.#at(index)) return;
      this.#swap(least, index);
      index = least;
    }
  }
}
