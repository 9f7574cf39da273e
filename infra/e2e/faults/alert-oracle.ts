/** Whether alerts fired once, cleared once and were told in order: sentences, none when all is right. Pure. */
import type { Alert, AlertClass } from "#schemas/alert.ts";
import { differences } from "../truth/difference.ts";
import type { Row } from "../truth/row.ts";
import type { Heard, StoredAlerts } from "./stored-alerts.ts";

const shown = 5;
const told = (what: string, which: readonly string[]): string[] =>
  which.length === 0 ? [] : [`${which.length} ${what}: ${which.slice(0, shown).join(", ")}`];

const idOf = ({ episode_id: id, sequence }: Alert): string => `${id}/${sequence}`;
const livesOf = (alerts: readonly Alert[]): ReadonlyMap<string, readonly Alert[]> =>
  Map.groupBy(alerts, ({ episode_id: id }) => id);

/** Each episode is one life: sequence 0, 1, 2 ..., each once, and nothing behind `resolved`. */
export function lifeProblems(topic: string, alerts: readonly Alert[]): string[] {
  const broken = [...livesOf(alerts)].filter(([, life]) => !isLife(life));
  return told(
    `episodes of ${topic} that are not one life`,
    broken.map(
      ([id, life]) => `${id} (${life.map(({ sequence, state }) => `${sequence} ${state}`).join(", ")})`,
    ),
  );
}

function isLife(life: readonly Alert[]): boolean {
  return life.every(({ sequence, state }, index) => {
    const isLast = index === life.length - 1;
    return sequence === index && (state !== "resolved" || isLast) && (index > 0 || state !== "resolved");
  });
}

/** What the fleet stage told is what workers said last, and `usp.alert-state.v1` ends with what was told last. */
export function stageProblems({ candidates, alerts, states }: StoredAlerts): string[] {
  const lives = livesOf(alerts);
  const untold = [...livesOf(candidates)].filter(([id, said]) => {
    const last = lives.get(id)?.at(-1);
    const lastSaid = said.at(-1);
    return (
      last?.candidate_sequence !== lastSaid?.sequence ||
      (last?.state === "resolved") !== (lastSaid?.state === "resolved")
    );
  });
  const newest = new Map(alerts.map((alert) => [alert.fingerprint, alert]));
  const stale = [...newest].filter(([key, alert]) => {
    const state = states.get(key);
    return state === undefined || idOf(state) !== idOf(alert) || state.state !== alert.state;
  });
  return [
    ...told(
      "episodes whose last word is not in usp.alert.v1",
      untold.map(([id]) => id),
    ),
    ...told(
      "alerts whose state in usp.alert-state.v1 is not the last that was told",
      stale.map(([key]) => key),
    ),
    ...told(
      "states of alerts that were never told",
      [...states.keys()].filter((key) => !newest.has(key)),
    ),
  ];
}

/**
 * A receiver heard everything, each episode in its order: what is told again after a kill goes back, and never ahead of
 * what was heard before.
 */
export function heardProblems(alerts: readonly Alert[], heard: readonly Heard[]): string[] {
  const farthest = new Map<string, number>();
  const ahead: string[] = [];
  for (const { episodeId, sequence } of heard) {
    const before = farthest.get(episodeId) ?? -1;
    if (sequence > before + 1) ahead.push(`${episodeId}/${sequence} after ${before}`);
    farthest.set(episodeId, Math.max(before, sequence));
  }
  const said = new Set(alerts.map(idOf));
  const ids = new Set(heard.map(({ episodeId, sequence }) => `${episodeId}/${sequence}`));
  return [
    ...told("transitions that the webhook heard before those in front of them", ahead),
    ...told(
      "transitions that the webhook never heard",
      [...said].filter((id) => !ids.has(id)),
    ),
    ...told(
      "transitions that the webhook heard and nobody told",
      [...ids].filter((id) => !said.has(id)),
    ),
  ];
}

/** The views have every transition once, and the newest of each alert. */
export function alertViewProblems(
  { alerts }: StoredAlerts,
  views: Readonly<Record<"alert" | "alert_current", readonly Row[]>>,
): string[] {
  const rowOf = ({ fingerprint, episode_id, sequence, state }: Alert): Row => ({
    fingerprint,
    episode_id,
    sequence: String(sequence),
    state,
  });
  const newest = [...new Map(alerts.map((alert) => [alert.fingerprint, alert])).values()];
  return [
    ...differences("alert", alerts.map(rowOf), views.alert),
    ...differences("alert_current", newest.map(rowOf), views.alert_current),
  ];
}

/** How long a gateway was quiet is the faults' doing, and so is what the fleet stage holds and groups meanwhile. */
const ofTheirTime: ReadonlySet<AlertClass> = new Set<AlertClass>(["gateway_silent", "blind", "fleet"]);
const ofTheStagesTime: ReadonlySet<AlertClass> = new Set<AlertClass>([
  ...ofTheirTime,
  "gateway_wide",
  "churn_storm",
  "coverage_fall",
]);

/** Episode ids say where in the log an episode began, so they are other ones. */
const excepted = new Set<keyof Alert>(["episode_id", "parent_episode_id", "received_at", "row_version"]);

/**
 * Workers said the same and the fleet stage told the same as in an undisturbed run, as far as the homes' reports have
 * passed it. Classes whose time is not the homes' own are left out.
 */
export function undisturbedProblems(
  undisturbed: StoredAlerts,
  disturbed: StoredAlerts,
  isPassed: (homeId: string, atMs: number) => boolean,
): string[] {
  const rowsOf = (alerts: readonly Alert[], without: ReadonlySet<AlertClass>): Row[] =>
    alerts
      .filter((alert) => !without.has(alert.alert_class) && isPassed(alert.home_id, alert.changed_at))
      .map((alert) =>
        Object.fromEntries(
          Object.entries(alert)
            .filter(([name]) => !excepted.has(name as keyof Alert))
            .map(([name, value]) => [name, JSON.stringify(value)]),
        ),
      );
  const candidates = rowsOf(undisturbed.candidates, ofTheirTime);
  if (candidates.length === 0) return ["nothing was alarmed, so nothing was compared"];
  return [
    ...differences(
      "candidates, undisturbed against disturbed",
      candidates,
      rowsOf(disturbed.candidates, ofTheirTime),
    ),
    ...differences(
      "alerts, undisturbed against disturbed",
      rowsOf(undisturbed.alerts, ofTheStagesTime),
      rowsOf(disturbed.alerts, ofTheStagesTime),
    ),
  ];
}
