/**
 * What is known of the bulk-data profiles of all gateways: their rows, by endpoint. Learned from messages, or from what other
 * bridges have learned; the later message holds, whichever way it came. Bounded for each endpoint and in all.
 */
import type { LearnedProfile } from "#schemas/profile.ts";
import { epochMs, type EpochMs } from "#schemas/units.ts";
import { changedRow } from "./changed-row.ts";
import type { OneRowChange, RowChange, RowSettings } from "./row-changes.ts";

/** A row is so now, or (null) nothing is known of it. */
export interface ProfileUpdate {
  readonly endpointId: string;
  readonly row: string;
  readonly receivedAt: EpochMs;
  readonly profile: Pick<LearnedProfile, "source" | "settings"> | null;
}

export interface KnownRow {
  readonly receivedAt: EpochMs;
  /** JSON of its settings: an object for each of a fleet's rows would take several times the memory. */
  readonly text: string;
}

export type KnownRows = ReadonlyMap<string, KnownRow>;

/** When, and from whom. */
export interface Lesson {
  readonly endpointId: string;
  readonly receivedAt: EpochMs;
  readonly source: LearnedProfile["source"];
}

export interface ProfileBookLimits {
  readonly rowsPerEndpoint: number;
  readonly rowBytes: number;
  readonly totalBytes: number;
}

/** A profile of 100 references has some 20 kB; agents have room for a handful of profiles. */
export const profileBookLimits: ProfileBookLimits = {
  rowsPerEndpoint: 16,
  rowBytes: 64 * 1024,
  totalBytes: 256 * 1024 * 1024,
};

/** What came at one bridge and at another so shortly before may have come after it: each clock is within 1 s of Kafka's. */
const maxSkewMs = 2000;

export class ProfileBook {
  readonly #limits: ProfileBookLimits;
  readonly #onFull: () => void;
  /** A change makes new rows of an endpoint: whoever holds old ones can tell. */
  readonly #byEndpoint = new Map<string, KnownRows>();
  #bytes = 0;

  /** `onFull` is called for every row that there is no room for. */
  constructor(limits: ProfileBookLimits, onFull: () => void) {
    this.#limits = limits;
    this.#onFull = onFull;
  }

  /** How many have rows. */
  get endpoints(): number {
    return this.#byEndpoint.size;
  }

  /** Of all rows, about. */
  get bytes(): number {
    return this.#bytes;
  }

  rowsOf(endpointId: string): KnownRows | null {
    return this.#byEndpoint.get(endpointId) ?? null;
  }

  /**
   * Takes changes in from a message; what others have to be told. A message that is older than a row does not change it, and one
   * of more rows than any agent has is not believed.
   */
  learn({ endpointId, receivedAt, source }: Lesson, changes: readonly RowChange[]): readonly ProfileUpdate[] {
    const known = this.rowsOf(endpointId);
    const present = changes.flatMap((change) => (change.kind === "only" ? change.rows : []));
    const isGone = present.length === 0 ? () => false : notIn(new Set(present));
    const byRow = Map.groupBy(changes.filter(isOfOneRow), ({ row }) => row);
    const rows = new Set([...[...(known?.keys() ?? [])].filter(isGone), ...byRow.keys()]);
    if (rows.size > 4 * this.#limits.rowsPerEndpoint) return [];
    return [...rows].flatMap((row) => {
      const before = known?.get(row) ?? null;
      if (before !== null && before.receivedAt - receivedAt > maxSkewMs) return [];
      const settings = before === null ? null : toSettings(before.text);
      const after = changedRow(isGone(row) ? null : settings, byRow.get(row) ?? []);
      if (toText(after) === toText(settings)) return [];
      const profile = after === null ? null : { source, settings: after };
      const time = epochMs(Math.max(receivedAt, before?.receivedAt ?? receivedAt));
      return this.take({ endpointId, row, receivedAt: time, profile });
    });
  }

  /** Takes a row in as it is told; what has become different by it. */
  take(update: ProfileUpdate): readonly ProfileUpdate[] {
    const { endpointId, row, receivedAt, profile } = update;
    const rows = new Map(this.rowsOf(endpointId));
    const before = rows.get(row);
    if (before !== undefined && before.receivedAt > receivedAt) return [];
    rows.delete(row);
    const text = toText(profile?.settings ?? null);
    const freed = before === undefined ? 0 : sizeOf(before.text);
    const isGone = text === null || !this.#hasRoomFor(text, freed);
    if (!isGone) rows.set(row, { receivedAt, text });
    this.#set(endpointId, rows, (isGone ? 0 : sizeOf(text)) - freed);
    if (isGone && before === undefined) return [];
    return [
      isGone ? { ...update, profile: null } : update,
      ...this.#forgetOldest(endpointId, rows, receivedAt),
    ];
  }

  #hasRoomFor(text: string, freed: number): boolean {
    const { rowBytes, totalBytes } = this.#limits;
    if (text.length <= rowBytes && this.#bytes - freed + sizeOf(text) <= totalBytes) return true;
    this.#onFull();
    return false;
  }

  /** Rows that came and went unseen must not keep new ones out. */
  #forgetOldest(
    endpointId: string,
    rows: Map<string, KnownRow>,
    receivedAt: EpochMs,
  ): readonly ProfileUpdate[] {
    if (rows.size <= this.#limits.rowsPerEndpoint) return [];
    const [oldest] = [...rows].sort(([, a], [, b]) => a.receivedAt - b.receivedAt);
    if (oldest === undefined) return [];
    const [row, { text }] = oldest;
    rows.delete(row);
    this.#set(endpointId, rows, -sizeOf(text));
    return [{ endpointId, row, receivedAt, profile: null }];
  }

  #set(endpointId: string, rows: KnownRows, moreBytes: number): void {
    this.#bytes += moreBytes;
    if (rows.size === 0) this.#byEndpoint.delete(endpointId);
    else this.#byEndpoint.set(endpointId, rows);
  }
}

const isOfOneRow = (change: RowChange): change is OneRowChange => change.kind !== "only";

const notIn =
  (rows: ReadonlySet<string>) =>
  (row: string): boolean =>
    !rows.has(row);

/** With what maps and objects around it take. */
const sizeOf = (text: string): number => text.length + 512;

export const toSettings = (text: string): RowSettings => JSON.parse(text) as RowSettings;

/** The same for the same settings, in whatever order they came. */
const toText = (settings: RowSettings | null): string | null =>
  settings === null ? null : JSON.stringify(Object.fromEntries(Object.entries(settings).sort(byName)));

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : Number(a > b);
