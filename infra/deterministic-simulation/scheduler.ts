/** Virtual time: what is to happen, in the order of its time; between two of them all that was resolved has gone on. */
interface Due {
  readonly atMs: number;
  /** Tells apart what is due at once. */
  readonly order: number;
  /** null: prevented. */
  act: (() => void) | null;
}

const isBefore = (a: Due, b: Due): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

/** A heap by time, then by the order of being asked for. */
class Agenda {
  readonly #heap: Due[] = [];

  get first(): Due | undefined {
    return this.#heap[0];
  }

  add(due: Due): void {
    let at = this.#heap.push(due) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#swapUnlessBefore(above, at)) return;
      at = above;
    }
  }

  take(): Due | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (last === undefined || last === first) return first;
    this.#heap[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const below = this.#earlier(left, right);
      if (below === null || !this.#swapUnlessBefore(at, below)) return first;
      at = below;
    }
  }

  #earlier(left: number, right: number): number | null {
    const [a, b] = [this.#heap[left], this.#heap[right]];
    if (a === undefined) return null;
    return b !== undefined && isBefore(b, a) ? right : left;
  }

  #swapUnlessBefore(above: number, below: number): boolean {
    const [a, b] = [this.#heap[above], this.#heap[below]];
    if (a === undefined || b === undefined || !isBefore(b, a)) return false;
    this.#heap[above] = b;
    this.#heap[below] = a;
    return true;
  }
}

export class Scheduler {
  readonly #agenda = new Agenda();
  #nowMs: number;
  #order = 0;
  #isOver = false;
  /** Set while it runs by itself and nothing is due. */
  #wake: (() => void) | null = null;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Once, `ms` from now; the result prevents it. */
  after(ms: number, act: () => void): () => void {
    const due: Due = { atMs: this.#nowMs + Math.max(0, ms), order: this.#order++, act };
    this.#agenda.add(due);
    this.#wake?.();
    return () => {
      due.act = null;
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Lets time pass until then. */
  runUntil(endMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const step = (): void => {
        try {
          if (this.#next(endMs)) return void setImmediate(step);
          this.#nowMs = endMs;
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      setImmediate(step);
    });
  }

  /** Lets time pass whenever something is to happen, until `stop`: for those who wait for it outside. */
  runByItself(): void {
    const step = (): void => {
      if (this.#isOver) return;
      if (this.#next(Number.POSITIVE_INFINITY)) setImmediate(step);
      else
        this.#wake = () => {
          this.#wake = null;
          setImmediate(step);
        };
    };
    setImmediate(step);
  }

  stop(): void {
    this.#isOver = true;
  }

  /** Has the next thing happen that is due by then; false: there is none. All it resolves goes on before the next turn. */
  #next(endMs: number): boolean {
    for (let { first } = this.#agenda; first !== undefined && first.atMs <= endMs; { first } = this.#agenda) {
      this.#agenda.take();
      if (first.act === null) continue;
      this.#nowMs = first.atMs;
      first.act();
      return true;
    }
    return false;
  }
}
