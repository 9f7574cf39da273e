/** Whether alerts were told as they were said: each begins once and ends once, nothing is there twice, and state and rows are what was told last. */
import type { Alert } from "#schemas/alert.ts";
import { topics } from "#schemas/topics.ts";
import { decodeAlert } from "./processes/fleet.ts";
import type { Surroundings } from "./surroundings.ts";

/** Sentences, none when all is right. At rest all that a home's worker said is told. */
export function alertProblems(surroundings: Surroundings): readonly string[] {
  const said = episodesIn(surroundings, topics.alertCandidate.name);
  const told = episodesIn(surroundings, topics.alert.name);
  return [
    ...[...said.keys()].filter((id) => !told.has(id)).map((id) => `alert ${id} was never told`),
    ...[...told].flatMap(([id, alerts]) =>
      episodeProblems(alerts, said.get(id) ?? null).map((what) => `alert ${id} ${what}: ${storyOf(alerts)}`),
    ),
    ...stateProblems(surroundings, [...told.values()].flat()),
  ];
}

const alertsIn = ({ log }: Surroundings, topic: string): readonly Alert[] =>
  log
    .partitions(topic)
    .flatMap((partition) => partition.committed())
    .flatMap(({ value }) => decodeAlert(value) ?? []);

/** Transitions in the order of the log; all of an episode are in one partition. */
const episodesIn = (surroundings: Surroundings, topic: string): ReadonlyMap<string, readonly Alert[]> =>
  Map.groupBy(alertsIn(surroundings, topic), ({ episode_id }) => episode_id);

const storyOf = (alerts: readonly Alert[]): string =>
  alerts.map(({ alert_class, state, sequence }) => `${alert_class} ${state} ${sequence}`).join(", ");

/** `said`: what its home's worker said; null of a group's, which the stage tells by itself. */
function episodeProblems(told: readonly Alert[], said: readonly Alert[] | null): readonly string[] {
  const [first] = told;
  const last = told.at(-1);
  const isOver = said === null || said.at(-1)?.state === "resolved";
  const ends = told.filter(({ state }) => state === "resolved").length;
  const mayBeHeld = first?.alert_class !== "rule";
  const isRepeated = told.some((alert, index) => {
    const before = told[index - 1];
    const isSame = before?.state === alert.state && before.children === alert.children;
    return isSame && before.candidate_sequence === alert.candidate_sequence;
  });
  const found: readonly (readonly [boolean, string])[] = [
    [told.some(({ sequence }, index) => sequence !== index), "has transitions missing, or twice"],
    [said === null && first?.alert_class !== "fleet", "was never said"],
    [first?.state !== "firing" && first?.state !== "suppressed", "does not begin"],
    [ends > 1, "ends more than once"],
    [ends === 1 && last?.state !== "resolved", "goes on after its end"],
    [isOver && ends === 0, "does not end"],
    [!isOver && ends > 0, "ends before it is over"],
    [isRepeated, "says the same again"],
    [!mayBeHeld && statesOf(told) !== statesOf(said ?? []), `is not what was said: ${statesOf(said ?? [])}`],
  ];
  return found.filter(([is]) => is).map(([, what]) => what);
}

const statesOf = (alerts: readonly Alert[]): string => alerts.map(({ state }) => state).join(" ");

const nameOf = ({ episode_id, sequence, state }: Alert): string => `${episode_id} ${sequence} ${state}`;

/** The topic of their state has the newest of each fingerprint, the table every transition. */
function stateProblems(surroundings: Surroundings, told: readonly Alert[]): readonly string[] {
  const newestOf = (alerts: readonly Alert[]): ReadonlyMap<string, string> =>
    new Map(alerts.map((alert) => [alert.fingerprint, nameOf(alert)]));
  const [newest, kept] = [newestOf(told), newestOf(alertsIn(surroundings, topics.alertState.name))];
  const rows = new Set(
    [...surroundings.tables.view("alert").values()].map(({ values }) => nameOf(values as unknown as Alert)),
  );
  const all = new Set(told.map(nameOf));
  return [
    ...[...newest]
      .filter(([fingerprint, name]) => kept.get(fingerprint) !== name)
      .map(([fingerprint, name]) => `state of ${fingerprint} is ${kept.get(fingerprint)}, not ${name}`),
    ...[...all].filter((name) => !rows.has(name)).map((name) => `alert: ${name} is missing`),
    ...[...rows].filter((name) => !all.has(name)).map((name) => `alert: ${name} should not be there`),
  ];
}
