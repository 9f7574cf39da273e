/**
 * The fleet stage on Kafka: one process of the group has all partitions of the candidates; the others wait.
 *
 * 1. It opens the transactor, which fences who was before. 2. It reads what was told, `usp.alert-state.v1`, and goes on
 * where the group's offsets are. 3. What is to be told, its state, the ledger's entries and the offsets go out in one transaction; offsets
 * stay before what is held. A stop between two steps: the transaction is there whole or not at all, and what was read
 * but not told is read again. Any error throws all memory away and begins at 1; the same error again and again without
 * anything told in between stops the process with it.
 */
import type { Alert } from "#schemas/alert.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { sumOfRecord } from "#schemas/record-sum.ts";
import { Fleet, type FleetDeps } from "./fleet.ts";
import { StageLedger, type StageLedgerSettings } from "./stage-ledger.ts";

/** A transaction's writer; see the adapter. */
export interface FleetTransactor {
  fence(): Promise<void>;
  commit(
    sends: readonly (readonly OutRecord[])[],
    offsets: readonly { readonly topic: string; readonly partition: number; readonly offset: number }[],
  ): Promise<unknown>;
  close(): Promise<void>;
}

export interface StageDeps extends FleetDeps {
  readonly topic: string;
  readonly openTransactor: () => Promise<FleetTransactor>;
  /** All of `usp.alert-state.v1`, read committed. */
  readonly readState: () => Promise<readonly Alert[]>;
  /** The group's next offset of each partition that has one. */
  readonly committed: () => Promise<ReadonlyMap<number, number>>;
  /** The offset after each partition's last record now. */
  readonly ends: () => Promise<ReadonlyMap<number, number>>;
  /** Reads this partition from here on; null: from the start of what is there. */
  readonly readFrom: (partition: number, offset: number | null) => void;
  readonly decode: (value: Buffer) => Promise<Alert | null>;
  /** An alert for the topic of alerts and for that of their state. */
  readonly toRecords: (alert: Alert) => readonly OutRecord[];
  /** Of a life's ledger; each has a name of its own. */
  readonly ledger: () => StageLedgerSettings;
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly isTransient: (error: unknown) => boolean;
  readonly warn: (message: string, fields: object) => void;
  /** Called once; the stage does nothing more then. */
  readonly fatal: (error: Error) => void;
}

export interface StageStatus {
  readonly phase: "waiting" | "acquiring" | "live";
  readonly taken: number;
  readonly told: number;
  readonly unreadable: number;
  /** Candidates passed over, and transitions left untold, because the code can't go on with them. */
  readonly failed: number;
}

export interface StageRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** When Kafka got it. */
  readonly timestampMs: number;
}

/** Values of one partition in order, and where reading goes on behind them. */
export interface StageBatch {
  readonly partition: number;
  readonly records: readonly StageRecord[];
  readonly next: number;
}

const tickMs = 1000;
const commitEveryMs = 20;
const retryMs = 1000;
const failuresUntilFatal = 5;
/** Candidates that our code fails on. More are no matter of single ones: the stage ends. */
const mostPassedOver = 1000;
/** A transition that can't be written is told in the log so often; then only counted. */
const mostUntoldLogged = 100;

export const passedOver = "the fleet stage fails on a candidate, and goes on without it";
export const leftUntold = "a transition can't be written, and is not told";

/** What is thrown away with any error. */
interface Life {
  readonly fleet: Fleet;
  readonly transactor: FleetTransactor;
  readonly ledger: StageLedger;
  /** Next offset to read of each partition. */
  readonly positions: Map<number, number>;
  /** Where partitions ended when it began, of those not read so far yet: the life before may have told of what lies there. */
  readonly unread: Map<number, number>;
  /** To be told with the next transaction, by transition. */
  told: (readonly OutRecord[])[];
  /** Offsets as committed last, as text. */
  committed: string;
}

export class FleetStage {
  readonly #deps: StageDeps;
  readonly #totals = { taken: 0, told: 0, unreadable: 0, untold: 0 };
  #partitions: readonly number[] = [];
  #life: Life | null = null;
  /** Everything happens one after the other. */
  #work: Promise<void> = Promise.resolve();
  #generation = 0;
  #failures = 0;
  /** Places of candidates that our code failed on: a defect of ours, and no other candidate waits for it. */
  readonly #failedOn = new Set<string>();
  #isStopped = false;
  #isCommitDue = false;
  #cancelTick: () => void = () => undefined;

  constructor(deps: StageDeps) {
    this.#deps = deps;
  }

  /** This member has these partitions now: all, or none. */
  joined(partitions: readonly number[]): void {
    this.#partitions = partitions;
    this.#begin();
  }

  /** What is read before this life reads, or after it, is read again by the one that it is for. */
  records(batch: StageBatch): void {
    const life = this.#life;
    if (life === null) return;
    this.#then(async () => {
      if (life !== this.#life) return;
      for (const record of batch.records) await this.#take(life, batch.partition, record);
      passTo(life, batch.partition, batch.next);
      this.#commitSoon();
    });
  }

  /** Nothing to read before `next`. In turn: what was read before may not have been taken in yet. */
  passed(partition: number, next: number): void {
    const life = this.#life;
    if (life === null) return;
    this.#then(() => Promise.resolve(passTo(life, partition, next)));
  }

  status(): StageStatus {
    const phase = this.#life !== null ? "live" : this.#partitions.length > 0 ? "acquiring" : "waiting";
    const { taken, told, unreadable, untold } = this.#totals;
    return { phase, taken, told, unreadable, failed: this.#failedOn.size + untold };
  }

  /** Lets a running transaction finish; what is held is read again by the next. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTick();
    await this.#work;
    await this.#life?.transactor.close();
  }

  #then(act: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#isStopped) return;
      try {
        await act();
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  #begin(): void {
    this.#generation += 1;
    this.#cancelTick();
    const old = this.#life;
    this.#life = null;
    const generation = this.#generation;
    this.#then(async () => {
      await old?.transactor.close();
      if (generation !== this.#generation || this.#partitions.length === 0) return;
      const life = await this.#acquire();
      if (generation === this.#generation) this.#live(life);
      else await life.transactor.close();
    });
  }

  async #acquire(): Promise<Life> {
    const { openTransactor, readState, committed, ends } = this.#deps;
    const transactor = await openTransactor();
    await transactor.fence();
    const fleet = new Fleet(this.#deps);
    fleet.restore(await readState(), this.#deps.now());
    const from = await committed();
    const unread = new Map(
      [...(await ends())].filter(([partition, end]) => (from.get(partition) ?? 0) < end),
    );
    const ledger = new StageLedger(this.#deps.ledger(), from);
    return { fleet, transactor, ledger, positions: new Map(from), unread, told: [], committed: "" };
  }

  #live(life: Life): void {
    this.#life = life;
    for (const partition of this.#partitions) {
      this.#deps.readFrom(partition, life.positions.get(partition) ?? null);
    }
    this.#tickLater();
  }

  #tickLater(): void {
    this.#cancelTick = this.#deps.after(tickMs, () => {
      this.#then(async () => {
        if (this.#life === null) return;
        this.#tell(this.#life, this.#life.fleet.tick(this.#deps.now()));
        if (this.#life.unread.size === 0) this.#life.fleet.forget();
        this.#commitSoon();
        this.#tickLater();
      });
    });
  }

  /** Batches share a transaction. */
  #commitSoon(): void {
    if (this.#isCommitDue) return;
    this.#isCommitDue = true;
    this.#deps.after(commitEveryMs, () => {
      this.#isCommitDue = false;
      this.#then(async () => {
        if (this.#life !== null) await this.#commit(this.#life);
      });
    });
  }

  async #take(life: Life, partition: number, record: StageRecord): Promise<void> {
    const { offset, key, value, timestampMs: appendedAt } = record;
    const { topic, decode, now, warn } = this.#deps;
    const place = `${partition} ${offset}`;
    const hasFailed = this.#failedOn.has(place);
    const candidate = value === null || hasFailed ? null : await decode(value);
    this.#totals.taken += 1;
    const fate = candidate === null ? "unreadable" : "taken";
    life.ledger.take(partition, { offset, number: sumOfRecord(key, value), fate, appendedAt });
    if (hasFailed) return;
    if (candidate === null) {
      this.#totals.unreadable += 1;
      warn("a record is no alert", { topic, partition, offset });
      return;
    }
    let told: readonly Alert[];
    try {
      told = life.fleet.take(candidate, { partition, offset }, now());
    } catch (error) {
      // What is remembered may be of half a step: all begins anew, without this one.
      const isOneOfFew = this.#failedOn.size < mostPassedOver;
      if (isOneOfFew) this.#failedOn.add(place);
      const { home_id: home, alert_class: alertClass } = candidate;
      warn(passedOver, { topic, partition, offset, home, alertClass, error: stackOf(error) });
      throw isOneOfFew ? new PassedOver() : error;
    }
    this.#tell(life, told);
  }

  /** A transition that can't be written keeps no other from being told. */
  #tell(life: Life, alerts: readonly Alert[]): void {
    for (const alert of alerts)
      try {
        life.told.push(this.#deps.toRecords(alert));
      } catch (error) {
        this.#totals.untold += 1;
        if (this.#totals.untold > mostUntoldLogged) continue;
        const { home_id: home, alert_class: alertClass, episode_id: episode, sequence } = alert;
        this.#deps.warn(leftUntold, { home, alertClass, episode, sequence, error: stackOf(error) });
      }
  }

  async #commit(life: Life): Promise<void> {
    const held = life.fleet.heldFrom();
    const offsets = [...life.positions].map(([partition, next]) => ({
      topic: this.#deps.topic,
      partition,
      offset: held.get(partition) ?? next,
    }));
    const text = JSON.stringify(offsets);
    if (life.told.length === 0 && text === life.committed) return;
    const told = life.told.splice(0);
    const records = life.ledger.cut(told.flat(), offsets, this.#deps.now());
    await life.transactor.commit(byPartition(records), offsets);
    life.committed = text;
    this.#totals.told += told.length;
    if (told.length > 0) this.#failures = 0;
  }

  #fail(error: unknown): void {
    // A candidate less to fail on is a step ahead.
    const isAhead = error instanceof PassedOver;
    if (!isAhead) this.#failures += 1;
    const isFinal = !isAhead && !this.#deps.isTransient(error) && this.#failures >= failuresUntilFatal;
    if (isFinal) {
      this.#isStopped = true;
      this.#cancelTick();
      this.#deps.fatal(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (!isAhead) this.#deps.warn("the fleet stage begins anew", { error: stackOf(error) });
    this.#life?.transactor.close().catch(() => undefined);
    this.#life = null;
    this.#cancelTick();
    this.#cancelTick = this.#deps.after(retryMs, () => this.#begin());
  }
}

/** Thrown once the candidate is among those that are passed over. */
class PassedOver extends Error {
  override readonly name = "PassedOver";
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

function passTo({ positions, unread }: Life, partition: number, next: number): void {
  positions.set(partition, next);
  if (next >= (unread.get(partition) ?? Number.POSITIVE_INFINITY)) unread.delete(partition);
}

/** One send carries one partition of one topic. */
function byPartition(records: readonly OutRecord[]): OutRecord[][] {
  return [...Map.groupBy(records, ({ topic, partition }) => `${topic}|${partition}`).values()];
}
