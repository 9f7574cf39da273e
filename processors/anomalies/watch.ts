/** All that the detectors know of a home, and one look of all of them at what the home's step brought forth. */
import type { Alert, AlertClass } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { type Cause, episodeIdOf, fingerprintOf, toAlert } from "./alert.ts";
import { createEpisode, isOver, lookAt, step, type Episode, type Look } from "./episode.ts";
import {
  type ChurnTrend,
  createChurnTrend,
  hasCome,
  latelyOf,
  noteHostSeen,
  isTold,
  judgeChurn,
  noteChurn,
  noteNoticed,
} from "./churn-storm.ts";
import { type CoverageRun, createCoverageRun, judgeCoverage } from "./coverage-fall.ts";
import { judgeFlaps, noteAbsence, noteFlap, noteReturn, type Flaps } from "./flapping.ts";
import { createGatewayTrend, type GatewayTrend, judgeGateway, quietMs } from "./gateway-wide.ts";
import {
  forgetNotices,
  isNoticed,
  isNoticedBy,
  noteCome,
  noteGone,
  type Notice,
  type Notices,
} from "./notices.ts";
import { judgePingPong, notePingPong, noteNoticedTurn, noteTurn, type PingPongs } from "./ping-pong.ts";
import { type EpisodePolicy, policies } from "./policy.ts";
import { setBack } from "./penalty.ts";
import { type Judgement, nameWithin, type Subject, subjectKey } from "./reading.ts";
import { isDropped, judgeDrops } from "./rssi-drop.ts";
import { isInForce, judgeRule, type Rule, rulePolicy } from "./rules.ts";
import { judgeStuck } from "./sensor-stuck.ts";
import { moveRadios } from "./radio-watch.ts";
import { judgeSilence, type Silence } from "./silence.ts";
import { judgeSlow } from "./slow-degradation.ts";
import {
  isSight,
  learnUsual,
  moveStations,
  type Returned,
  seeStations,
  type StationWatches,
} from "./station-watch.ts";
import { judgeRuns, type RadioReport, type StickyRuns } from "./sticky-run.ts";
import { isMeasured, judgeSticky, judgeWeak } from "./sticky.ts";

export interface HomeWatch {
  /** By `subjectKey`: raised, counting, or damped. */
  readonly episodes: Map<string, Episode>;
  readonly coverage: CoverageRun;
  readonly flaps: Flaps;
  readonly pingPongs: PingPongs;
  readonly notices: Notices;
  readonly churn: ChurnTrend;
  readonly gateway: GatewayTrend;
  readonly stations: StationWatches;
  readonly stickyRuns: StickyRuns;
  /** End of the last window in which another access point had heard any station; 0: none. */
  measuredAt: number;
  /** How far the gateway's clock was set back, and so the times of what is known; 0: it was not, or is right again. */
  setBackMs: number;
}

export function createHomeWatch(): HomeWatch {
  return {
    episodes: new Map(),
    coverage: createCoverageRun(),
    flaps: new Map(),
    pingPongs: new Map(),
    notices: new Map(),
    churn: createChurnTrend(),
    gateway: createGatewayTrend(),
    stations: new Map(),
    stickyRuns: new Map(),
    measuredAt: 0,
    setBackMs: 0,
  };
}

/** A window closed for the first time: every detector of windows looks, and every rule. */
export function watchWindow(
  watch: HomeWatch,
  window: HomeWindow,
  cause: Cause,
  rules: readonly Rule[] = [],
): Alert[] {
  const endAt = window.window_start + window.window_ms;
  setClockRight(watch, cause.receivedAt - endAt);
  forgetNotices(watch.notices, endAt);
  const seen = seeStations(watch.stations, window, watch.gateway.breaches > 0);
  const sights = seen.glimpses.filter(isSight);
  if (isMeasured(window)) watch.measuredAt = endAt;
  const gateway = judgeGateway(watch.gateway, window, seen.glimpses);
  // A gateway that starts, or takes another channel, throws everyone out.
  const returned = endAt < watch.gateway.quietUntil ? [] : seen.returned;
  const churn = judgeChurn(
    watch.churn,
    window.home_id,
    endAt,
    returned.map(({ row }) => row.sta_mac),
  );
  // Whom a storm throws out neither flaps nor roams.
  if (churn.breaches.length === 0) noteReturns(watch, returned, window);
  const judgements = [
    judgeCoverage(watch.coverage, window),
    judgeFlaps(watch.flaps, endAt),
    judgePingPong(watch.pingPongs, endAt),
    churn,
    gateway,
    judgeDrops(sights, window.window_ms, window.coverage),
    judgeSticky(sights, window.received, window.coverage),
    judgeWeak(sights, isMeasuring(watch, endAt), window.coverage),
    judgeStuck(seen.glimpses, window.window_ms, window.coverage),
    judgeSlow(sights, endAt, window.coverage),
  ];
  // While the home is odd nothing is learned, or what is wrong would be usual within minutes.
  const isOdd = watch.gateway.breaches > 0;
  for (const glimpse of seen.glimpses) learnUsual(glimpse, isOdd || (isSight(glimpse) && isDropped(glimpse)));
  return [
    ...judgements.flatMap((judgement) => conclude(watch, judgement, cause)),
    ...endGone(watch, endAt, cause),
    ...endRemoved(watch, rules, cause),
    ...rules.flatMap((rule) =>
      conclude(watch, judgeRule(rule, window), cause, rulePolicy(rule, window.window_ms)),
    ),
  ];
}

/**
 * Of who has returned no change told: it left and came back between two reports, or roamed and came back. Which of both
 * says what else was seen of it: who comes and goes these minutes, and has never roamed, has left. Of others nobody knows.
 */
function noteReturns(watch: HomeWatch, returned: readonly Returned[], window: HomeWindow): void {
  const endAt = window.window_start + window.window_ms;
  for (const { row, wasMissed } of returned) {
    const { sta_mac: mac } = row;
    if (
      isNoticedBy(watch.notices, mac, endAt) ||
      isTold(watch.churn, mac, window.window_start - window.window_ms)
    )
      continue;
    const lately = latelyOf(watch.churn, mac, endAt);
    const hasRoamed = watch.stations.get(mac)?.hasRoamed === true;
    if (wasMissed || (lately === "coming and going" && !hasRoamed)) noteAbsence(watch.flaps, row, endAt);
    else if (lately === "roaming") noteTurn(watch.pingPongs, row, endAt);
  }
}

/** A station or host came, went or moved. */
export function watchChange(watch: HomeWatch, change: AssociationChange, cause: Cause): Alert[] {
  const churn = noteChurn(watch.churn, change);
  const isKnown =
    (change.kind === "join" || change.kind === "roam") && isNoticed(watch.notices, change.sta_mac);
  if (isOfStation(watch, change)) return watchStationsHost(watch, change, cause);
  // Whom a storm throws out does not flap.
  const isFlap = !isKnown && !isStorm(churn);
  return concludeAll(
    watch,
    [
      isFlap ? noteFlap(watch.flaps, change) : null,
      isKnown ? null : notePingPong(watch.pingPongs, change),
      churn,
    ],
    cause,
  );
}

/** A report with stations, or with how other radios hear some, in the order churn takes reports. */
export const watchReport = (watch: HomeWatch, report: RadioReport, cause: Cause): Alert[] =>
  concludeAll(watch, [judgeRuns(watch.stickyRuns, report, policies.sticky.raiseAfter)], cause);

/** The gateway notified that a station's row was created or deleted, or that it booted. */
export function watchNotice(watch: HomeWatch, notice: Notice, cause: Cause): Alert[] {
  const { kind, staMac: mac, at } = notice;
  if (kind === "booted") quieten(watch, at);
  if (at < watch.gateway.quietUntil) return [];
  if (kind === "deleted") {
    if (noteGone(watch.notices, notice)) noteNoticed(watch.churn, mac, "left", at);
    return [];
  }
  const isShown = hasCome(watch.churn, mac, at - behindMs);
  const coming = noteCome(watch.notices, notice, placeOf(watch, mac, at));
  // The report that came first has told it.
  if (isShown && isNoticed(watch.notices, mac)) return [];
  if (coming === "turn") return concludeAll(watch, [noteNoticedTurn(watch.pingPongs, notice)], cause);
  const churn = noteNoticed(watch.churn, mac, coming === "roam" ? "roamed" : "joined", at, cause.homeId);
  const isFlap = coming === "return" && !isStorm(churn);
  return concludeAll(watch, [isFlap ? noteReturn(watch.flaps, notice) : null, churn], cause);
}

/** The access point that the last reports had it at; null where they had it not. */
function placeOf({ stations }: HomeWatch, mac: string, at: number): string | null {
  const known = stations.get(mac);
  return known === undefined || known.lastAt < at - shownMs ? null : known.accessPoint;
}

/** A home in which no access point has heard another's station for so long does not measure that. */
const measuringMs = 86_400_000;
const isMeasuring = ({ measuredAt }: HomeWatch, endAt: number): boolean =>
  measuredAt !== 0 && endAt - measuredAt <= measuringMs;
/** A notification may come so long after the report that shows what it tells. */
const behindMs = 2000;
/** Reports are at most this late, windows included. */
const shownMs = 180_000;

/** A gateway that starts throws everyone out: that is no churn. */
function quieten({ notices, churn, gateway }: HomeWatch, at: number): void {
  notices.clear();
  churn.lately.clear();
  gateway.quietUntil = Math.max(gateway.quietUntil, at + quietMs);
}

const isStorm = (churn: Judgement | null): boolean => (churn?.breaches.length ?? 0) > 0;

const concludeAll = (watch: HomeWatch, judgements: readonly (Judgement | null)[], cause: Cause): Alert[] =>
  judgements.flatMap((judgement) => (judgement === null ? [] : conclude(watch, judgement, cause)));

/** A station is a host too, which comes and goes with it: that is one flap, and news where nothing else told of it. */
function watchStationsHost(watch: HomeWatch, change: AssociationChange, cause: Cause): Alert[] {
  const isBack = noteHostSeen(watch.churn, change) && !isNoticed(watch.notices, change.host_mac);
  return concludeAll(watch, [isBack ? noteFlap(watch.flaps, { ...change, flap: true }) : null], cause);
}

const isOfStation = ({ stations }: HomeWatch, { kind, host_mac: mac }: AssociationChange): boolean =>
  (kind === "host_join" || kind === "host_leave") && stations.has(mac);

/** Covered time went on without a report of the endpoint, or one came. */
export function watchSilence(watch: HomeWatch, silence: Silence, cause: Cause): Alert[] {
  return conclude(watch, judgeSilence(silence), cause);
}

/** Stations and hosts have other names from now on: what was raised of them ends, and what is usual is learned anew. */
export function forgetIdentities(watch: HomeWatch, cause: Cause): Alert[] {
  for (const known of [
    watch.stations,
    watch.flaps,
    watch.pingPongs,
    watch.notices,
    watch.churn.lately,
    watch.stickyRuns,
  ])
    known.clear();
  const gone = [...watch.episodes].filter(
    ([, { subject }]) => subject.subjectKind === "station" || subject.subjectKind === "host",
  );
  for (const [key] of gone) watch.episodes.delete(key);
  return gone.flatMap(([, episode]) => end(episode, cause));
}

/** What is usual is known by hours: of a clock set back further its times go with the clock. */
const knownMs = 3_600_000;

/** The gateway's clock was set back to `atMs`. What is known of the hours that come again must not wait until they have passed. */
export function setClockBack(watch: HomeWatch, fromMs: number, atMs: number): void {
  for (const { damping } of watch.episodes.values()) setBack(damping, atMs);
  for (const { penalty } of watch.flaps.values()) setBack(penalty, atMs);
  watch.gateway.quietUntil = Math.min(watch.gateway.quietUntil, atMs + quietMs);
  watch.churn.slot = 0;
  for (const lately of [watch.pingPongs, watch.notices, watch.churn.lately, watch.stickyRuns]) lately.clear();
  const byMs = fromMs - atMs;
  if (byMs < knownMs) return;
  moveTimes(watch, -byMs);
  watch.setBackMs += byMs;
}

/** A clock that was wrong for a moment, as before a gateway that starts has asked for the time, is no reason to forget anything. */
function setClockRight(watch: HomeWatch, lagMs: number): void {
  if (watch.setBackMs === 0 || lagMs >= watch.setBackMs / 2) return;
  moveTimes(watch, watch.setBackMs);
  watch.setBackMs = 0;
}

function moveTimes(watch: HomeWatch, byMs: number): void {
  if (watch.measuredAt !== 0) watch.measuredAt += byMs;
  moveStations(watch.stations, byMs);
  moveRadios(watch.gateway.radios, byMs);
}

/** The home is not followed any longer: what is still raised ends. */
export function giveUp(watch: HomeWatch, cause: Cause): Alert[] {
  return [...watch.episodes.values()].flatMap((episode) => end(episode, cause));
}

/** A station or radio that is not seen for so long will not come back soon: nobody waits for word of it. */
const goneAfterMs = 86_400_000;
/** Reports show a station or radio minutes before the window of them does. */
const unknownMs = 600_000;
/** Told by changes, which end by themselves. */
const ofChanges: ReadonlySet<AlertClass> = new Set(["flapping", "ping_pong"]);

/** Stations and radios that have gone, or made room for others: what was raised of them ends. */
function endGone(watch: HomeWatch, endAt: number, cause: Cause): Alert[] {
  const gone = [...watch.episodes].filter(([, { subject: of, open }]) => {
    const isOfRadio = of.subjectKind === "radio";
    if ((of.subjectKind !== "station" && !isOfRadio) || ofChanges.has(of.alertClass)) return false;
    const known = isOfRadio ? watch.gateway.radios.get(nameWithin(of)) : watch.stations.get(of.subject);
    const lastAt = known?.lastAt;
    if (lastAt !== undefined) return endAt - lastAt >= goneAfterMs;
    return Math.abs(endAt - (open?.raisedAt ?? 0)) >= unknownMs;
  });
  for (const [key] of gone) watch.episodes.delete(key);
  return gone.flatMap(([, episode]) => end(episode, cause));
}

/** Rules that hold no longer: what they raised ends. */
function endRemoved({ episodes }: HomeWatch, rules: readonly Rule[], cause: Cause): Alert[] {
  const removed = [...episodes].filter(
    ([, { subject }]) => subject.alertClass === "rule" && !isInForce(rules, subject),
  );
  for (const [key] of removed) episodes.delete(key);
  return removed.flatMap(([, episode]) => end(episode, cause));
}

const end = ({ open }: Episode, cause: Cause): Alert[] =>
  open === null ? [] : [toAlert({ state: "resolved", episode: step(open, cause.at) }, cause)];

/** Whether anything is raised. */
export const hasRaised = ({ episodes }: HomeWatch): boolean =>
  [...episodes.values()].some(({ open }) => open !== null);

/** More alerts than any home has at once: a hostile gateway may not grow the state, or tell of thousands. */
const episodeLimit = 256;
/** Of what a gateway may report any number of. */
const isOfMany = ({ subjectKind }: Subject): boolean =>
  subjectKind === "station" || subjectKind === "host" || subjectKind === "radio";

/** Takes a judgement into the episodes of its class, in the order of their subjects. */
function conclude(
  watch: HomeWatch,
  judgement: Judgement,
  cause: Cause,
  policy: EpisodePolicy = policies[judgement.alertClass],
): Alert[] {
  const alerts: Alert[] = [];
  if (judgement.breaches.length === 0 && watch.episodes.size === 0) return alerts;
  const look = (episode: Episode, found: Look): void => {
    const newId = (): string => episodeIdOf(fingerprintOf(cause.homeId, episode.subject), cause);
    const transition = lookAt(episode, found, cause.at, policy, newId);
    if (transition !== null) alerts.push(toAlert(transition, cause));
  };
  const breaching = new Set<string>();
  for (const reading of judgement.breaches) {
    const key = subjectKey(reading);
    breaching.add(key);
    const known = watch.episodes.get(key);
    if (known === undefined && watch.episodes.size >= episodeLimit && isOfMany(reading)) continue;
    const episode = known ?? createEpisode(reading, cause.at);
    watch.episodes.set(key, episode);
    look(episode, { kind: "breach", reading, looks: judgement.looks ?? 1 });
  }
  for (const [key, episode] of watch.episodes) {
    const { alertClass, rule, subject } = episode.subject;
    if (alertClass !== judgement.alertClass || rule !== judgement.rule || breaching.has(key)) continue;
    const kind = judgement.otherwise(subject, episode.subject);
    if (kind !== null) look(episode, { kind });
    if (isOver(episode)) watch.episodes.delete(key);
  }
  return alerts;
}
