/** When windows close and are said again. */
import { idleLimitMs } from "#processors/cadence/idle-limit.ts";
import { emitWindow } from "#processors/windows/home-window.ts";
import { isPassed } from "#processors/windows/tumbling.ts";
import type { Window } from "#processors/windows/window.ts";
import { noteEdges } from "./counters-step.ts";
import { keepEmitted } from "./emitted-windows.ts";
import { describeWindow, shapeOf } from "./emission.ts";
import { windowKey, type EndpointState, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { intervalMs } from "./stream.ts";
import { turnMs } from "./turn.ts";
import { sizeAt } from "./window-sizes.ts";

/** Closes the open windows that observed time has passed, oldest first. */
export function closePassed(home: HomeState, step: Step): void {
  const { latenessMs, spreadMs } = step.settings.window;
  const progressAt = progressOf(home, step);
  const hasPassed = (window: Window, waitMs: number): boolean =>
    isPassed(window.startMs + sizeAt(home, window.startMs), progressAt, latenessMs + waitMs);
  const passed = inOrder(home.open.values()).filter((window) => hasPassed(window, 0));
  if (passed.length === 0) return;
  const waitMs = turnMs(home, spreadMs);
  for (const window of passed) if (hasPassed(window, waitMs)) close(home, window, "progress", step);
}

/** Closes all open windows: the gateway's clock has left them. */
export function closeAll(home: HomeState, step: Step): void {
  for (const window of inOrder(home.open.values())) close(home, window, "progress", step);
}

/** Closes the open windows that have waited for reports as long as they may. True when there was one. */
export function closeIdle(home: HomeState, step: Step): boolean {
  let closed = false;
  for (const window of inOrder(home.open.values())) {
    if (step.clock.coveredMs < idleAt(home, window, step.settings.window)) continue;
    close(home, window, "idle", step);
    closed = true;
  }
  return closed;
}

/**
 * Covered time at which the window stops waiting. A stream with the gateway's own time is waited for while it
 * reports at all, because its reports will pass the window's end; one without only while it reports into the window.
 */
export function idleAt(home: HomeState, window: Window, settings: Step["settings"]["window"]): number {
  let at = window.heardAt;
  for (const { endpointId, profileId } of window.streams) {
    const stream = home.endpoints.get(endpointId)?.streams.get(profileId);
    const interval = stream === undefined ? null : intervalMs(stream, Number.POSITIVE_INFINITY);
    const heardAt = stream?.isTimed === true ? stream.heardAt : window.heardAt;
    at = Math.max(at, heardAt + idleLimitMs(interval, settings));
  }
  return at;
}

/** Says the changed windows again, oldest first. */
export function reemitChanged(home: HomeState, step: Step): void {
  for (const window of inOrder(step.changed.values())) emit(home, window, "late", step);
  step.changed.clear();
}

/** Marks the emitted ones of these windows that a report of an earlier window makes look different: see `Emitted.shape`. */
export function markReshaped(home: HomeState, later: readonly Window[], step: Step): void {
  for (const window of later) {
    if (window.emitted === null || window.emitted.shape === shapeOf(home, window, step.settings.window))
      continue;
    step.changed.set(windowKey(window.startMs, window.clockEpoch), window);
  }
}

function close(home: HomeState, window: Window, closedBy: "progress" | "idle", step: Step): void {
  home.open.delete(windowKey(window.startMs, window.clockEpoch));
  emit(home, window, closedBy, step);
}

function emit(home: HomeState, window: Window, closedBy: "progress" | "idle" | "late", step: Step): void {
  step.outputs.push({
    topic: "window",
    value: emitWindow(window, describeWindow(home, window, closedBy, step)),
  });
  noteEdges(home, window, step.settings.window.horizonMs);
  keepEmitted(home, window, step);
}

/**
 * How far the home's observed time has come: the endpoint that is behind decides, but one that has been quiet for
 * its idle limit is not waited for. Only reports with the gateway's own time count.
 */
function progressOf(home: HomeState, step: Step): number {
  let progressAt = Number.POSITIVE_INFINITY;
  for (const endpoint of home.endpoints.values()) {
    if (endpoint.newestAt === null || (home.endpoints.size > 1 && !isLive(endpoint, step))) continue;
    progressAt = Math.min(progressAt, endpoint.newestAt);
  }
  return progressAt === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : progressAt;
}

/**
 * Whether it is still within its idle limit. What it reports without the gateway's own time tells nothing of how far that
 * has come.
 */
export function isLive({ streams }: EndpointState, step: Step): boolean {
  for (const stream of streams.values()) {
    if (!stream.isTimed) continue;
    const limitMs = idleLimitMs(intervalMs(stream, Number.POSITIVE_INFINITY), step.settings.window);
    if (step.clock.coveredMs <= stream.heardAt + limitMs) return true;
  }
  return false;
}

function inOrder(windows: Iterable<Window>): Window[] {
  return [...windows].sort((a, b) => a.startMs - b.startMs);
}
