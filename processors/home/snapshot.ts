/**
 * A home in `usp.worker-state.v1`: `h:<home>` holds the hot state with the open windows, `w:<home>:<start>:<epoch>`
 * each emitted window still open to revision, so that a quarter of an hour of windows is not written every time.
 */
import type { Window } from "#processors/windows/window.ts";
import { pack, unpack } from "./pack.ts";
import type { HomeState } from "./state.ts";

/** Counts up with every change of HomeState or Window; another version is rebuilt from the log. */
const version = 1;

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

/** The home without its emitted windows. */
export function encodeHome({ closed: _closed, ...hot }: HomeState): Buffer {
  return encode(hot);
}

export function encodeClosedWindow(window: Window): Buffer {
  return encode(window);
}

/** Reads what `encodeHome` wrote; null for another version. */
export function decodeHome(value: Buffer): HomeState | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own record; the version says its shape
  const hot = decode(value) as Omit<HomeState, "closed"> | null;
  return hot === null ? null : { ...hot, closed: new Map() };
}

/** Reads what `encodeClosedWindow` wrote; null for another version. */
export function decodeClosedWindow(value: Buffer): Window | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own record; the version says its shape
  return decode(value) as Window | null;
}

const encode = (state: unknown): Buffer => Buffer.from(`{"v":${version},"s":${pack(state)}}`);

const prefix = `{"v":${version},"s":`;

function decode(value: Buffer): unknown {
  const text = value.toString();
  return text.startsWith(prefix) ? unpack(text.slice(prefix.length, -1)) : null;
}
