/** What of the homes is in `usp.worker-state.v1`, so that a snapshot writes only what changed and takes back the rest. */
import type { StateRecord } from "#processors/runtime/fold.ts";
import { closedWindowKey, encodeHome, homeKey, toRecordBytes } from "./snapshot.ts";
import type { HomeState } from "./state.ts";

interface StoredHome {
  isStored: boolean;
  /** Emitted windows in the topic. */
  readonly windows: Set<string>;
  /** Emitted windows that changed since their last snapshot, or have none. */
  readonly unsaved: Set<string>;
}

export class StoredState {
  readonly #homes = new Map<string, StoredHome>();

  /** The set in which a step notes the windows it emitted. */
  unsavedOf(homeId: string): Set<string> {
    return this.#of(homeId).unsaved;
  }

  /** Notes what a restore found; `windowKey` null is the hot state. */
  noteRestored(homeId: string, windowKey: string | null): void {
    const stored = this.#of(homeId);
    if (windowKey === null) stored.isStored = true;
    else stored.windows.add(windowKey);
  }

  /** The records that bring the topic up to the home's state; tombstones for what is gone, for all of it when null. */
  take(homeId: string, home: HomeState | null): StateRecord[] {
    const stored = this.#of(homeId);
    const records: StateRecord[] = [];
    if (home !== null) records.push({ key: homeKey(homeId), value: encodeHome(home) });
    else if (stored.isStored) records.push({ key: homeKey(homeId), value: null });
    records.push(...changedWindows(stored, homeId, home), ...goneWindows(stored, homeId, home));
    stored.isStored = home !== null;
    stored.unsaved.clear();
    if (home === null) this.#homes.delete(homeId);
    return records;
  }

  #of(homeId: string): StoredHome {
    const known = this.#homes.get(homeId);
    if (known !== undefined) return known;
    const stored = { isStored: false, windows: new Set<string>(), unsaved: new Set<string>() };
    this.#homes.set(homeId, stored);
    return stored;
  }
}

function* changedWindows(stored: StoredHome, homeId: string, home: HomeState | null): Generator<StateRecord> {
  for (const key of stored.unsaved) {
    const packed = home?.closed.get(key);
    if (packed === undefined) continue;
    stored.windows.add(key);
    yield { key: closedWindowKey(homeId, key), value: toRecordBytes(packed) };
  }
}

function* goneWindows(stored: StoredHome, homeId: string, home: HomeState | null): Generator<StateRecord> {
  for (const key of stored.windows) {
    if (home?.closed.has(key) === true) continue;
    stored.windows.delete(key);
    yield { key: closedWindowKey(homeId, key), value: null };
  }
}
