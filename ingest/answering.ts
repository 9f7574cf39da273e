/**
 * Step 5 of a message's way (`bridge.ts`): its answer is published, or given up after a bounded time. PUBACKs go in
 * order, so one answer that takes its time would hold them all; an agent that has no answer repeats its Notify.
 */
import type { Answer } from "./controller.ts";

export interface AnsweringPorts {
  /** Resolves when the broker has it; rejects when it can't be told. */
  publish(answer: Answer): Promise<void>;
  /** Resolves after the longest time that an answer may hold PUBACKs. */
  pause(): Promise<void>;
}

/** Answers that the broker has not acknowledged, above which none is begun: what a connection that hangs may hold. */
const mostUnderWay = 1000;

export class Answering {
  readonly #ports: AnsweringPorts;
  #underWay = 0;
  /** Answers that the broker has, and those given up; each once. */
  readonly counts = { given: 0, givenUp: 0 };

  constructor(ports: AnsweringPorts) {
    this.#ports = ports;
  }

  /** Resolves when the answer is with the broker or given up; never rejects. */
  async give(answer: Answer): Promise<void> {
    const isGiven = await Promise.race([this.#publish(answer), this.#ports.pause().then(() => false)]);
    this.counts[isGiven ? "given" : "givenUp"] += 1;
  }

  async #publish(answer: Answer): Promise<boolean> {
    if (this.#underWay >= mostUnderWay) return false;
    this.#underWay += 1;
    try {
      await this.#ports.publish(answer);
      return true;
    } catch {
      return false;
    } finally {
      this.#underWay -= 1;
    }
  }
}
