/**
 * One life of a process, as far as the world sees it: what it is to do later and what reaches it. A life that hangs does all
 * of that when it wakes, one after the other; one that is dead does nothing any more, and what it waits for never comes.
 */
import type { Scheduler } from "./scheduler.ts";

type State = "running" | "hung" | "dead";

export class Life {
  /** Of its own. */
  readonly name: string;
  /** The process's, which its successors have too. */
  readonly process: string;
  readonly #scheduler: Scheduler;
  #state: State = "running";
  #backlog: (() => void)[] = [];
  #stepsLeft = Number.POSITIVE_INFINITY;
  #whenOut: () => void = () => undefined;
  readonly #listeners = new Set<(state: State) => void>();

  constructor(name: string, scheduler: Scheduler, process = name) {
    this.name = name;
    this.process = process;
    this.#scheduler = scheduler;
  }

  get isDead(): boolean {
    return this.#state === "dead";
  }

  get isRunning(): boolean {
    return this.#state === "running";
  }

  /** Told when it hangs, wakes and dies; the result ends that. */
  onChange(told: (state: State) => void): () => void {
    this.#listeners.add(told);
    return () => this.#listeners.delete(told);
  }

  /** Something to be done by it, `ms` from now: a timer, or what the world brings. The result prevents it. */
  after(ms: number, act: () => void): () => void {
    return this.#later(ms, act, true);
  }

  #later(ms: number, act: () => void, isCounted: boolean): () => void {
    let isPrevented = false;
    const cancel = this.#scheduler.after(ms, () => {
      if (isCounted && !isPrevented) this.#count();
      this.#step(() => (isPrevented ? undefined : act()));
    });
    return () => {
      isPrevented = true;
      cancel();
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Again and again: no step that counts. */
  every(ms: number, act: () => void): () => void {
    let cancel = (): void => undefined;
    const again = (): void => {
      cancel = this.#later(ms, again, false);
      act();
    };
    cancel = this.#later(ms, again, false);
    return () => cancel();
  }

  /** After so many more steps `then` happens in place of the next one: a crash or a hang between any two steps. */
  countDown(steps: number, then: () => void): void {
    this.#stepsLeft = steps;
    this.#whenOut = then;
  }

  hang(): void {
    if (this.#state === "running") this.#become("hung");
  }

  wake(): void {
    if (this.#state !== "hung") return;
    this.#become("running");
    const backlog = this.#backlog;
    this.#backlog = [];
    for (const act of backlog) this.#scheduler.after(0, () => this.#step(act));
  }

  kill(): void {
    if (this.#state === "dead") return;
    this.#backlog = [];
    this.#become("dead");
    this.#listeners.clear();
  }

  #become(state: State): void {
    this.#state = state;
    for (const told of [...this.#listeners]) told(state);
  }

  #count(): void {
    if (this.#state !== "running" || this.#stepsLeft-- > 0) return;
    this.#stepsLeft = Number.POSITIVE_INFINITY;
    this.#whenOut();
  }

  #step(act: () => void): void {
    if (this.#state === "hung") this.#backlog.push(act);
    else if (this.#state === "running") act();
  }
}
