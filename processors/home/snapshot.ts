/**
 * A home in `usp.worker-state.v1`: `h:<home>` holds the hot state with the open windows, `w:<home>:<start>:<epoch>`
 * each emitted window still open to revision, so that a quarter of an hour of windows is not written every time.
 */
import type { Window } from "#processors/windows/window.ts";
import { ClosedWindows } from "./closed-windows.ts";
import { versioned } from "./codec.ts";
import type { HomeState } from "./state.ts";
import { hotStateCodec } from "./state-codec.ts";
import { windowCodec } from "./window-codec.ts";

/**
 * Counts up with every change of HomeState or Window. A new field is `since` its version in the codec, so that what a version
 * from `oldestStateVersion` on wrote is read, and a new program goes on where the one before stopped; `golden/` holds what
 * each wrote. Where that can't be, `oldestStateVersion` counts up too: homes of versions before it are rebuilt from the log.
 */
export const stateVersion = 17;
export const oldestStateVersion = 10;

export const homeKey = (homeId: string): string => `h:${homeId}`;
export const closedWindowKey = (homeId: string, key: string): string => `w:${homeId}:${key}`;

/** What a key of this fold names; null when it is none. `windowKey` is `<start>:<epoch>`. */
export function parseStateKey(
  key: string,
): { readonly homeId: string; readonly windowKey: string | null } | null {
  if (key.startsWith("h:")) return { homeId: key.slice(2), windowKey: null };
  const [, homeId, window] = /^w:(.*):(\d+:\d+)$/s.exec(key) ?? [];
  return homeId === undefined || window === undefined ? null : { homeId, windowKey: window };
}

const home = versioned(stateVersion, hotStateCodec, oldestStateVersion);
const closedWindow = versioned(stateVersion, windowCodec, oldestStateVersion);

/** The home without its emitted windows. */
export const encodeHome = (state: HomeState): Buffer => home.encode(state);

/** Reads what `encodeHome` wrote; null for another version. */
export function decodeHome(value: Buffer): HomeState | null {
  const hot = home.decode(value);
  return hot === null ? null : { ...hot, closed: new ClosedWindows() };
}

/** An emitted window as it sleeps: see `HomeState.closed`. */
export const packWindow = (window: Window): string => closedWindow.encodeAsText(window);

/** A sleeping window as the bytes of its record, and back. */
export const toRecordBytes = (packed: string): Buffer => Buffer.from(packed, "latin1");
export const fromRecordBytes = (bytes: Buffer): string => bytes.toString("latin1");

/** Reads what `packWindow` wrote; throws on another version, which `isKnown` keeps out. */
export function unpackWindow(packed: string): Window {
  const window = closedWindow.decode(toRecordBytes(packed));
  if (window === null) throw new RangeError("An emitted window is of another version.");
  return window;
}

/** True for a record of a version that is read. */
export function isKnown([version = 0]: Buffer): boolean {
  return version >= oldestStateVersion && version <= stateVersion;
}
