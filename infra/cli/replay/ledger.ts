/**
 * What Kafka holds after a replay, counted record by record from the topics themselves: the bridge's and the
 * worker's own counters are not believed. Pure; `ledger-reader.ts` feeds it.
 */
import type { AssociationChange } from "#schemas/association-change.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent, Tick } from "#schemas/telemetry-event.ts";

/** Of this run; with a kept data folder Kafka holds earlier ones too. */
export interface LedgerTotals {
  /** By kind, ticks left out, duplicates included. */
  readonly events: Readonly<Record<string, number>>;
  readonly ticks: number;
  /** Events whose id was in the topic before. */
  readonly duplicates: number;
  readonly deadLetters: Readonly<Record<string, number>>;
  readonly windows: number;
  /** Emissions of windows beyond the first of each. */
  readonly revisions: number;
  readonly associationChanges: number;
  readonly undecodable: number;
}

/** What the ledger looks at. */
export type LedgerEvent = Pick<TelemetryEvent, "event_id" | "kind" | "received_at"> & {
  readonly tick: Pick<Tick, "bridge_id"> | null;
};
type WindowId = Pick<HomeWindow, "home_id" | "window_start" | "window_ms" | "clock_epoch">;
export type LedgerWindow = WindowId & Pick<HomeWindow, "row_version">;
export type LedgerChange = Pick<
  AssociationChange,
  "home_id" | "endpoint_id" | "sta_mac" | "host_mac" | "observed_at" | "kind"
>;

export const windowKey = (window: WindowId): string =>
  `${window.home_id}|${window.window_start}|${window.window_ms}|${window.clock_epoch}`;

export const changeKey = (change: LedgerChange): string =>
  [
    ...[change.home_id, change.endpoint_id, change.sta_mac, change.host_mac],
    ...[change.observed_at, change.kind],
  ].join("|");

/** Counts the records of this run; ids of records from before it (a kept data folder) only serve to find duplicates. */
export class Ledger {
  readonly eventIds = new Set<string>();
  /** Newest row version of each window. */
  readonly windowVersions = new Map<string, number>();
  readonly changes = new Set<string>();
  readonly #windowsOfRun = new Set<string>();
  readonly #changesOfRun = new Set<string>();
  readonly #events: Record<string, number> = {};
  readonly #deadLetters: Record<string, number> = {};
  /** Bridge and partition -> newest tick, by its received time. */
  readonly #newestTicks = new Map<string, number>();
  #ticks = 0;
  #duplicates = 0;
  #revisions = 0;
  #undecodable = 0;

  event(event: LedgerEvent, partition: number, ofThisRun: boolean): void {
    if (event.kind === "tick") {
      this.#tick(event, partition, ofThisRun);
      return;
    }
    const known = this.eventIds.has(event.event_id);
    this.eventIds.add(event.event_id);
    if (!ofThisRun) return;
    this.#events[event.kind] = (this.#events[event.kind] ?? 0) + 1;
    if (known) this.#duplicates += 1;
  }

  #tick(event: LedgerEvent, partition: number, ofThisRun: boolean): void {
    if (!ofThisRun) return;
    this.#ticks += 1;
    const name = `${event.tick?.bridge_id}|${partition}`;
    this.#newestTicks.set(name, Math.max(this.#newestTicks.get(name) ?? 0, event.received_at));
  }

  window(window: LedgerWindow, ofThisRun: boolean): void {
    const key = windowKey(window);
    const before = this.windowVersions.get(key);
    this.windowVersions.set(key, Math.max(before ?? 0, window.row_version));
    if (!ofThisRun) return;
    if (this.#windowsOfRun.has(key)) this.#revisions += 1;
    this.#windowsOfRun.add(key);
  }

  change(change: LedgerChange, ofThisRun: boolean): void {
    this.changes.add(changeKey(change));
    if (ofThisRun) this.#changesOfRun.add(changeKey(change));
  }

  /** One dead letter, whatever the number of its chunks. */
  deadLetter(headers: Readonly<Record<string, Buffer>>, ofThisRun: boolean): void {
    const chunk = headers[deadLetterHeader.chunkIndex]?.toString() ?? "0";
    if (!ofThisRun || chunk !== "0") return;
    const reason = headers[deadLetterHeader.reason]?.toString() ?? "without a reason";
    this.#deadLetters[reason] = (this.#deadLetters[reason] ?? 0) + 1;
  }

  undecodable(): void {
    this.#undecodable += 1;
  }

  /** Whether each of so many bridges has ticked every partition up to `untilMs`. */
  tickedTo(untilMs: number, bridges: number, partitions: number): boolean {
    const done = [...this.#newestTicks.values()].filter((newest) => newest >= untilMs).length;
    return done >= bridges * partitions;
  }

  totals(): LedgerTotals {
    return {
      events: this.#events,
      ticks: this.#ticks,
      duplicates: this.#duplicates,
      deadLetters: this.#deadLetters,
      windows: this.#windowsOfRun.size,
      revisions: this.#revisions,
      associationChanges: this.#changesOfRun.size,
      undecodable: this.#undecodable,
    };
  }
}
