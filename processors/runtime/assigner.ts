/**
 * Which member of the group reads which partitions. Balanced within one; sticky: a member keeps what it has
 * state for, and says so by its claims, because the protocol tells the assigner nothing of ownership.
 */

/** partition -> E, how far the member has emitted: of two members claiming one partition the further one has it. */
export type Claims = ReadonlyMap<number, number>;

export interface Member {
  readonly memberId: string;
  readonly claims: Claims;
}

/** Every partition in 0..partitions-1 to exactly one member; deterministic in any order of `members`. */
export function assignPartitions(members: readonly Member[], partitions: number): Map<string, number[]> {
  const ordered = [...members].sort(
    (a, b) => b.claims.size - a.claims.size || (a.memberId < b.memberId ? -1 : 1),
  );
  const assigned = new Map<string, number[]>(ordered.map(({ memberId }) => [memberId, []]));
  const owners = bestClaims(ordered, partitions);
  const base = Math.floor(partitions / Math.max(1, ordered.length));
  const larger = partitions - base * ordered.length;
  const quota = new Map(ordered.map(({ memberId }, index) => [memberId, index < larger ? base + 1 : base]));

  const free: number[] = [];
  for (let partition = 0; partition < partitions; partition += 1) {
    const owner = owners.get(partition);
    const held = owner === undefined ? undefined : assigned.get(owner);
    if (owner !== undefined && held !== undefined && held.length < (quota.get(owner) ?? 0))
      held.push(partition);
    else free.push(partition);
  }
  for (const [memberId, held] of assigned) {
    held.push(...free.splice(0, (quota.get(memberId) ?? 0) - held.length));
    held.sort((a, b) => a - b);
  }
  return assigned;
}

function bestClaims(members: readonly Member[], partitions: number): Map<number, string> {
  const best = new Map<number, { memberId: string; emittedThrough: number }>();
  for (const { memberId, claims } of members) {
    for (const [partition, emittedThrough] of claims) {
      const present = best.get(partition);
      if (partition >= 0 && partition < partitions && (present?.emittedThrough ?? -1) < emittedThrough) {
        best.set(partition, { memberId, emittedThrough });
      }
    }
  }
  return new Map([...best].map(([partition, { memberId }]) => [partition, memberId]));
}

/** Claims as bytes for the join request: JSON `[[partition, E], ...]`. */
export const encodeClaims = (claims: Claims): Buffer => Buffer.from(JSON.stringify([...claims]));

/** Bytes that are no claims (another version's member) claim nothing. */
export function decodeClaims(bytes: Buffer): Claims {
  try {
    const parsed: unknown = JSON.parse(bytes.toString());
    return new Map(Array.isArray(parsed) ? parsed.filter(isClaim) : []);
  } catch {
    return new Map();
  }
}

const isClaim = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => Number.isSafeInteger(part));
