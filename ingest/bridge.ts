/**
 * From the broker into Kafka. Per message, in this order (architecture section 5):
 * 1. read the MQTT message      (stop here: the broker sends it again)
 * 2. decode it into records     (the same)
 * 3. publish the records        (the same; what Kafka already has comes twice, with the same event_id)
 * 4. Kafka has acknowledged all (the same)
 * 5. answer the gateway, where that is ours to do (stop here: it is sent again and answered; never in tap mode)
 * 6. PUBACK, in order           (stop after it: nothing is owed)
 *
 * A message may come in parts: its segments stay in step 2 until the whole is known, and are acknowledged together after
 * step 4 (stop before: the broker sends all of them again). Those read after them are published meanwhile, not
 * acknowledged; how long that may take is bounded by `translate` and `giveUp` (`segments.ts`). Where the broker sends nothing
 * more before, they are acknowledged once Kafka keeps them, undecided (`parked-segments.ts`).
 *
 * Reading stops while `heldLimit` messages are between 1 and 6, so TCP and the broker hold the backlog.
 */
import { type OutRecord, RecordTooLargeError } from "#schemas/out-record.ts";
import { epochMs, type EpochMs } from "#schemas/units.ts";
import type { ReceivedMessage } from "./admit.ts";
import type { Answer } from "./controller.ts";
import { HeldAcks } from "./held-acks.ts";
import { type Fate, Ledger } from "./ledger.ts";
import { type Settled, toSettled } from "./outcome.ts";
import type { Publication } from "./records.ts";
import { type Canary, type CanaryTicks, type ClockReading, parseCanary, ReplayTicks } from "./tick.ts";

/** What a bridge looks at in a message; the rest is its ports' affair. */
type Received = Pick<ReceivedMessage, "receivedAt">;

/** A message with the way to acknowledge it. */
export interface Arrived<Message extends Received = ReceivedMessage> {
  readonly message: Message;
  acknowledge(): void;
}

/** `first`: nothing of this run was read before it. */
export type TickKind = "first" | "regular" | "farewell";

/**
 * One publication for all these messages, of which the last has its outcome, and what is published when Kafka has that;
 * or what lets them be acknowledged before they are decided.
 */
export type Decided<Message> =
  | {
      readonly kind: "decided";
      readonly messages: readonly Message[];
      readonly publication: Publication;
      readonly afterwards: readonly OutRecord[];
    }
  | { readonly kind: "parked"; readonly message: Message; readonly record: OutRecord };

export interface BridgePorts<Message extends Received = ReceivedMessage> {
  /** Step 2: what becomes of this message; or all that is decided now it came, where messages may wait for others. */
  translate(message: Message): Publication | readonly Decided<Message>[];
  /** What has waited too long at `time`, or all that waits where it is null. Absent where no message waits. */
  giveUp?(time: EpochMs | null): readonly Decided<Message>[];
  /** Parks all that waits, because the broker may wait for it. Absent where no message waits. */
  release?(): readonly Decided<Message>[];
  /** What to publish instead when Kafka itself calls a record too large; every record at most `maxBytes`. */
  refuse(message: Message, maxBytes: number): Publication;
  /** Resolves when Kafka has the record; rejects only with RecordTooLargeError. */
  publish(record: OutRecord): Promise<void>;
  /** Step 5: resolves when the answer is given, or given up in bounded time; never rejects. Absent where none is ours to give. */
  answer?(answer: Answer): Promise<void>;
  /** Asks Kafka for its time: whether our clock agrees with it. */
  compareClocks(): Promise<boolean>;
  /** What Kafka's clock shows when ours shows `time`, by the last comparison; the same while they agree. */
  kafkaTime(time: EpochMs): EpochMs;
  /** A tick for every partition. */
  tickRecords(time: EpochMs, kind: TickKind): readonly OutRecord[];
  /** An error after which going on would lose something. */
  onFatal(error: unknown): void;
}

/** A message on its way; its acknowledgement is sent in turn, once it has its fate or Kafka keeps it. */
interface Held {
  settle(fate: Fate): void;
  park(): void;
}

export interface BridgeOptions {
  readonly heldLimit: number;
  readonly tickPeriodMs: number;
}

/** Replayed ticks written without waiting for each other's acknowledgement. */
const ticksAtOnce = 100;

export class Bridge<Message extends Received = ReceivedMessage> {
  readonly #ports: BridgePorts<Message>;
  readonly #options: BridgeOptions;
  readonly #acks = new HeldAcks();
  readonly #replayTicks: ReplayTicks;
  readonly ledger = new Ledger();
  /** Messages whose fate is not decided, acknowledged or not: they are part of one that is not whole. */
  readonly #undecided = new Map<Message, Held>();
  #parked = 0;
  #open = 0;
  /** What was received when a stall was last looked for. */
  #receivedBefore = 0;
  /** Publications that Kafka has not acknowledged; a failed one stays. */
  readonly #underWay = new Set<Promise<void>>();
  /** Lets the reader go on; set while reading is held. */
  #next: (() => void) | null = null;
  #lastTick: EpochMs | null = null;
  /** A tick was handed to the publisher: it is in the log before what is published from now on. */
  #hasTicked = false;

  constructor(ports: BridgePorts<Message>, options: BridgeOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#replayTicks = new ReplayTicks(options.tickPeriodMs);
  }

  /** Messages read and not yet acknowledged. */
  get unacknowledged(): number {
    return this.#acks.size;
  }

  /** When the oldest of those was received; null when there is none. */
  get oldestUnacknowledgedAt(): EpochMs | null {
    return this.#acks.oldestReceivedAt;
  }

  /** Messages without a fate yet, whether they are acknowledged or not. */
  get open(): number {
    return this.#open;
  }

  /** Messages acknowledged and not yet decided: Kafka keeps them. */
  get parked(): number {
    return this.#parked;
  }

  /** Time of the last tick written, null before the first. */
  get lastTick(): EpochMs | null {
    return this.#lastTick;
  }

  /**
   * Resolves when Kafka has all that was made of what was received so far. Segments that wait for others are not
   * waited for: the broker sends them again, or the rest comes.
   */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /**
   * Before subscribing: from here on readers of the log know that what one bridge writes is not all there is.
   * It has to be there before the first message is read, so that nobody takes the log's order for that of receipt.
   * Where our clock is wrong it has Kafka's time: a tick of tomorrow would stop the clock of all until then.
   */
  begin(time: EpochMs): Promise<void> {
    return this.writeTick(this.#ports.kafkaTime(time), "first");
  }

  /**
   * To be called again and again. Where nothing came since the last time, what waits for more is let go of: some brokers
   * (HiveMQ) send nothing new, not even a canary, while what they sent is unacknowledged.
   */
  lookForStall(): void {
    const isStalled = this.#undecided.size > 0 && this.ledger.received === this.#receivedBefore;
    this.#receivedBefore = this.ledger.received;
    if (isStalled) this.#decide(this.#ports.release?.() ?? []);
  }

  /** Asks Kafka for its time, so that `begin` has it right. */
  async compareClocks(): Promise<void> {
    await this.#ports.compareClocks();
  }

  /** Takes one message; `next` asks for another. A session that was kept delivers before it is subscribed to again. */
  receive(arrived: Arrived<Message>, next: () => void): void {
    if (!this.#hasTicked) this.#watch(this.begin(arrived.message.receivedAt));
    this.ledger.received += 1;
    const held = this.#hold(arrived);
    const translated = this.#ports.translate(arrived.message);
    if ("outcome" in translated) this.#settle([arrived.message], [held], translated, []);
    else {
      this.#undecided.set(arrived.message, held);
      this.#decide(translated);
    }
    this.#goOn(next);
  }

  /** Takes what an earlier process acknowledged while Kafka kept it. Before anything is received; `time` is now. */
  restore(message: Message, time: EpochMs): void {
    if (!this.#hasTicked) this.#watch(this.begin(time));
    this.ledger.received += 1;
    this.#parked += 1;
    this.#open += 1;
    this.#undecided.set(message, { settle: (fate) => this.#countParked(fate), park: () => undefined });
    const translated = this.#ports.translate(message);
    if (!("outcome" in translated)) this.#decide(translated);
  }

  /** As `receive`, in replay mode: before it, the ticks of the time that passed since the last message. */
  receiveReplayed(arrived: Arrived<Message>, next: () => void): void {
    const due = this.#replayTicks.before(arrived.message.receivedAt);
    if (due.length === 0) return this.receive(arrived, next);
    this.#watch(this.#writeTicksWhenSettled(due).then(() => this.receive(arrived, next)));
  }

  /** Before a replay and at its end: ticks up to `until`, after everything received before. Nothing more comes of it. */
  closeReplay(until: EpochMs, acknowledge: () => void, next: () => void): void {
    this.#giveUp(null);
    const due = this.#replayTicks.before(until);
    this.#watch(
      this.#writeTicksWhenSettled(due).then(() => {
        acknowledge();
        next();
      }),
    );
  }

  /** A canary came back: when everything before it is settled, and our clock is Kafka's, the tick it allows is written. */
  canaryReturned(
    payload: string,
    ticks: CanaryTicks,
    clock: () => ClockReading,
    acknowledge: () => void,
    next: () => void,
  ): void {
    this.#giveUp(clock().wall);
    const canary = parseCanary(payload);
    const held = this.#acks.hold(() => {
      acknowledge();
      if (canary !== null) this.#watch(this.#tickFor(canary, ticks, clock));
      this.#resume();
    });
    held.settle();
    this.#goOn(next);
  }

  /** Kafka's clock is asked before ours, so that a clock set since the canary was sent is noticed by one or the other. */
  async #tickFor(canary: Canary, ticks: CanaryTicks, clock: () => ClockReading): Promise<void> {
    // A canary of a wrong clock is no tick's: it must not hold up those of the right one, should that be behind it.
    if (!(await this.#ports.compareClocks())) return;
    const due = ticks.returned(canary, clock());
    if (due !== null) await this.writeTick(due, "regular");
  }

  /** Acknowledges in turn something that is not a message of a gateway. */
  ignore(acknowledge: () => void, next: () => void): void {
    this.#acks.hold(acknowledge).settle();
    this.#goOn(next);
  }

  /** Writes a tick to every partition. */
  async writeTick(time: EpochMs, kind: TickKind): Promise<void> {
    this.#hasTicked = true;
    const records = this.#ports.tickRecords(time, kind);
    await Promise.all(records.map((record) => this.#ports.publish(record)));
    this.#lastTick = time;
  }

  #hold(arrived: Arrived<Message>): Held {
    let fate: Fate | null = null;
    let isAcknowledged = false;
    this.#open += 1;
    const entry = this.#acks.hold(() => {
      isAcknowledged = true;
      if (fate === null) this.#parked += 1;
      else this.#count(fate);
      arrived.acknowledge();
      this.#resume();
    }, arrived.message.receivedAt);
    return {
      settle: (given) => {
        fate = given;
        if (isAcknowledged) this.#countParked(given);
        else entry.settle();
      },
      park: () => entry.settle(),
    };
  }

  #countParked(fate: Fate): void {
    this.#parked -= 1;
    this.#count(fate);
  }

  #count(fate: Fate): void {
    this.#open -= 1;
    this.ledger.count(fate);
  }

  #giveUp(time: EpochMs | null): void {
    this.#decide(this.#ports.giveUp?.(time) ?? []);
  }

  #decide(decided: readonly Decided<Message>[]): void {
    for (const each of decided) {
      if (each.kind === "parked") {
        this.#watch(this.#underWayUntil(this.#park(each)));
        continue;
      }
      const { messages, publication, afterwards } = each;
      const held = messages.map((message) => this.#undecided.get(message));
      for (const message of messages) this.#undecided.delete(message);
      const known = held.filter((one) => one !== undefined);
      this.#settle(messages, known, publication, afterwards);
    }
  }

  /** Acknowledges what is not decided, once Kafka keeps it. Should Kafka call it too large, it is decided by that. */
  async #park({ message, record }: Extract<Decided<Message>, { kind: "parked" }>): Promise<void> {
    const held = this.#undecided.get(message);
    try {
      await this.#ports.publish(record);
      held?.park();
    } catch (error) {
      if (!(error instanceof RecordTooLargeError)) throw error;
      // Unless it was decided meanwhile.
      if (held !== undefined && this.#undecided.delete(message))
        this.#settle([message], [held], this.#refuse(message, error), []);
    }
  }

  /** Publishes what is for Kafka, then answers; then each message has its fate. A dead letter is each one's own. */
  #settle(
    messages: readonly Message[],
    held: readonly Held[],
    { outcome, records }: Publication,
    afterwards: readonly OutRecord[],
  ): void {
    const finish = (fate: Settled): void => {
      const ofParts: Fate = fate.kind === "dead_letter" ? fate : { kind: "part_of_another" };
      for (const each of held) each.settle(each === held.at(-1) ? fate : ofParts);
    };
    const settled = toSettled(outcome);
    const { answer } = settled;
    if (records.length + afterwards.length === 0 && answer === undefined) return finish(settled);
    const published = this.#publish(messages, settled, records).then(async (final) => {
      await Promise.all(afterwards.map((record) => this.#ports.publish(record)));
      if (answer !== undefined) await this.#ports.answer?.(answer);
      finish(final);
    });
    this.#watch(this.#underWayUntil(published));
  }

  /** A failed one stays. */
  #underWayUntil(published: Promise<void>): Promise<void> {
    const all: Promise<void> = published.then(() => {
      this.#underWay.delete(all);
    });
    this.#underWay.add(all);
    return all;
  }

  /** Publishes all records; the outcome that they are of in the end. */
  async #publish(
    messages: readonly Message[],
    outcome: Settled,
    records: readonly OutRecord[],
  ): Promise<Settled> {
    try {
      await Promise.all(records.map((record) => this.#ports.publish(record)));
      return outcome;
    } catch (error) {
      if (!(error instanceof RecordTooLargeError) || outcome.kind === "dead_letter") throw error;
      const refused = messages.map((message) => this.#refuse(message, error));
      const fate = refused[0] === undefined ? outcome : toSettled(refused[0].outcome);
      const letters = refused.flatMap(({ records: those }) => those);
      return this.#publish(messages, fate, letters);
    }
  }

  #refuse(message: Message, { limitBytes, sizeBytes }: RecordTooLargeError): Publication {
    return this.#ports.refuse(message, Math.floor(Math.min(limitBytes, sizeBytes) / 4));
  }

  async #writeTicksWhenSettled(times: readonly EpochMs[]): Promise<void> {
    await this.settled();
    // The producer keeps a partition's order, so a long silence need not be waited out tick by tick.
    for (let first = 0; first < times.length; first += ticksAtOnce) {
      const together = times.slice(first, first + ticksAtOnce);
      await Promise.all(together.map((time) => this.writeTick(epochMs(time), "regular")));
    }
  }

  #goOn(next: () => void): void {
    if (this.#acks.size < this.#options.heldLimit) next();
    else this.#next = next;
  }

  #resume(): void {
    if (this.#next === null || this.#acks.size >= this.#options.heldLimit) return;
    const next = this.#next;
    this.#next = null;
    next();
  }

  #watch(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#ports.onFatal(error));
  }
}
