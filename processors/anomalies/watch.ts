/** All that the detectors know of a home, and one look of all of them at what the home's step brought forth. */
import type { Alert } from "#schemas/alert.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { type Cause, episodeIdOf, fingerprintOf, toAlert } from "./alert.ts";
import { createEpisode, isOver, lookAt, type Episode, type Look } from "./episode.ts";
import {
  type ChurnTrend,
  createChurnTrend,
  isComingAndGoing,
  isTold,
  judgeChurn,
  noteChurn,
} from "./churn-storm.ts";
import { type CoverageRun, createCoverageRun, judgeCoverage } from "./coverage-fall.ts";
import { judgeFlaps, noteAbsence, noteFlap, type Flaps } from "./flapping.ts";
import { createGatewayTrend, type GatewayTrend, judgeGateway } from "./gateway-wide.ts";
import { judgePingPong, notePingPong, noteTurn, type PingPongs } from "./ping-pong.ts";
import { type EpisodePolicy, policies } from "./policy.ts";
import { type Judgement, subjectKey } from "./reading.ts";
import { isDropped, judgeDrops } from "./rssi-drop.ts";
import { isInForce, judgeRule, type Rule, rulePolicy } from "./rules.ts";
import { judgeStuck } from "./sensor-stuck.ts";
import { judgeSilence, type Silence } from "./silence.ts";
import { judgeSlow } from "./slow-degradation.ts";
import { learnUsual, type Sight, sightStations, type StationWatches } from "./station-watch.ts";
import { judgeSticky, judgeWeak } from "./sticky.ts";

export interface HomeWatch {
  /** By `subjectKey`: raised, counting, or damped. */
  readonly episodes: Map<string, Episode>;
  readonly coverage: CoverageRun;
  readonly flaps: Flaps;
  readonly pingPongs: PingPongs;
  readonly churn: ChurnTrend;
  readonly gateway: GatewayTrend;
  readonly stations: StationWatches;
}

export function createHomeWatch(): HomeWatch {
  return {
    episodes: new Map(),
    coverage: createCoverageRun(),
    flaps: new Map(),
    pingPongs: new Map(),
    churn: createChurnTrend(),
    gateway: createGatewayTrend(),
    stations: new Map(),
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
  const sights = sightStations(watch.stations, window);
  const gateway = judgeGateway(watch.gateway, window, sights);
  const returned = returnedOf(watch.gateway, sights, endAt);
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
    judgeDrops(sights, window.coverage),
    judgeSticky(sights, window.coverage),
    judgeWeak(sights, window.coverage),
    judgeStuck(sights, window.window_ms, window.coverage),
    judgeSlow(sights, endAt, window.coverage),
  ];
  // While the home is odd nothing is learned, or what is wrong would be usual within minutes.
  const isOdd = watch.gateway.breaches > 0;
  for (const sight of sights) learnUsual(sight, isOdd || isDropped(sight));
  return [
    ...judgements.flatMap((judgement) => conclude(watch, judgement, cause)),
    ...endRemoved(watch, rules, cause),
    ...rules.flatMap((rule) =>
      conclude(watch, judgeRule(rule, window), cause, rulePolicy(rule, window.window_ms)),
    ),
  ];
}

/** Who was away between two reports; a gateway that starts, or takes another channel, throws everyone out. */
const returnedOf = ({ quietUntil }: GatewayTrend, sights: readonly Sight[], endAt: number): Sight[] =>
  endAt < quietUntil ? [] : sights.filter(({ hasReturned }) => hasReturned);

/** Of who has returned no change told: it left and came back between two reports, or roamed and came back. */
function noteReturns(watch: HomeWatch, returned: readonly Sight[], window: HomeWindow): void {
  const endAt = window.window_start + window.window_ms;
  for (const { row, watch: station } of returned) {
    if (isTold(watch.churn, row.sta_mac, window.window_start - window.window_ms)) continue;
    const isRoam = station.hasRoamed && !isComingAndGoing(watch.churn, row.sta_mac);
    if (isRoam) noteTurn(watch.pingPongs, row, endAt);
    else noteAbsence(watch.flaps, row, endAt);
  }
}

/** A station or host came, went or moved. */
export function watchChange(watch: HomeWatch, change: AssociationChange, cause: Cause): Alert[] {
  const churn = noteChurn(watch.churn, change);
  // Whom a storm throws out does not flap.
  const isStorm = (churn?.breaches.length ?? 0) > 0;
  const judgements = [
    isStorm || isOfStation(watch, change) ? null : noteFlap(watch.flaps, change),
    notePingPong(watch.pingPongs, change),
    churn,
  ];
  return judgements.flatMap((judgement) => (judgement === null ? [] : conclude(watch, judgement, cause)));
}

/** A station is a host too, which comes and goes with it: that is one flap. */
const isOfStation = ({ stations }: HomeWatch, { kind, host_mac: mac }: AssociationChange): boolean =>
  kind === "host_join" && stations.has(mac);

/** Covered time went on without a report of the endpoint, or one came. */
export function watchSilence(watch: HomeWatch, silence: Silence, cause: Cause): Alert[] {
  return conclude(watch, judgeSilence(silence), cause);
}

/** The home is not followed any longer: what is still raised ends. */
export function giveUp(watch: HomeWatch, cause: Cause): Alert[] {
  return [...watch.episodes.values()].flatMap((episode) => end(episode, cause));
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
  open === null
    ? []
    : [toAlert({ state: "resolved", episode: { ...open, sequence: open.sequence + 1 } }, cause)];

/** Whether anything is raised. */
export const hasRaised = ({ episodes }: HomeWatch): boolean =>
  [...episodes.values()].some(({ open }) => open !== null);

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
    const episode = watch.episodes.get(key) ?? createEpisode(reading, cause.at);
    watch.episodes.set(key, episode);
    look(episode, { kind: "breach", reading });
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
