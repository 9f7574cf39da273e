/**
 * Churn storm: so many stations are restless within five minutes that this home's hour of the day does not explain it
 * (tail of a negative binomial below 1e-4), five at least. Restless is who both came and went in these minutes, or whose
 * counters began anew where it stays: it was away between two reports. A family that leaves or comes home does only one
 * of these; a randomized address that continues another is no join; a table that a reboot emptied is one event.
 */
import type { AssociationChange } from "#schemas/association-change.ts";
import { negativeBinomialTail } from "./negative-binomial.ts";
import type { Judgement, Reading } from "./reading.ts";

export interface ChurnTrend {
  /** By MAC, who came or went within five minutes. */
  readonly lately: Map<string, ComingAndGoing>;
  /** Five minutes under way, since the epoch. */
  slot: number;
  /** Usual number of restless stations by hour of the day (UTC), weekdays then weekends, in hundredths. */
  readonly usual: number[];
  /** Slots learned. */
  learned: number;
}

/** Observed times of the last of each; 0: never. */
export interface ComingAndGoing {
  joinedAt: number;
  leftAt: number;
  /** It turned out to have been away between two reports. */
  returnedAt: number;
  roamedAt: number;
}

const alertClass = "churn_storm";
const spanMs = 300_000;
/** Beyond it, and five stations, no home in a thousand quiet days was seen, storms were within a minute or two. */
const highestChance = 1e-4;
const fewestRestless = 5;
/** What is usual in a home nothing is known of. */
const prior = 30;
/** Less is never usual: a home where nothing happens would find two stations odd. */
const leastUsual = 5;
/** Variance is mean + mean^2 / shape: phones that sleep do so on their own. */
const shape = 8;
/** A storm does not become usual: more than these are not learned. */
const mostLearned = 4;
/** Slots (of 12 an hour, some days) after which the usual no longer moves faster. */
const memory = 240;
const identityLimit = 256;
/** So long what was seen of a station counts. */
const latelyMs = 600_000;
/** A roam's deletion and creation are no further apart. */
const roamMs = 3000;

export function createChurnTrend(): ChurnTrend {
  return { lately: new Map(), slot: 0, usual: [], learned: 0 };
}

/** Counts a change; judges the home by the last five minutes. */
export function noteChurn(trend: ChurnTrend, change: AssociationChange): Judgement | null {
  const { kind, continues_mac: continues, sta_mac: mac, home_id: homeId, observed_at: at } = change;
  if (kind === "emptied") trend.lately.clear();
  if (kind === "roam") knownOf(trend, mac).roamedAt = at;
  if ((kind !== "join" && kind !== "leave") || continues !== null) return null;
  const known = knownOf(trend, mac);
  if (kind === "join") known.joinedAt = at;
  else known.leftAt = at;
  return judgementOf(trend, homeId, at, () => null);
}

/** A notification told that a station left, joined or roamed, before any report shows it; judges the home when it joined. */
export function noteNoticed(
  trend: ChurnTrend,
  mac: string,
  what: "left" | "joined" | "roamed",
  at: number,
  homeId = "",
): Judgement | null {
  const known = knownOf(trend, mac);
  if (what === "left") known.leftAt = at;
  else if (what === "joined") known.joinedAt = at;
  // Its old row was deleted: that was no leave.
  else Object.assign(known, { roamedAt: at, leftAt: known.leftAt > at - roamMs ? 0 : known.leftAt });
  return what === "joined" ? judgementOf(trend, homeId, at, () => null) : null;
}

/** A window ended, after which `returned` turn out to have been away: the last five minutes are judged, and learned. */
export function judgeChurn(
  trend: ChurnTrend,
  homeId: string,
  atMs: number,
  returned: readonly string[],
): Judgement {
  for (const mac of returned) knownOf(trend, mac).returnedAt = atMs;
  forget(trend, atMs);
  learnSlots(trend, atMs);
  return judgementOf(trend, homeId, atMs, () => "clear");
}

function judgementOf(
  trend: ChurnTrend,
  homeId: string,
  atMs: number,
  otherwise: Judgement["otherwise"],
): Judgement {
  const restless = restlessOf(trend, atMs);
  const isStorm =
    restless >= fewestRestless && negativeBinomialTail(restless, usualAt(trend, atMs), shape) < highestChance;
  return {
    alertClass,
    rule: null,
    breaches: isStorm ? [readingOf(trend, homeId, atMs, restless)] : [],
    otherwise,
  };
}

/** Whether a change of the station, with which its counters began anew, was told since then. */
export function isTold({ lately }: ChurnTrend, mac: string, sinceMs: number): boolean {
  const known = lately.get(mac);
  return known !== undefined && Math.max(known.joinedAt, known.leftAt, known.roamedAt) > sinceMs;
}

/** Whether it joined or roamed since then. */
export function hasCome({ lately }: ChurnTrend, mac: string, sinceMs: number): boolean {
  const known = lately.get(mac);
  return known !== undefined && Math.max(known.joinedAt, known.roamedAt) > sinceMs;
}

/** What was seen of a station lately that tells how it may be away: it left or came, or it roamed. */
export function latelyOf(
  { lately }: ChurnTrend,
  mac: string,
  atMs: number,
): "coming and going" | "roaming" | "nothing" {
  const known = lately.get(mac);
  if (known === undefined) return "nothing";
  if (Math.max(known.joinedAt, known.leftAt) > atMs - latelyMs) return "coming and going";
  return known.roamedAt > atMs - latelyMs ? "roaming" : "nothing";
}

/** The host of a station came or went. True when it is back, and nothing else told that the station is. */
export function noteHostSeen(
  trend: ChurnTrend,
  { kind, host_mac: mac, observed_at: at }: AssociationChange,
): boolean {
  const known = knownOf(trend, mac);
  if (kind === "host_leave") {
    known.leftAt = Math.max(known.leftAt, at);
    return false;
  }
  const isNews = known.leftAt > Math.max(known.joinedAt, at - latelyMs);
  if (isNews) known.joinedAt = at;
  return isNews;
}

function knownOf({ lately }: ChurnTrend, mac: string): ComingAndGoing {
  const known = lately.get(mac) ?? { joinedAt: 0, leftAt: 0, returnedAt: 0, roamedAt: 0 };
  if (lately.size < identityLimit) lately.set(mac, known);
  return known;
}

function restlessOf({ lately }: ChurnTrend, atMs: number): number {
  const since = atMs - spanMs;
  let count = 0;
  for (const { joinedAt, leftAt, returnedAt } of lately.values())
    if (returnedAt > since || Math.min(joinedAt, leftAt) > since) count += 1;
  return count;
}

function forget({ lately }: ChurnTrend, atMs: number): void {
  for (const [mac, { joinedAt, leftAt, returnedAt, roamedAt }] of lately)
    if (Math.max(joinedAt, leftAt, returnedAt, roamedAt) <= atMs - latelyMs) lately.delete(mac);
}

function learnSlots(trend: ChurnTrend, atMs: number): void {
  const slot = Math.floor(atMs / spanMs);
  if (slot <= trend.slot) return;
  // Slots in between had none; a long gap says nothing of them.
  if (trend.slot !== 0)
    for (let past = Math.max(trend.slot + 1, slot - 12); past < slot; past += 1) learn(trend, past, 0);
  learn(trend, slot, restlessOf(trend, atMs));
  trend.slot = slot;
}

function learn(trend: ChurnTrend, slot: number, restless: number): void {
  while (trend.usual.length < 48) trend.usual.push(prior);
  const place = placeOf(slot * spanMs);
  const usual = trend.usual[place] ?? prior;
  // Every hour of the day is learned in a 48th of the time.
  const pace = Math.min(memory, 12 + trend.learned / 48);
  trend.usual[place] = usual + Math.round((100 * Math.min(restless, mostLearned) - usual) / pace);
  trend.learned += 1;
}

const usualAt = ({ usual }: ChurnTrend, atMs: number): number =>
  Math.max(leastUsual, usual[placeOf(atMs)] ?? prior) / 100;

/** 1970-01-01 was a Thursday. */
function placeOf(atMs: number): number {
  const hour = Math.floor(atMs / 3_600_000);
  const day = (Math.floor(hour / 24) + 4) % 7;
  return (hour % 24) + (day === 0 || day === 6 ? 24 : 0);
}

function readingOf(trend: ChurnTrend, homeId: string, atMs: number, restless: number): Reading {
  return {
    alertClass,
    rule: null,
    subjectKind: "home",
    subject: homeId,
    endpointId: null,
    severity: "minor",
    summary: `${restless} stations went and came back within five minutes.`,
    value: restless,
    threshold: fewestRestless,
    baseline: usualAt(trend, atMs),
    unit: "stations",
    coverage: null,
    evidence: { restless },
    labels: {},
  };
}
