/**
 * What gateways notify between two reports: rows of stations created and deleted. A deletion and a creation at once are a
 * roam, a creation some seconds after the deletion is a return. What a report then shows of it has been told already.
 */

/** A row of a station was created or deleted, or the gateway booted, as notified. */
export interface Notice {
  readonly kind: "created" | "deleted" | "booted";
  /** Received time by the gateway's clock. */
  readonly at: number;
  readonly endpointId: string;
  /** Empty of a boot. */
  readonly staMac: string;
  readonly accessPoint: string;
}

/** By MAC, of those that notifications were about lately, in the order of the last one. */
export type Notices = Map<string, NoticedStation>;

export interface NoticedStation {
  /** Where its last row was created, or was when it was deleted. */
  accessPoint: string;
  isHere: boolean;
  /** Of the last creation or deletion. */
  at: number;
  /** Where it roamed from last, and when; empty: it has not. */
  cameFrom: string;
  roamedAt: number;
  /** It came, and no report has shown that yet. */
  isNews: boolean;
}

/** What a creation means. */
export type Coming = "return" | "roam" | "turn" | "arrival";

/** A roam deletes one row and creates the other, in whatever order the notifications come. */
const roamMs = 3000;
const turnMs = 30_000;
const returnMs = 600_000;
const forgetMs = 900_000;
const stationLimit = 256;

/** Takes in that a row was deleted; true when its station is gone, as far as is known. */
export function noteGone(notices: Notices, { staMac: mac, accessPoint, at }: Notice): boolean {
  const known = notices.get(mac);
  // The old row of a station that has roamed.
  if (known?.isHere === true && known.accessPoint !== accessPoint) return false;
  put(notices, mac, { ...(known ?? unknown), accessPoint, isHere: false, at });
  return true;
}

/** Takes in that a row was created; `lastAccessPoint` is where the last report had the station, null where it had not. */
export function noteCome(
  notices: Notices,
  { staMac: mac, accessPoint, at }: Notice,
  lastAccessPoint: string | null,
): Coming {
  const known = notices.get(mac);
  const isRoam =
    known === undefined
      ? lastAccessPoint !== null && lastAccessPoint !== accessPoint
      : known.accessPoint !== accessPoint && (known.isHere || at - known.at < roamMs);
  const from = known?.accessPoint ?? lastAccessPoint ?? "";
  const isReturn = known?.isHere === false && at - known.at >= roamMs && at - known.at <= returnMs;
  const isTurn = isRoam && known?.cameFrom === accessPoint && at - known.roamedAt <= turnMs;
  const roam = isRoam ? { cameFrom: from, roamedAt: at } : {};
  put(notices, mac, { ...(known ?? unknown), accessPoint, isHere: true, at, isNews: true, ...roam });
  if (isRoam) return isTurn ? "turn" : "roam";
  return isReturn ? "return" : "arrival";
}

/** Whether notifications told of a coming that a report shows; told once, the next one is another. */
export function isNoticed(notices: Notices, mac: string): boolean {
  const known = notices.get(mac);
  if (known?.isNews !== true) return false;
  known.isNews = false;
  return true;
}

/** The same of what was notified by then: a later coming is for a later report to show. */
export const isNoticedBy = (notices: Notices, mac: string, byMs: number): boolean =>
  (notices.get(mac)?.at ?? byMs) <= byMs && isNoticed(notices, mac);

/** Lets time pass. */
export function forgetNotices(notices: Notices, atMs: number): void {
  for (const [mac, { at }] of notices) {
    if (at > atMs - forgetMs) return;
    notices.delete(mac);
  }
}

const unknown: NoticedStation = {
  accessPoint: "",
  isHere: false,
  at: 0,
  cameFrom: "",
  roamedAt: 0,
  isNews: false,
};

function put(notices: Notices, mac: string, station: NoticedStation): void {
  notices.delete(mac);
  notices.set(mac, station);
  if (notices.size > stationLimit) notices.delete(notices.keys().next().value ?? "");
}
