/** The windows of a home that were emitted and may still be revised. They sleep until something changes them. */
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import { findStreamPart, type Window } from "#processors/windows/window.ts";
import { packWindow, unpackWindow } from "./snapshot.ts";
import { startOf } from "./closed-windows.ts";
import { windowKey, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/** Puts an emitted window to sleep; its snapshot is out of date. */
export function keepEmitted(home: HomeState, window: Window, step: Step): void {
  const key = windowKey(window.startMs, window.clockEpoch);
  home.closed.set(key, packWindow(window));
  step.unsaved.add(key);
}

/** Wakes an emitted window to change it, so that it comes again at the end of the step; null when there is none. */
export function wakeEmitted(home: HomeState, key: string, step: Step): Window | null {
  const awake = step.changed.get(key);
  if (awake !== undefined) return awake;
  const window = readEmitted(home, key);
  if (window !== null) step.changed.set(key, window);
  return window;
}

/**
 * The window that a report is in already, open or emitted; null for nearly all. One whose time is that of its receipt has
 * another when it is sent again, and so another window.
 */
export function windowHolding(home: HomeState, report: FoldEvent, step: Step): Window | null {
  const { event_id: id, endpoint_id: endpointId, profile_id: profileId } = report;
  const holds = (window: Window): boolean =>
    findStreamPart(window, endpointId, profileId)?.ids.has(id) === true;
  for (const window of home.open.values()) if (holds(window)) return window;
  for (const [key, packed] of home.closed.entries()) {
    // The id is in the bytes as it is.
    if (!packed.includes(id) && !step.changed.has(key)) continue;
    const window = step.changed.get(key) ?? readEmitted(home, key);
    if (window !== null && holds(window)) return wakeEmitted(home, key, step);
  }
  return null;
}

/**
 * The windows that start after `startMs`, open or emitted, oldest first; none for nearly all reports. Whoever changes an
 * emitted one puts it into `step.changed`.
 */
export function windowsAfter(home: HomeState, startMs: number, step: Step): Window[] {
  const windows: Window[] = [];
  for (const window of home.open.values()) if (window.startMs > startMs) windows.push(window);
  if (home.closed.newestAt <= startMs) return windows.sort(inOrder);
  for (const key of home.closed.keys()) {
    if (startOf(key) <= startMs) continue;
    const window = step.changed.get(key) ?? readEmitted(home, key);
    if (window !== null) windows.push(window);
  }
  return windows.sort(inOrder);
}

const inOrder = (a: Window, b: Window): number => a.startMs - b.startMs;

/** The last window of this epoch before `startMs`, to be read, not changed; null where there is none. */
export function windowBefore(home: HomeState, startMs: number): Window | null {
  let before: Window | null = null;
  for (const window of home.open.values()) {
    const isBefore = window.clockEpoch === home.clockEpoch && window.startMs < startMs;
    if (isBefore && window.startMs > (before?.startMs ?? Number.NEGATIVE_INFINITY)) before = window;
  }
  let closedAt = before?.startMs ?? Number.NEGATIVE_INFINITY;
  if (home.closed.newestAt <= closedAt) return before;
  for (const key of home.closed.keys()) {
    const at = startOf(key);
    if (at < startMs && at > closedAt && key === windowKey(at, home.clockEpoch)) closedAt = at;
  }
  if (before?.startMs === closedAt || closedAt === Number.NEGATIVE_INFINITY) return before;
  return readEmitted(home, windowKey(closedAt, home.clockEpoch));
}

function readEmitted(home: HomeState, key: string): Window | null {
  const packed = home.closed.get(key);
  return packed === undefined ? null : unpackWindow(packed);
}

/**
 * Forgets the emitted windows that are past the horizon. Where a gateway's clock is behind, what comes without its time has
 * windows by received time, which the horizon does not reach: of those ahead of it one horizon's are kept.
 */
export function retireWindows({ closed, retiredThrough, sizes }: HomeState, { settings }: Step): void {
  const { horizonMs } = settings.window;
  let { sizeMs } = settings.window;
  for (const size of sizes) sizeMs = Math.min(sizeMs, size.sizeMs);
  closed.retire(retiredThrough);
  closed.limitFrom(retiredThrough + horizonMs + sizeMs, Math.ceil(horizonMs / sizeMs) + 1);
}
