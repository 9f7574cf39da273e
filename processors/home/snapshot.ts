/**
 * A home in `usp.worker-state.v1`: `h:<home>` holds the hot state with the open windows, `w:<home>:<start>:<epoch>`
 * each emitted window still open to revision, so that a quarter of an hour of windows is not written every time.
 */
import type { Window } from "#processors/windows/window.ts";
import { pack, unpack } from "./pack.ts";
import type { HomeState } from "./state.ts";

/** Counts up with every change of HomeState or Window; another version is rebuilt from the log. */
const version = 4;

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

/** The version, a line feed, then packed state. */
const prefix = `${version}\n`;

/** The home without its emitted windows. */
export function encodeHome({ closed: _closed, ...hot }: HomeState): Buffer {
  return Buffer.from(`${prefix}${pack(hot)}`);
}

/** Reads what `encodeHome` wrote; null for another version. */
export function decodeHome(value: Buffer): HomeState | null {
  const text = knownText(value);
  if (text === null) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own record; the version says its shape
  const hot = unpack(text.slice(prefix.length)) as Omit<HomeState, "closed">;
  return { ...hot, closed: new Map() };
}

/** An emitted window as the text of its record. */
export function packWindow(window: Window): string {
  return `${prefix}${pack(window)}`;
}

/** Reads what `packWindow` wrote. */
export function unpackWindow(text: string): Window {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own record; the version says its shape
  return unpack(text.slice(prefix.length)) as Window;
}

/** The text of a record of this version; null for another. */
export function knownText(value: Buffer): string | null {
  const text = value.toString();
  return text.startsWith(prefix) ? text : null;
}
