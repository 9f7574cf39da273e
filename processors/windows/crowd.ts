/**
 * How many stations were at which access point in one report. Which radio an access point is on may be told later, so a
 * window keeps the crowds of its reports, without those that another one of them outnumbers everywhere.
 */

/** Access point and how many stations, by access point. */
export type Crowd = readonly (readonly [string, number])[];

/** Beyond any home; a hostile one may not grow the state without bound. */
const crowdLimit = 64;

/** The crowd of a report, from where each of its stations is. */
export function toCrowd(accessPoints: Iterable<string>): Crowd {
  const counts = new Map<string, number>();
  for (const accessPoint of accessPoints) counts.set(accessPoint, (counts.get(accessPoint) ?? 0) + 1);
  // As long as what is in it: one that is put together has room for 16 more.
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).slice();
}

/** Adds a crowd where no other is at least as large everywhere, and drops those that it is. Sorted, whatever the order. */
export function addCrowd(crowds: readonly Crowd[], crowd: Crowd): readonly Crowd[] {
  if (crowd.length === 0 || crowds.some((known) => isWithin(crowd, known))) return crowds;
  if (crowds.length === 0) return [crowd];
  const others = crowds.filter((known) => !isWithin(known, crowd));
  return others.length >= crowdLimit ? crowds : [...others, crowd].sort(inOrder);
}

const isWithin = (crowd: Crowd, other: Crowd): boolean =>
  crowd.every(([accessPoint, count]) =>
    other.some(([name, otherCount]) => name === accessPoint && otherCount >= count),
  );

const inOrder = (a: Crowd, b: Crowd): number => (String(a) < String(b) ? -1 : 1);

/** Most stations at the access points that `isThere` says yes to, in one report. */
export function peakAt(crowds: readonly Crowd[], isThere: (accessPoint: string) => boolean): number {
  let peak = 0;
  for (const crowd of crowds) {
    let count = 0;
    for (const [accessPoint, stations] of crowd) if (isThere(accessPoint)) count += stations;
    peak = Math.max(peak, count);
  }
  return peak;
}
