/**
 * What a worker knows of one partition. All of it is thrown away on any error and read anew, so nothing here
 * has to be undone: outputs leave the list when they are cut, though their transaction may still fail.
 */
import { epochMs, type EpochMs } from "#schemas/units.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { traceHeader, type TraceSpan } from "#schemas/tracing.ts";
import { recordSizeBytes } from "#schemas/out-record.ts";
import type { FoldEvent } from "./fold-event.ts";
import {
  checkpointKey,
  encodeCheckpoint,
  type HomeAside,
  type Reached,
  type SettingsFrom,
} from "./checkpoint.ts";
import { DirtyQueue } from "./dirty-queue.ts";
import type { Applied, Output, PartitionFold } from "./fold.ts";
import { type Aside, forHome, isAside } from "./home-failure.ts";
import { type LedgerSettings, type LedgerState, type TelemetryFate, WorkerLedger } from "./worker-ledger.ts";
import { SettingsInForce } from "./settings-in-force.ts";

export interface MemorySettings {
  readonly partition: number;
  readonly stateTopic: string;
  /** An output as a record for the same partition number (or, where it does not fit into one, as a dead letter). */
  readonly toRecords: (output: Output, partition: number) => readonly OutRecord[];
  readonly logIdentity: string;
  /** The fold's settings from E on, as text. */
  readonly foldSettings: string;
  /** How far a replay may reach back, in received time. */
  readonly replayDistanceMs: number;
  /** Outputs or snapshots of one transaction stop here; one more home may pass it. */
  readonly limitBytes: number;
  /** Where absent, no ledger is kept. */
  readonly ledger?: LedgerSettings;
  /** Homes that this worker has set aside. */
  readonly aside?: Aside;
}

/** Where a memory starts. */
export interface StartAt {
  /** C. */
  readonly position: number;
  /** E: what lies before it is applied without its outputs. */
  readonly emitted: Reached;
  /** What held from C on. */
  readonly settings: readonly SettingsFrom[];
  readonly appendedAt: number | null;
  /** What the ledger counts on from; null or absent: from E on. */
  readonly ledger?: LedgerState | null;
  /** Homes that were passed over up to E; absent: none. */
  readonly aside?: readonly HomeAside[];
}

/** What goes into one transaction. */
export interface Cut {
  readonly outputs: readonly OutRecord[];
  /** Entries of the ledger, snapshots, then the checkpoint. */
  readonly state: readonly OutRecord[];
  readonly emitted: Reached;
  readonly counts: Readonly<Record<Output["topic"], number>>;
  /** Input records that were no events, or of a home that is set aside. */
  readonly skipped: number;
  /** Reports in no window: too late for any. */
  readonly pastHorizon: number;
  /** Reports that were there before. */
  readonly copies: number;
  readonly snapshots: number;
  /** Of each window told for the first time: from its end to the received time that closed it. */
  readonly windowLatenessMs: readonly number[];
  /** The newest received time that is in. */
  readonly receivedAt: EpochMs;
  /** Of the traced events that are in: to be ended when it is committed. */
  readonly spans: readonly TraceSpan[];
}

/** Outputs on their way into the next cut. */
interface Gathered {
  readonly outputs: OutRecord[];
  bytes: number;
  /**
   * Homes whose snapshots go with it: those with an alert among the outputs, so that a takeover never decides anew what was told,
   * and those taken back, so that it passes over the same.
   */
  readonly accompanied: Set<string>;
  readonly counts: Record<Output["topic"], number>;
  skipped: number;
  pastHorizon: number;
  copies: number;
  readonly windowLatenessMs: number[];
  readonly spans: TraceSpan[];
}

/** An event of which not every home was taken yet. */
interface UnderWay {
  readonly offset: number;
  readonly homes: Iterator<Applied>;
  /** The fold's clock before it. */
  readonly clockBefore: string;
  /** The last home taken. */
  home: string | null;
  readonly span: TraceSpan | null;
  /** For the ledger; of a tick it is that of the whole. */
  fate: TelemetryFate;
  readonly number: number;
  readonly appendedAt: number;
}

/** Homes whose snapshots go with one transaction: these, some 8 kB each, fill it. */
const accompaniedLimit = 85;

/** How much longer than the replay distance a home may wait for its snapshot, as a share of it. */
const graceShare = 1 / 4;

const gatherNothing = (): Gathered => ({
  outputs: [],
  bytes: 0,
  accompanied: new Set(),
  counts: { window: 0, associationChange: 0, alertCandidate: 0 },
  skipped: 0,
  pastHorizon: 0,
  copies: 0,
  windowLatenessMs: [],
  spans: [],
});

export class PartitionMemory {
  readonly #fold: PartitionFold;
  readonly #settings: MemorySettings;
  readonly #dirty = new DirtyQueue();
  readonly #inForce: SettingsInForce;
  readonly #ledger: WorkerLedger | null;
  /** Homes that are passed over. */
  readonly #aside: Map<string, number>;
  /** The first offset of which nothing is out. */
  readonly #liveFrom: number;
  #gathered = gatherNothing();
  #position: number;
  #underWay: UnderWay | null = null;
  #emitted: Reached;
  #committed: Reached;
  #latest: EpochMs = epochMs(0);
  /** What it was at the cut before; null before the first. */
  #latestCut: EpochMs | null = null;
  #committedReceivedAt: EpochMs | null = null;
  #appendedAt: number | null;

  constructor(fold: PartitionFold, settings: MemorySettings, start: StartAt) {
    this.#fold = fold;
    this.#settings = settings;
    this.#position = start.position;
    this.#emitted = start.emitted;
    this.#committed = start.emitted;
    this.#appendedAt = start.appendedAt;
    this.#inForce = new SettingsInForce(start.settings, settings.foldSettings, start.emitted);
    const { ledger } = settings;
    this.#ledger =
      ledger === undefined
        ? null
        : new WorkerLedger(ledger, settings.partition, start.ledger ?? null, start.emitted.offset);
    this.#aside = joined(new Map(start.aside), settings.aside);
    const { offset, home } = start.emitted;
    this.#liveFrom = home === null ? offset : offset + 1;
    this.#configure(start.position);
  }

  /** The next offset to apply; the event under way while there is one. */
  get position(): number {
    return this.#position;
  }

  /** What was received up to then is out; null before anything is. */
  get committedReceivedAt(): EpochMs | null {
    return this.#committedReceivedAt;
  }

  /** E: outputs from this offset on are not all committed or on their way. */
  get emittedThrough(): number {
    return this.#emitted.offset;
  }

  /** Everything before this offset is out. */
  get committedThrough(): number {
    return this.#committed.offset;
  }

  /** Up to E outputs are muted: they are out already. */
  get replaying(): boolean {
    const { offset, home } = this.#emitted;
    return this.#position < offset || (this.#position === offset && home !== null && this.#underWay === null);
  }

  get homeCount(): number {
    return this.#fold.homeCount;
  }

  /** Something is not out yet that a stop in good order leaves behind it: outputs, snapshots, or what the ledger has counted. */
  get isUnsaved(): boolean {
    return this.hasWork || this.#dirty.size > 0 || this.#ledger?.isUntold === true;
  }

  /** Apply no more before the next cut. */
  get full(): boolean {
    const { bytes, accompanied } = this.#gathered;
    return bytes >= this.#settings.limitBytes || accompanied.size >= accompaniedLimit;
  }

  /** There is something to tell, not only a state to keep. */
  get hasNews(): boolean {
    return this.#gathered.outputs.length > 0;
  }

  /** Somebody waits for what is gathered: an alert is in it. */
  get isUrgent(): boolean {
    return this.#gathered.counts.alertCandidate > 0;
  }

  get hasWork(): boolean {
    if (this.replaying) return false;
    const { offset, home } = this.#reached();
    return offset > this.#committed.offset || home !== this.#committed.home || this.#due();
  }

  /**
   * Applies one event, in order of offsets; `appendedAt` is when Kafka got it, `number` the record's for the ledger. An event with more outputs than fit
   * into a transaction stays under way: it goes on after each cut. Throws HomeFailure, as `cut` does: nothing of this memory is to be used then.
   */
  apply(
    event: FoldEvent,
    offset: number,
    appendedAt: number,
    span: TraceSpan | null = null,
    number = 0,
  ): void {
    if (this.#underWay !== null) throw new RangeError("The event before is still under way");
    const aside = this.#aside;
    const isTick = event.kind === "tick";
    this.#configure(offset);
    if (offset >= this.#liveFrom) this.#takeBack(offset);
    if (!isTick && isAside(aside, event.home_id, offset)) return this.skip(offset, appendedAt, number);
    this.#appendedAt = appendedAt;
    const clockBefore = this.#fold.clock();
    if (event.received_at > this.#latest) this.#latest = event.received_at;
    const apply = (): Iterable<Applied> => this.#fold.apply(event, offset, aside);
    const homes = (isTick ? apply() : forHome(event.home_id, offset, apply))[Symbol.iterator]();
    const fate = isTick ? "tick" : "unused";
    this.#underWay = { offset, homes, clockBefore, home: null, fate, number, appendedAt, span };
    this.#proceed();
  }

  /** An input record that is no event, or of a home that is set aside. */
  skip(offset: number, appendedAt: number, number = 0): void {
    if (offset >= this.#emitted.offset) {
      this.#gathered.skipped += 1;
      this.#ledger?.take(offset, number, "skipped", appendedAt);
    }
    this.#appendedAt = appendedAt;
    this.#position = offset + 1;
  }

  /** Nothing more to apply before `next`. */
  advance(next: number): void {
    if (next > this.#position) this.#position = next;
  }

  /**
   * Takes what has to go out: all outputs, the snapshots that go with them, those that are due
   * (`everything`: as many as fit), and the checkpoint that is true once they are in. Snapshots hold the state at E, never later. Then the event under way
   * goes on, into the next cut.
   */
  cut(everything: boolean): Cut {
    const { outputs, counts, skipped, pastHorizon, copies, windowLatenessMs, spans, accompanied } =
      this.#gathered;
    const receivedAt = this.#latest;
    this.#gathered = gatherNothing();
    this.#emitted = this.#reached();
    const state: OutRecord[] = [...(this.#ledger?.cut(everything) ?? [])];
    const snapshots = this.#snapshot(state, accompanied, everything);
    state.push(this.#stateRecord(checkpointKey, this.#checkpoint()));
    const told = { counts, skipped, pastHorizon, copies, snapshots, windowLatenessMs, receivedAt, spans };
    const cut = { outputs, state, emitted: this.#emitted, ...told };
    this.#proceed();
    return cut;
  }

  /** The cut is committed. */
  settle({ emitted, receivedAt }: Cut): void {
    this.#committed = emitted;
    this.#committedReceivedAt = receivedAt;
  }

  #configure(offset: number): void {
    const text = this.#inForce.changeAt(offset);
    if (text !== null) this.#fold.configure(text, this.#aside);
  }

  /** Homes that a worker before had set aside, and this one has not. */
  #takeBack(offset: number): void {
    for (const homeId of this.#aside.keys()) {
      if (this.#settings.aside?.has(homeId) === true) continue;
      this.#aside.delete(homeId);
      forHome(homeId, offset, () => this.#fold.takeBack(homeId, offset));
      this.#gathered.accompanied.add(homeId);
    }
  }

  #reached(): Reached {
    return { offset: this.#position, home: this.#underWay?.home ?? null };
  }

  #proceed(): void {
    const event = this.#underWay;
    if (event === null) return;
    while (!this.full) {
      const { done, value } = event.homes.next();
      if (done === true) {
        this.#underWay = null;
        const { offset, number, fate, appendedAt } = event;
        if (offset >= this.#emitted.offset) this.#ledger?.take(offset, number, fate, appendedAt);
        this.#position = event.offset + 1;
        if (event.span !== null) this.#gathered.spans.push(event.span);
        return;
      }
      this.#take(value, event);
    }
  }

  #take({ homeId, outputs, pastHorizon, isCopy }: Applied, event: UnderWay): void {
    if (event.fate === "unused") event.fate = pastHorizon ? "late" : isCopy === true ? "duplicate" : "folded";
    const { offset, clockBefore, span } = event;
    this.#dirty.add({ homeId, firstOffset: offset, dirtySince: this.#latest, clockBefore });
    if (!this.#isOut(offset, homeId)) {
      forHome(homeId, offset, () => {
        for (const output of outputs) this.#emit(output, span);
      });
      if (outputs.some(({ topic }) => topic === "alertCandidate")) this.#gathered.accompanied.add(homeId);
      if (pastHorizon) this.#gathered.pastHorizon += 1;
      if (isCopy === true) this.#gathered.copies += 1;
    }
    event.home = homeId;
  }

  #isOut(offset: number, homeId: string): boolean {
    const { offset: emitted, home } = this.#emitted;
    return offset < emitted || (offset === emitted && home !== null && homeId <= home);
  }

  #emit(output: Output, span: TraceSpan | null): void {
    this.#gathered.counts[output.topic] += 1;
    if (output.topic === "window" && output.value.revision === 0) {
      const { window_start: startMs, window_ms: lengthMs } = output.value;
      this.#gathered.windowLatenessMs.push(this.#latest - startMs - lengthMs);
    }
    const { toRecords, partition } = this.#settings;
    for (const made of toRecords(output, partition)) {
      const ours = this.#ledger?.stamp(made) ?? made;
      const record = span === null ? ours : withTrace(ours, span);
      this.#gathered.outputs.push(record);
      this.#gathered.bytes += recordSizeBytes(record);
    }
  }

  #due(): boolean {
    return this.#overdueMs() >= 0;
  }

  /** Received time since the head of the dirty homes was due; negative before. */
  #overdueMs(): number {
    const head = this.#dirty.head;
    if (head === null) return Number.NEGATIVE_INFINITY;
    return this.#latest - head.dirtySince - this.#settings.replayDistanceMs;
  }

  /**
   * How many homes of those that are due go into this cut. Where many got dirty within a few seconds, as all do after a start,
   * they come due within a few seconds too, and what is urgent would wait behind them: they have a grace.
   */
  #dueNow(): number {
    const elapsedMs = this.#latest - (this.#latestCut ?? this.#latest);
    this.#latestCut = this.#latest;
    const leftMs = this.#settings.replayDistanceMs * graceShare - this.#overdueMs();
    return leftMs <= 0 ? this.#dirty.size : Math.ceil((this.#dirty.size * Math.max(1, elapsedMs)) / leftMs);
  }

  #snapshot(into: OutRecord[], accompanied: ReadonlySet<string>, everything: boolean): number {
    let bytes = 0;
    let homes = 0;
    const take = (homeId: string): void => {
      const from = this.#dirty.firstOffsetOf(homeId) ?? this.#position;
      for (const { key, value } of forHome(homeId, from, () => this.#fold.snapshotHome(homeId))) {
        const record = this.#stateRecord(key, value);
        bytes += recordSizeBytes(record);
        into.push(record);
      }
      this.#dirty.remove(homeId);
      homes += 1;
    };
    for (const homeId of accompanied) take(homeId);
    const dueNow = homes + this.#dueNow();
    for (let head = this.#dirty.head; head !== null; head = this.#dirty.head) {
      const isWanted = everything || (homes < dueNow && this.#due());
      if (bytes >= this.#settings.limitBytes || !isWanted) break;
      take(head.homeId);
    }
    return homes;
  }

  #checkpoint(): Buffer {
    const head = this.#dirty.head;
    const replayFrom = head?.firstOffset ?? this.#emitted.offset;
    return encodeCheckpoint({
      emitted: this.#emitted,
      replayFrom,
      clock: head?.clockBefore ?? this.#underWay?.clockBefore ?? this.#fold.clock(),
      settings: this.#inForce.from(replayFrom),
      appendedAt: this.#appendedAt,
      logIdentity: this.#settings.logIdentity,
      ...(this.#ledger === null ? {} : { ledger: this.#ledger.state() }),
      ...(this.#aside.size === 0 ? {} : { aside: [...this.#aside] }),
    });
  }

  #stateRecord(key: string, value: Buffer | null): OutRecord {
    const { stateTopic: topic, partition } = this.#settings;
    return { topic, partition, key: Buffer.from(key), value };
  }
}

/** The homes of both, each from the earlier of its offsets on. */
function joined(before: Aside, own: Aside = new Map()): Map<string, number> {
  const all = new Map(before);
  for (const [homeId, from] of own) all.set(homeId, Math.min(from, before.get(homeId) ?? from));
  return all;
}

const withTrace = (record: OutRecord, { traceparent }: TraceSpan): OutRecord => ({
  ...record,
  headers: { ...record.headers, [traceHeader]: traceparent },
});

/** Sends of at most `limitBytes` (or one record), each of one topic; the order within a topic is kept. */
export function toSends(
  records: readonly OutRecord[],
  limitBytes: number,
): readonly (readonly OutRecord[])[] {
  const sends: OutRecord[][] = [];
  for (const group of Map.groupBy(records, ({ topic }) => topic).values()) {
    let send: OutRecord[] = [];
    let bytes = 0;
    for (const record of group) {
      const size = recordSizeBytes(record);
      if (send.length > 0 && bytes + size > limitBytes) {
        sends.push(send);
        send = [];
        bytes = 0;
      }
      send.push(record);
      bytes += size;
    }
    sends.push(send);
  }
  return sends;
}
