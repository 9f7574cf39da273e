/** A process and its successors: each is started again when it died, as an operator's supervisor does. */
import type { Note } from "./happenings.ts";
import { Life } from "./life.ts";
import type { RunningPart } from "./surroundings.ts";
import type { Scheduler } from "./scheduler.ts";

export type StartProcess = (life: Life, fatal: (error: unknown) => void) => Promise<RunningPart>;

interface SlotSurroundings {
  readonly scheduler: Scheduler;
  readonly note: Note;
}

const afterFatalMs = 1000;
/** A stop in good order takes no longer; else it is killed. */
const longestStopMs = 40_000;

export class ProcessSlot {
  readonly name: string;
  readonly #scheduler: Scheduler;
  readonly #start: StartProcess;
  readonly #note: Note;
  #life: Life;
  #running: RunningPart | null = null;
  #lives = 0;
  /** The life whose successor is on its way. */
  #ended: Life | null = null;
  /** What it could not go on after. */
  readonly failures: string[] = [];

  constructor(name: string, { scheduler, note }: SlotSurroundings, start: StartProcess) {
    this.name = name;
    this.#scheduler = scheduler;
    this.#start = start;
    this.#note = note;
    this.#life = this.#begin();
  }

  get life(): Life {
    return this.#life;
  }

  /** Now, and again after a while. */
  kill(forMs: number): void {
    if (this.#life.isDead) return;
    this.#note("process killed");
    this.#life.kill();
    this.#running = null;
    this.#succeed(forMs);
  }

  hang(forMs: number): void {
    const life = this.#life;
    this.#note("process hung");
    life.hang();
    this.#scheduler.after(forMs, () => life.wake());
  }

  /** Nothing strikes it any more, and it goes on where it hangs. */
  calm(): void {
    this.#life.countDown(Number.POSITIVE_INFINITY, () => undefined);
    this.#life.wake();
  }

  /** Stops it in good order; resolves when it is gone. */
  async stop(): Promise<void> {
    const life = this.#life;
    const isStopped = this.#running?.stop() ?? Promise.resolve();
    const late = new Promise<void>((resolve) => {
      const unwatch = life.onChange((state) => state === "dead" && resolve());
      this.#scheduler.after(longestStopMs, () => (unwatch(), resolve()));
    });
    await Promise.race([isStopped, late]);
    life.kill();
  }

  /** Stops it in good order, and starts it again after a while. */
  async restart(forMs: number): Promise<void> {
    const life = this.#life;
    if (this.#running === null || !life.isRunning) return;
    await this.stop();
    if (life === this.#life) this.#succeed(forMs);
  }

  #succeed(forMs: number): void {
    if (this.#ended === this.#life) return;
    this.#ended = this.#life;
    this.#scheduler.after(forMs, () => (this.#life = this.#begin()));
  }

  #begin(): Life {
    this.#lives += 1;
    const life = new Life(`${this.name}.${this.#lives}`, this.#scheduler, this.name);
    this.#running = null;
    const fatal = (error: unknown): void => {
      if (life.isDead) return;
      this.#note("process ended by itself");
      this.failures.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      if (life === this.#life) this.kill(afterFatalMs);
    };
    this.#start(life, fatal).then((running) => {
      if (life === this.#life) this.#running = running;
    }, fatal);
    return life;
  }
}
