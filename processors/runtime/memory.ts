/**
 * What a worker knows of one partition. All of it is thrown away on any error and read anew, so nothing here
 * has to be undone: outputs leave the list when they are cut, though their transaction may still fail.
 */
import { epochMs, type EpochMs } from "#schemas/units.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { recordSizeBytes } from "#schemas/out-record.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { checkpointKey, encodeCheckpoint } from "./checkpoint.ts";
import { DirtyQueue } from "./dirty-queue.ts";
import type { Output, PartitionFold } from "./fold.ts";

export interface MemorySettings {
  readonly partition: number;
  readonly stateTopic: string;
  /** An output as a record for the same partition number (or, where it does not fit into one, as a dead letter). */
  readonly toRecords: (output: Output, partition: number) => readonly OutRecord[];
  readonly logIdentity: string;
  /** How far a replay may reach back, in received time. */
  readonly replayDistanceMs: number;
  /** Outputs or snapshots of one transaction stop here; one more event or home may pass it. */
  readonly limitBytes: number;
}

/** Where a memory starts. */
export interface StartAt {
  /** C. */
  readonly position: number;
  /** E: events before it are applied without their outputs. */
  readonly emittedThrough: number;
}

/** What goes into one transaction. */
export interface Cut {
  readonly outputs: readonly OutRecord[];
  /** Snapshots, then the checkpoint. */
  readonly state: readonly OutRecord[];
  readonly emittedThrough: number;
  readonly counts: Readonly<Record<Output["topic"], number>>;
  /** Input records that went to the dead letters. */
  readonly refused: number;
  readonly snapshots: number;
}

const noOutputs = (): Record<Output["topic"], number> => ({ window: 0, associationChange: 0 });

export class PartitionMemory {
  readonly #fold: PartitionFold;
  readonly #settings: MemorySettings;
  readonly #dirty = new DirtyQueue();
  #outputs: OutRecord[] = [];
  #outputBytes = 0;
  #counts = noOutputs();
  #refused = 0;
  #position: number;
  #emittedThrough: number;
  #committedThrough: number;
  #latest: EpochMs = epochMs(0);

  constructor(fold: PartitionFold, settings: MemorySettings, start: StartAt) {
    this.#fold = fold;
    this.#settings = settings;
    this.#position = start.position;
    this.#emittedThrough = start.emittedThrough;
    this.#committedThrough = start.emittedThrough;
  }

  /** The next offset to apply. */
  get position(): number {
    return this.#position;
  }

  /** E: the next offset whose outputs are not committed or on their way. */
  get emittedThrough(): number {
    return this.#emittedThrough;
  }

  /** Below E outputs are muted: they are out already. */
  get replaying(): boolean {
    return this.#position < this.#emittedThrough;
  }

  get homeCount(): number {
    return this.#fold.homeCount;
  }

  get dirtyCount(): number {
    return this.#dirty.size;
  }

  /** Apply no more before the next cut. */
  get full(): boolean {
    return this.#outputBytes >= this.#settings.limitBytes;
  }

  get hasWork(): boolean {
    return !this.replaying && (this.#position > this.#committedThrough || this.#due());
  }

  /** Applies one event, in order of offsets. */
  apply(event: TelemetryEvent, offset: number): void {
    const clockBefore = this.#fold.clock();
    if (event.received_at > this.#latest) this.#latest = event.received_at;
    const { outputs, touched } = this.#fold.apply(event, offset);
    for (const homeId of touched) {
      this.#dirty.add({ homeId, firstOffset: offset, dirtySince: this.#latest, clockBefore });
    }
    if (offset >= this.#emittedThrough) for (const output of outputs) this.#emit(output);
    this.#position = offset + 1;
  }

  /** An input record that is no event: its dead letter (in chunks) takes the place of outputs. */
  refuse(deadLetter: readonly OutRecord[], offset: number): void {
    if (offset >= this.#emittedThrough) {
      this.#refused += 1;
      for (const record of deadLetter) this.#append(record);
    }
    this.#position = offset + 1;
  }

  /** Nothing more to apply before `next`. */
  advance(next: number): void {
    if (next > this.#position) this.#position = next;
  }

  /**
   * Takes what has to go out: all outputs, the snapshots that are due (`everything`: as many as fit), and the
   * checkpoint that is true once they are in. Snapshots hold the state at E, never later.
   */
  cut(everything: boolean): Cut {
    const outputs = this.#outputs;
    const counts = this.#counts;
    const refused = this.#refused;
    this.#outputs = [];
    this.#outputBytes = 0;
    this.#counts = noOutputs();
    this.#refused = 0;
    this.#emittedThrough = this.#position;
    const state: OutRecord[] = [];
    const snapshots = this.#snapshot(state, everything);
    state.push(this.#stateRecord(checkpointKey, this.#checkpoint()));
    return { outputs, state, emittedThrough: this.#emittedThrough, counts, refused, snapshots };
  }

  /** The cut is committed. */
  settle({ emittedThrough }: Cut): void {
    this.#committedThrough = emittedThrough;
  }

  #emit(output: Output): void {
    this.#counts[output.topic] += 1;
    const { toRecords, partition } = this.#settings;
    for (const record of toRecords(output, partition)) this.#append(record);
  }

  #append(record: OutRecord): void {
    this.#outputs.push(record);
    this.#outputBytes += recordSizeBytes(record);
  }

  #due(): boolean {
    const head = this.#dirty.head;
    return head !== null && head.dirtySince + this.#settings.replayDistanceMs <= this.#latest;
  }

  #snapshot(into: OutRecord[], everything: boolean): number {
    let bytes = 0;
    let homes = 0;
    for (let head = this.#dirty.head; head !== null; head = this.#dirty.head) {
      if (bytes >= this.#settings.limitBytes || !(everything || this.#due())) break;
      for (const { key, value } of this.#fold.snapshotHome(head.homeId)) {
        const record = this.#stateRecord(key, value);
        bytes += recordSizeBytes(record);
        into.push(record);
      }
      this.#dirty.remove(head.homeId);
      homes += 1;
    }
    return homes;
  }

  #checkpoint(): Buffer {
    const head = this.#dirty.head;
    return encodeCheckpoint({
      emittedThrough: this.#emittedThrough,
      replayFrom: head?.firstOffset ?? this.#emittedThrough,
      clock: head?.clockBefore ?? this.#fold.clock(),
      logIdentity: this.#settings.logIdentity,
    });
  }

  #stateRecord(key: string, value: Buffer | null): OutRecord {
    const { stateTopic: topic, partition } = this.#settings;
    return { topic, partition, key: Buffer.from(key), value };
  }
}

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
