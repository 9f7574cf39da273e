/** An alert's transition as TM Forum's TMF642 tells it: an event with the whole Alarm, for a listener of alarms. */
import type { Alert, AlertClass } from "#schemas/alert.ts";

/** X.733: what kind of alarm, and its probable cause. */
type Cause = readonly [
  type: "communicationsAlarm" | "qualityOfServiceAlarm" | "equipmentAlarm" | "processingErrorAlarm",
  probableCause: string,
];

const causes: Readonly<Record<Exclude<AlertClass, "fleet">, Cause>> = {
  rssi_drop: ["communicationsAlarm", "degradedSignal"],
  slow_degradation: ["communicationsAlarm", "degradedSignal"],
  sticky: ["qualityOfServiceAlarm", "performanceDegraded"],
  weak_not_roaming: ["qualityOfServiceAlarm", "performanceDegraded"],
  ping_pong: ["qualityOfServiceAlarm", "performanceDegraded"],
  flapping: ["communicationsAlarm", "degradedSignal"],
  churn_storm: ["qualityOfServiceAlarm", "performanceDegraded"],
  gateway_wide: ["qualityOfServiceAlarm", "performanceDegraded"],
  gateway_silent: ["communicationsAlarm", "lossOfSignal"],
  sensor_stuck: ["equipmentAlarm", "equipmentMalfunction"],
  coverage_fall: ["communicationsAlarm", "communicationsSubsystemFailure"],
  blind: ["processingErrorAlarm", "applicationSubsystemFailure"],
  rule: ["qualityOfServiceAlarm", "thresholdCrossed"],
};

export type Tmf642EventType = "AlarmCreateEvent" | "AlarmStateChangeEvent" | "AlarmAttributeValueChangeEvent";

export interface Tmf642Event {
  /** `<episode_id>/<sequence>`: what a receiver tells repetitions by. */
  readonly eventId: string;
  readonly eventTime: string;
  readonly eventType: Tmf642EventType;
  readonly event: { readonly alarm: Tmf642Alarm };
}

/** The Alarm of TMF642 v4, as far as we know it. */
export interface Tmf642Alarm {
  readonly "@type": "Alarm";
  readonly id: string;
  readonly externalAlarmId: string;
  readonly alarmType: Cause[0];
  readonly probableCause: string;
  readonly specificProblem: string;
  readonly perceivedSeverity: Alert["severity"] | "cleared";
  readonly state: "raised" | "updated" | "cleared";
  readonly ackState: "unacknowledged";
  readonly serviceAffecting: boolean;
  readonly alarmRaisedTime: string;
  readonly alarmChangedTime: string;
  readonly alarmClearedTime?: string;
  readonly alarmReportingTime: string;
  readonly alarmDetails: string;
  readonly alarmedObject: { readonly id: string };
  readonly alarmedObjectType: string;
  readonly sourceSystemId: string;
  readonly reportingSystemId: string;
  readonly isRootCause?: boolean;
  readonly parentAlarm?: readonly { readonly id: string }[];
  /** Set for what maintenance suppresses. */
  readonly plannedOutageIndicator?: "OutOfService";
  readonly crossedThresholdInformation?: {
    readonly indicatorName: string;
    readonly observedValue: string;
    readonly indicatorUnit?: string;
    readonly thresholdCrossingDescription: string;
  };
}

/**
 * Every transition is told: a manager of alarms correlates by itself, and what is suppressed is shelved there, not
 * cleared (RFC 8632). The alarm's id is the episode's. A cleared alarm's severity is `cleared`.
 */
export function toTmf642Event(alert: Alert): Tmf642Event {
  return {
    eventId: `${alert.episode_id}/${alert.sequence}`,
    eventTime: rfc3339(alert.changed_at),
    eventType: eventTypeOf(alert),
    event: { alarm: toAlarm(alert) },
  };
}

function eventTypeOf({ state, sequence }: Alert): Tmf642EventType {
  if (sequence === 0) return "AlarmCreateEvent";
  return state === "resolved" ? "AlarmStateChangeEvent" : "AlarmAttributeValueChangeEvent";
}

function toAlarm(alert: Alert): Tmf642Alarm {
  const [alarmType, probableCause] = causeOf(alert);
  const isCleared = alert.state === "resolved";
  return {
    "@type": "Alarm",
    id: alert.episode_id,
    externalAlarmId: alert.fingerprint,
    alarmType,
    probableCause,
    specificProblem: alert.rule ?? alert.alert_class,
    perceivedSeverity: isCleared ? "cleared" : alert.severity,
    state: lifeOf(alert),
    ackState: "unacknowledged",
    // X.733, 8.1.2.3: critical and major are conditions that affect service.
    serviceAffecting: alert.severity === "critical" || alert.severity === "major",
    alarmRaisedTime: rfc3339(alert.raised_at),
    alarmChangedTime: rfc3339(alert.changed_at),
    ...(isCleared ? { alarmClearedTime: rfc3339(alert.cleared_at ?? alert.changed_at) } : {}),
    alarmReportingTime: rfc3339(alert.received_at),
    alarmDetails: alert.summary,
    alarmedObject: { id: alert.subject },
    alarmedObjectType: alert.subject_kind,
    sourceSystemId: "usp-telemetry",
    reportingSystemId: "usp-telemetry",
    ...correlationOf(alert),
    ...thresholdOf(alert),
  };
}

/** Of a class that a worker newer than this knows. */
const unknownCause: Cause = ["qualityOfServiceAlarm", "indeterminate"];

/** A group's alert is caused as the alerts are that it stands for. */
function causeOf({ alert_class: alertClass, labels }: Alert): Cause {
  const named = alertClass === "fleet" ? labels["class"] : alertClass;
  return isCaused(named) ? causes[named] : unknownCause;
}

const isCaused = (name: string | undefined): name is keyof typeof causes =>
  name !== undefined && Object.hasOwn(causes, name);

function lifeOf({ state, sequence }: Alert): Tmf642Alarm["state"] {
  if (state === "resolved") return "cleared";
  return sequence === 0 ? "raised" : "updated";
}

type Correlation = Pick<Tmf642Alarm, "isRootCause" | "parentAlarm" | "plannedOutageIndicator">;

function correlationOf({ parent_episode_id: parent, subject_kind: kind, state }: Alert): Correlation {
  if (parent !== null) return { isRootCause: false, parentAlarm: [{ id: parent }] };
  if (kind === "group") return { isRootCause: true };
  return state === "suppressed" ? { plannedOutageIndicator: "OutOfService" } : {};
}

function thresholdOf(alert: Alert): Pick<Tmf642Alarm, "crossedThresholdInformation"> {
  if (alert.value === null || alert.threshold === null) return {};
  return {
    crossedThresholdInformation: {
      indicatorName: alert.rule ?? alert.alert_class,
      observedValue: String(alert.value),
      ...(alert.unit === null ? {} : { indicatorUnit: alert.unit }),
      thresholdCrossingDescription: `threshold ${alert.threshold}`,
    },
  };
}

const rfc3339 = (timeMs: number): string => new Date(timeMs).toISOString();
