/**
 * A home that the code can't go on with: an event, a tick, the writing or the reading of its state failed, and will fail again. It is
 * set aside so that no other home waits for it: the partition is read anew, and what that home failed on, and all that follows,
 * is passed over. Rows in the raw tables are the sink's, and stay whole.
 *
 * The checkpoint says which homes are aside, and from where. A worker that starts again passes over what was passed over
 * before it, and from E on takes the home back: its state goes out with what is told next, and the checkpoint is rid of it.
 */

/** By home: the offset from which on it is passed over. */
export type Aside = ReadonlyMap<string, number>;

export const isAside = (aside: Aside | undefined, homeId: string, offset: number): boolean =>
  aside !== undefined && aside.size > 0 && offset >= (aside.get(homeId) ?? Number.POSITIVE_INFINITY);

export class HomeFailure extends Error {
  override readonly name = "HomeFailure";
  readonly homeId: string;
  /** Of the event it failed on; of a state that can't be written, of the first event that is in no snapshot; of one that can't be read 0. */
  readonly fromOffset: number;

  constructor(homeId: string, fromOffset: number, cause: unknown) {
    super(
      `${homeId} failed at offset ${fromOffset}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
    this.homeId = homeId;
    this.fromOffset = fromOffset;
  }
}

/** What `work` gives; what it throws is this home's failure. */
export function forHome<T>(homeId: string, fromOffset: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof HomeFailure ? error : new HomeFailure(homeId, fromOffset, error);
  }
}
