/**
 * Forgets one subject:
 * 1. tombstones in the compacted topics (of a home), so that nothing writes again what follows;
 * 2. waits until ClickHouse has them: a tombstone of the inventory is a row there;
 * 3. deletes and rewrites, table by table;
 * 4. notes it in `forgotten`;
 * 5. counts again: what came in meanwhile is told.
 * Stopped between two of them, the same again finds what is left; only then is nothing noted yet.
 */
import type { Sealing } from "#ingest/pseudonyms/sealing.ts";
import type { MacAddress } from "#schemas/ids.ts";
import type { Values } from "../settings.ts";
import { type Change, planHome, planMac } from "./plan.ts";
import { addressesInSealed, planSealed } from "./sealed-letters.ts";
import type { Counts, Store } from "./store.ts";
import { hashOf, type Subject } from "./subject.ts";
import { findKeyed, type Keyed } from "./tombstones.ts";

export interface Outcome {
  readonly subject: Subject;
  /** What there was: of each table rows, of each compacted topic keys. */
  readonly rows: Counts;
  readonly tombstones: Counts;
  /** When it was forgotten before (UTC); null: never, or nobody gave the key. */
  readonly before: string | null;
  /** What was there after all was done; null when nothing was to be. */
  readonly left: Counts | null;
  /** False when the sink has not taken the tombstones yet. */
  readonly inserted: boolean;
}

export interface ForgetOptions {
  readonly values: Values;
  readonly store: Store;
  /** Of the list; null: it is not looked into. */
  readonly key: string | null;
  /** For dead letters that are encrypted; null: there are no keys. */
  readonly sealing: Sealing | null;
  /** False: only counts. */
  readonly really: boolean;
}

const nothingKeyed: Keyed = {
  counts: new Map(),
  endpoints: [],
  bury: () => Promise.resolve(),
  areInserted: () => Promise.resolve(true),
};

export async function forget(subject: Subject, options: ForgetOptions): Promise<Outcome> {
  const { values, store, key, sealing, really } = options;
  const keyed = subject.kind === "home" ? await findKeyed(values, subject.homeId) : nothingKeyed;
  const changes = await planOf(subject, store, keyed.endpoints, sealing);
  const rows = await store.count(changes);
  const hash = key === null ? null : hashOf(subject, key);
  const before = hash === null ? null : ((await store.forgotten(subject.kind)).get(hash) ?? null);
  const outcome = { subject, rows, tombstones: keyed.counts, before };
  const isNothing = rows.size === 0 && keyed.counts.size === 0;
  if (!really || hash === null || isNothing) return { ...outcome, left: null, inserted: true };
  await keyed.bury();
  const inserted = await keyed.areInserted(store);
  const present = await store.count(changes);
  await store.change(changes.filter(({ table }) => present.has(table)));
  await store.addForgotten({ kind: subject.kind, hash, rows, tombstones: keyed.counts });
  return { ...outcome, left: await store.count(changes), inserted };
}

async function planOf(
  subject: Subject,
  store: Store,
  endpoints: readonly string[],
  sealing: Sealing | null,
): Promise<readonly Change[]> {
  if (subject.kind === "mac") {
    const changes = planMac(store.tables, subject.mac);
    // What came in names nobody by a pseudonym.
    if (sealing === null || subject.epoch !== undefined) return changes;
    const sealed = await planSealed(store, subject.mac, sealing);
    return sealed === null ? changes : withMore(changes, sealed);
  }
  const all = new Set([...endpoints, ...(await store.endpointsOf(subject.homeId))]);
  return planHome(store.tables, subject.homeId, [...all]);
}

/** Rows of one table are one change. */
function withMore(changes: readonly Change[], more: Change): readonly Change[] {
  const same = changes.find(({ table, update }) => table === more.table && update === more.update);
  const joined = same === undefined ? more : { ...same, where: `(${same.where}) OR ${more.where}` };
  return [...changes.filter((change) => change !== same), joined];
}

/**
 * Those of the list that have rows again: after a restore, a rebuild, or because they still report. An address whose rows
 * have pseudonyms is on it by each of them, and in the clear in dead letters alone, which `sealing` opens.
 */
export async function findAgain(
  store: Store,
  key: string,
  sealing: Sealing | null,
): Promise<readonly Subject[]> {
  const found: Subject[] = [];
  for (const kind of ["home", "mac"] as const) {
    const listed = await store.forgotten(kind);
    if (listed.size === 0) continue;
    const sealed = kind === "mac" && sealing !== null ? await addressesInSealed(store, sealing) : [];
    const present = new Set([...(await store.present(kind)), ...sealed]);
    const subjects = [...present].map((id) => toSubject(kind, id));
    found.push(...subjects.filter((subject) => listed.has(hashOf(subject, key))));
  }
  return found;
}

const toSubject = (kind: Subject["kind"], id: string): Subject =>
  kind === "home" ? { kind, homeId: id } : { kind, mac: id as MacAddress };
