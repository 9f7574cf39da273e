/** Which alerts are right: an alert is, when a label of its class and subject lasts, give or take a grace, when it is raised. */
import type { AnomalyClass, Label } from "#infra/simulator/world/label.ts";
import type { Alert } from "#schemas/alert.ts";
import type { JudgedHome, Raised } from "./judged-home.ts";

/** The detectors' class for each class of labels. */
export const alertClassOf: Readonly<Record<AnomalyClass, Alert["alert_class"]>> = {
  rssi_drop: "rssi_drop",
  slow_degradation: "slow_degradation",
  sticky: "sticky",
  weak_not_roaming: "weak_not_roaming",
  ping_pong: "ping_pong",
  flapping: "flapping",
  churn_storm: "churn_storm",
  gateway_wide: "gateway_wide",
  silence: "gateway_silent",
  stuck: "sensor_stuck",
  coverage_fall: "coverage_fall",
};

/** What is so by these classes too: a station that fell into weakness fell, whatever one calls it, and a radio's too. */
const kindred: Readonly<Partial<Record<AnomalyClass, readonly AnomalyClass[]>>> = {
  rssi_drop: ["sticky", "weak_not_roaming", "gateway_wide"],
  weak_not_roaming: ["sticky", "rssi_drop"],
};

/** Of the home itself, whatever its label's subject is called. */
const homeClasses: ReadonlySet<AnomalyClass> = new Set([
  "churn_storm",
  "gateway_wide",
  "silence",
  "coverage_fall",
]);

/** What became of one home, for one class. */
export interface Matched {
  /** Labels that a perfect observer could be sure of, that are no matter of opinion. */
  readonly events: number;
  readonly found: number;
  /** From the moment at which each found event could be seen to begin to its alert, ms. */
  readonly delaysMs: readonly number[];
  readonly right: number;
  /** Neither right nor wrong: a label that is by a hair its class, over before it was sure, or of a kindred class. */
  readonly open: number;
  readonly wrong: readonly Raised[];
}

/** A window closes some seconds after its end, and one may have begun before. */
const graceMs = 60_000;
const detectionMs = 130_000;

/** Compares a home's alerts of one class with its labels. */
export function matchHome({ labels, raised, home }: JudgedHome, labelClass: AnomalyClass): Matched {
  const own = labels.filter((label) => label.class === labelClass);
  const alerts = raised.filter(({ alertClass }) => alertClass === alertClassOf[labelClass]);
  const isAbout = (label: Label, alert: Raised): boolean =>
    (homeClasses.has(labelClass) || label.subject === alert.subject || alert.subject === home) &&
    lasts(label, alert);
  const silences = labels.filter((label) => label.class === "silence");
  const sure = own.filter(
    (label) =>
      label.severity !== "marginal" &&
      label.establishedMs !== null &&
      !(labelClass === "coverage_fall" && silences.some((silence) => overlaps(silence, label))),
  );
  const found = sure.flatMap((label) => {
    const alert = alerts.find((each) => isAbout(label, each));
    return alert === undefined ? [] : [alert.raisedMs - (label.observableMs ?? label.startMs)];
  });
  const about = alerts.map((alert) => own.filter((label) => isAbout(label, alert)));
  const right = about.filter((of) => of.some((label) => sure.includes(label))).length;
  const related = labels.filter(
    (label) => label.class !== "none" && kindred[labelClass]?.includes(label.class) === true,
  );
  const isKindred = (label: Label, alert: Raised): boolean =>
    label.class === "gateway_wide" ? lasts(label, alert) : isAbout(label, alert);
  const wrong = alerts.filter(
    (alert, index) => about[index]?.length === 0 && !related.some((label) => isKindred(label, alert)),
  );
  return {
    events: sure.length,
    found: found.length,
    delaysMs: found,
    right,
    open: alerts.length - right - wrong.length,
    wrong,
  };
}

/** Reports that are missing because there are none are the silence's matter. */
const overlaps = (a: Label, b: Label): boolean => a.startMs < b.endMs && b.startMs < a.endMs;

/** An alert already raised when the label begins, and still there, is about it too. */
function lasts({ startMs, endMs }: Label, { raisedMs, clearedMs }: Raised): boolean {
  const until = endMs + graceMs + detectionMs;
  if (raisedMs > until) return false;
  return raisedMs >= startMs - graceMs || (clearedMs ?? Number.POSITIVE_INFINITY) > startMs + graceMs;
}

/** What was there when a wrong alert was raised: labels of other classes of the home, the shortest first. */
export function confusion({ labels }: JudgedHome, { raisedMs }: Raised): string {
  const there = labels.filter(
    ({ startMs, endMs }) => raisedMs >= startMs - graceMs && raisedMs <= endMs + graceMs + detectionMs,
  );
  there.sort((a, b) => a.endMs - a.startMs - (b.endMs - b.startMs));
  const [first] = there;
  if (first === undefined) return "nothing";
  return first.class === "none" ? first.cause : first.class;
}
