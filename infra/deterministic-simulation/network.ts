/**
 * What lies between processes and the services they call: it takes its time, it may be down for a while, and what is under
 * way may be lost in either direction. Who is not answered learns that after a while, and does not know whether it was done.
 */
import type { Random } from "#infra/simulator/random.ts";
import type { Happening, Note } from "./happenings.ts";
import type { Life } from "./life.ts";
import type { Scheduler } from "./scheduler.ts";

export type Service = "log" | "broker" | "tables" | "registry";

/** How a call ends that is not answered. */
export class NoAnswer extends Error {
  override readonly name = "KafkaJSRequestTimeoutError";
}

interface Weather {
  /** Until then nothing comes through. */
  downUntilMs: number;
  /** Chance of a call to be lost, half of them after they were carried out. */
  lossShare: number;
  /** Times the usual delay. */
  slowness: number;
  /** So many calls from now on are carried out and not answered. */
  mute: number;
}

const calm: Weather = { downUntilMs: 0, lossShare: 0, slowness: 1, mute: 0 };

/** A client gives up waiting after so long. */
const answerWithinMs = 2000;

export class Network {
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #note: Note;
  readonly #weather: Record<Service, Weather> = {
    log: { ...calm },
    broker: { ...calm },
    tables: { ...calm },
    registry: { ...calm },
  };

  readonly #distance: Record<Service, number> = { log: 1, broker: 1, tables: 1, registry: 1 };

  constructor(scheduler: Scheduler, random: Random, note: Note) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#note = note;
  }

  /** From now on, until told otherwise. */
  set(service: Service, weather: Partial<Weather>): void {
    Object.assign(this.#weather[service], weather);
  }

  /** No fault is left. */
  calm(): void {
    for (const weather of Object.values(this.#weather)) Object.assign(weather, calm);
  }

  /** How far each service is, beside all faults. */
  setDistance(distance: Readonly<Partial<Record<Service, number>>>): void {
    Object.assign(this.#distance, distance);
  }

  isDown(service: Service): boolean {
    return this.#weather[service].downUntilMs > this.#scheduler.nowMs;
  }

  /** One way, in milliseconds: mostly one or two, now and then many. */
  delayMs(service: Service): number {
    const usual = this.#random.next() < 0.05 ? this.#random.integer(5, 40) : 1 + this.#random.next();
    return usual * this.#distance[service] * this.#weather[service].slowness;
  }

  /**
   * Has the service do something, atomically, and brings what it says back to a life. Rejects with what `serve` throws, or
   * with NoAnswer. `lingerMs`: the service waits for so long before.
   */
  call<T>(life: Life, service: Service, serve: () => T, lingerMs = 0): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const thereMs = this.delayMs(service) + lingerMs;
    if (service === "tables" && thereMs > answerWithinMs) {
      // Whoever gave up makes the call again, and this one comes after it.
      this.#note("insert that came after it was given up");
      this.#scheduler.after(thereMs, serve);
      life.after(answerWithinMs, () => reject(new NoAnswer(`The ${service} does not answer`)));
      return promise;
    }
    const { lossShare } = this.#weather[service];
    const isLost = lossShare > 0 && this.#random.next() < lossShare;
    const isLostBefore = isLost && this.#random.next() < 0.5;
    const noAnswer = (why: Happening): void => {
      this.#note(why);
      life.after(answerWithinMs, () => reject(new NoAnswer(`The ${service} does not answer`)));
    };
    this.#scheduler.after(thereMs, () => {
      // What a process sent in its last moment may or may not have left the machine.
      const diedWithSender = life.isDead && this.#random.next() < 0.5;
      if (this.isDown(service)) return noAnswer("request to a service that is down");
      if (isLostBefore || diedWithSender) return noAnswer("request lost");
      let answer: T;
      try {
        answer = serve();
      } catch (error) {
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what the service threw
        life.after(this.delayMs(service), () => reject(error));
        return;
      }
      if (isLost || this.#isMute(service)) return noAnswer("answer lost");
      life.after(this.delayMs(service), () => resolve(answer));
    });
    return promise;
  }

  #isMute(service: Service): boolean {
    const weather = this.#weather[service];
    if (weather.mute === 0) return false;
    weather.mute -= 1;
    return true;
  }

  /** The same again and again until it is answered, as clients do: what is served must bear that. */
  async insist<T>(life: Life, service: Service, serve: () => T, attempts = 5): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.call(life, service, serve);
      } catch (error) {
        if (!(error instanceof NoAnswer) || attempt >= attempts) throw error;
        await life.sleep(100 * attempt);
      }
    }
  }
}
