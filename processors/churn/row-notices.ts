/**
 * Rows of a table that were created and deleted, as notified. A deletion says only a path; whose row it was says the
 * notification of its creation since the last report, else the last report.
 */

/** The creation of a row, as notified. */
export interface NotifiedCreation {
  readonly receivedAt: number;
  /** With trailing dot. */
  readonly path: string;
  /** Of the station or host whose row it is. */
  readonly mac: string;
}

/** Who is in a row, by the notification of its creation. */
export type CreatedRow = Omit<NotifiedCreation, "path">;

/** The deletion of a row, as notified. */
export interface NotifiedDeletion {
  readonly receivedAt: number;
  /** With trailing dot. */
  readonly path: string;
}

/** A deletion, and whose row it was where the notification of its creation said so. */
export interface NotedDeletion extends NotifiedDeletion {
  readonly mac: string | null;
}

export interface RowNotices {
  /** By path: rows created since the last report. */
  readonly created: Map<string, CreatedRow>;
  /** The newest ones, in the order they came. */
  readonly deletions: NotedDeletion[];
}

/** Deletions remembered; a burst after a broken link brings dozens at once. */
const deletionLimit = 256;
/** Rows created since the last report that are remembered. */
const createdLimit = 256;

export function createRowNotices(): RowNotices {
  return { created: new Map(), deletions: [] };
}

/** Notes that the row at the path, or a row above it, was deleted. */
export function noteDeletion(
  { created, deletions }: RowNotices,
  { receivedAt, path }: NotifiedDeletion,
): void {
  deletions.push({ receivedAt, path, mac: created.get(path)?.mac ?? null });
  created.delete(path);
  if (deletions.length > deletionLimit) deletions.shift();
}

/** Notes who is in a new row. */
export function noteCreation({ created }: RowNotices, { receivedAt, path, mac }: NotifiedCreation): void {
  if (created.has(path) || created.size < createdLimit) created.set(path, { receivedAt, mac });
}

/** A report received at this time says itself who is in which row. */
export function forgetCreated({ created }: RowNotices, receivedAt: number): void {
  for (const [path, row] of created) if (row.receivedAt < receivedAt) created.delete(path);
}

/** Who was in which row says nothing any longer. */
export function forgetRows({ created, deletions }: RowNotices): void {
  created.clear();
  deletions.length = 0;
}

/**
 * Whether the row that a station or host was last seen in has been deleted since. A report and a deletion received in
 * the same millisecond: nobody knows which was first, so the deletion counts.
 */
export const isDeleted = (
  { deletions }: RowNotices,
  mac: string,
  last: { readonly path: string; readonly seenReceivedAt: number },
): boolean =>
  deletions.some(({ receivedAt, path, mac: whose }) => {
    if (receivedAt < last.seenReceivedAt) return false;
    return whose === null ? last.path.startsWith(path) : whose === mac;
  });
