/** Ways to run a fold over a list of events: whole, and cut in two as a takeover would. */
import { defaultWindow } from "#processors/config.ts";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import type { FoldSettings } from "#processors/home/settings.ts";
import type { Output, PartitionFold } from "#processors/runtime/fold.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";

/** As by default, but that a window closes as soon as it may. */
export const settings: FoldSettings = { window: { ...defaultWindow, spreadMs: 0 }, rules: [], logGeneration: 0 };

/** All that an event did. */
export interface Done {
  readonly outputs: readonly Output[];
  /** Home ids whose state changed. */
  readonly touched: readonly string[];
}

/** Applies an event to all homes it concerns. */
export function applyWhole(fold: PartitionFold, event: TelemetryEvent, offset: number): Done {
  const applied = [...fold.apply(event, offset)];
  return { outputs: applied.flatMap(({ outputs }) => outputs), touched: applied.map(({ homeId }) => homeId) };
}

/** Outputs by the event they came with; offsets are the places in the list. */
export function runWhole(events: readonly TelemetryEvent[], inForce = settings): (readonly Output[])[] {
  const fold = createPartitionFold(inForce);
  return events.map((event, offset) => applyWhole(fold, event, offset).outputs);
}

/** What the worker-state topic would hold: snapshots of the touched homes after every event. */
function store(fold: PartitionFold, touched: readonly string[], stored: Map<string, Buffer>): void {
  for (const { key, value } of touched.flatMap((homeId) => fold.snapshotHome(homeId))) {
    if (value === null) stored.delete(key);
    else stored.set(key, value);
  }
}

/**
 * A first owner applies everything before `cut`, with a snapshot after every event before `snapshotBefore` (<= cut);
 * a second one restores, takes the clock as of `replayFrom` (<= snapshotBefore), replays muted up to `cut` and goes
 * on. Returns the second one's outputs by event, from `cut` on.
 */
export function runCut(
  events: readonly TelemetryEvent[],
  { cut, snapshotBefore, replayFrom }: { cut: number; snapshotBefore: number; replayFrom: number },
  inForce = settings,
): (readonly Output[])[] {
  const first = createPartitionFold(inForce);
  const stored = new Map<string, Buffer>();
  let clock = first.clock();
  for (const [offset, event] of events.slice(0, cut).entries()) {
    if (offset === replayFrom) clock = first.clock();
    const { touched } = applyWhole(first, event, offset);
    if (offset < snapshotBefore) store(first, touched, stored);
  }
  if (replayFrom === cut) clock = first.clock();
  const second = createPartitionFold(inForce);
  second.restoreClock(clock);
  for (const [key, value] of stored) if (!second.restore(key, value)) throw new Error(`Not restored: ${key}`);
  for (const [index, event] of events.slice(replayFrom, cut).entries()) applyWhole(second, event, replayFrom + index);
  return events.slice(cut).map((event, index) => applyWhole(second, event, cut + index).outputs);
}

/** The newest record of each window, by start and epoch. */
export function finalWindows(outputs: readonly Output[]): Map<string, HomeWindow> {
  const windows = new Map<string, HomeWindow>();
  for (const { topic, value } of outputs) {
    if (topic !== "window") continue;
    const key = `${value.home_id} ${value.window_start} ${value.clock_epoch}`;
    const known = windows.get(key);
    if (known === undefined || value.row_version >= known.row_version) windows.set(key, value);
  }
  return new Map([...windows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A window without what tells how it came about rather than what was in it; rows that only take an earlier row back
 * (all zero) are such, too.
 */
export function contentOf(window: HomeWindow): object {
  const streams = window.streams.map((stream) => ({ ...stream, late: 0, duplicate: 0 }));
  const stations = window.stations.filter(({ samples }) => samples > 0);
  const radios = window.radios.filter((radio) => radio.samples + radio.rssi_count + radio.rssi_out_of_range > 0);
  return { ...window, closed_by: "", revision: 0, row_version: 0, late: 0, duplicate: 0, streams, stations, radios };
}
