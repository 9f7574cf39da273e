/** Who has the candidates: one member has all of them, and keeps them while it stays. */

/** The member that says it has them, else the first by id, gets every partition; the others wait. */
export function assignAll(
  members: readonly { readonly memberId: string; readonly claims: Buffer }[],
  partitions: number,
): ReadonlyMap<string, readonly number[]> {
  const ids = members.map(({ memberId }) => memberId).sort();
  const holder = members.find(({ claims }) => claims.toString() === holding)?.memberId ?? ids[0];
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  return new Map(ids.map((id) => [id, id === holder ? all : []]));
}

const holding = "holds";

/** What a member says of itself. */
export const claimOf = (isHolder: boolean): Buffer => Buffer.from(isHolder ? holding : "");
