/** How often what the simulation is there for has happened: a run in which nothing goes wrong proves nothing. */
export const happenings = [
  "request lost",
  "answer lost",
  "request to a service that is down",
  "insert that came after it was given up",
  "process killed",
  "process hung",
  "process ended by itself",
  "member expelled for its silence",
  "new generation of a group",
  "offsets of an earlier generation refused",
  "writer fenced",
  "open transaction aborted",
  "partition of a worker dropped",
  "MQTT message delivered again",
  "segment parked",
  "row inserted again",
  "window revised",
  "gateway's time not trusted",
  "gateway's clock set back",
  "clock unlike the log's",
  "alert of a group",
  "fleet stage began anew",
] as const;

export type Happening = (typeof happenings)[number];

export type Note = (what: Happening) => void;

export type Counts = Readonly<Partial<Record<Happening, number>>>;

/** A counter of them. */
export function createNotes(): { readonly note: Note; readonly counts: Counts } {
  const counts: Partial<Record<Happening, number>> = {};
  return { note: (what) => void (counts[what] = (counts[what] ?? 0) + 1), counts };
}
