/**
 * Each rendering against the fields that its receiver publishes: Alertmanager's api/v2/openapi.yaml (postableAlert),
 * CloudEvents 1.0.2 (attributes, JSON format, partitioning extension), TMF642 v4 (Alarm_Create and the listener's
 * events), PagerDuty Events API v2 (PD-CEF).
 */
import { describe, expect, it, test } from "vitest";
import { type Alert, alertClasses, type AlertState, severities } from "#schemas/alert.ts";
import { epochMs } from "#schemas/units.ts";
import { anAlert, raisedMs, resolvedAlert } from "./alert.fixture.ts";
import { toPostableAlert } from "./alertmanager.ts";
import { toCloudEvent } from "./cloud-event.ts";
import type { NotifyTarget } from "./config.ts";
import { toPagerdutyEvent } from "./pagerduty.ts";
import { createRender, renderFiring } from "./rendering.ts";
import { toTmf642Event } from "./tmf642.ts";

const published = {
  alertmanager: { required: ["labels"], all: "startsAt endsAt annotations labels generatorURL" },
  cloudEvent: {
    required: ["id", "source", "specversion", "type"],
    all: "id source specversion type datacontenttype dataschema subject time data data_base64 partitionkey",
  },
  tmf642Event: {
    required: ["eventId", "eventTime", "eventType", "event"],
    all: "eventId eventTime eventType correlationId domain title description priority timeOcurred event",
  },
  tmf642Alarm: {
    required: ["alarmRaisedTime", "sourceSystemId"],
    all: `id href @type @baseType @schemaLocation ackState ackSystemId ackUserId affectedService alarmChangedTime
      alarmClearedTime alarmDetails alarmEscalation alarmRaisedTime alarmReportingTime alarmType alarmedObject
      alarmedObjectType clearSystemId clearUserId comment correlatedAlarm crossedThresholdInformation externalAlarmId
      isRootCause parentAlarm perceivedSeverity place plannedOutageIndicator probableCause proposedRepairedActions
      reportingSystemId serviceAffecting sourceSystemId specificProblem state`,
  },
  tmf642Threshold: {
    required: [],
    all: `direction granularity href indicatorName indicatorUnit observedValue threshold thresholdCrossingDescription`,
  },
  pagerduty: {
    required: ["routing_key", "event_action"],
    all: "routing_key event_action dedup_key payload client client_url links images",
  },
  pagerdutyPayload: {
    required: ["summary", "source", "severity"],
    all: "summary source severity timestamp component group class custom_details",
  },
} as const;

/** Names that are missing or that nobody has published; empty when all is well. */
function wrongFields(value: object, { required, all }: (typeof published)[keyof typeof published]): string[] {
  const names = Object.keys(value);
  const known = all.split(/\s+/);
  const missing = required.filter((name) => !names.includes(name)).map((name) => `no ${name}`);
  return [...missing, ...names.filter((name) => !known.includes(name))];
}

const nowMs = raisedMs + 700_000;
const keepMs = 240_000;
const states: readonly AlertState[] = ["firing", "resolved", "no_data", "suppressed"];
const everyState = states.flatMap((state) => [
  anAlert({ state }),
  anAlert({ state, sequence: 3, parent_episode_id: "parent" }),
]);

test("every rendering of every state has the fields that are published and no other", () => {
  const wrong = everyState.flatMap((alert) => {
    const { alarm } = toTmf642Event(alert).event;
    const postable = toPostableAlert(alert, nowMs, keepMs);
    const pagerduty = toPagerdutyEvent(alert, "key");
    return [
      ...(postable === null ? [] : wrongFields(postable, published.alertmanager)),
      ...wrongFields(toCloudEvent(alert), published.cloudEvent),
      ...wrongFields(toTmf642Event(alert), published.tmf642Event),
      ...wrongFields(alarm, published.tmf642Alarm),
      ...wrongFields(alarm.crossedThresholdInformation ?? {}, published.tmf642Threshold),
      ...(pagerduty === null ? [] : wrongFields(pagerduty, published.pagerduty)),
      ...(pagerduty?.event_action === "trigger"
        ? wrongFields(pagerduty.payload, published.pagerdutyPayload)
        : []),
    ];
  });
  expect(everyState.length).toBe(8);
  expect(wrong).toEqual([]);
});

test("what each state is to each receiver", () => {
  const told = (alert: Alert) => {
    const postable = toPostableAlert(alert, nowMs, keepMs);
    const lasts = postable !== null && Date.parse(postable.endsAt) > nowMs;
    return [
      postable === null ? "nothing" : lasts ? "fires" : "ends",
      toPagerdutyEvent(alert, "key")?.event_action ?? "nothing",
      toTmf642Event(alert).event.alarm.state,
      toCloudEvent(alert).type,
    ].join(" | ");
  };
  const first = { sequence: 0 };
  const later = { sequence: 2 };
  expect({
    firing: told(anAlert(first)),
    "firing again": told(anAlert(later)),
    no_data: told(anAlert({ ...later, state: "no_data" })),
    "suppressed at once": told(anAlert({ ...first, state: "suppressed" })),
    "suppressed later": told(anAlert({ ...later, state: "suppressed" })),
    resolved: told(resolvedAlert()),
  }).toEqual({
    firing: "fires | trigger | raised | usp.alert.firing",
    "firing again": "fires | trigger | updated | usp.alert.firing",
    no_data: "fires | trigger | updated | usp.alert.no_data",
    "suppressed at once": "nothing | nothing | raised | usp.alert.suppressed",
    "suppressed later": "ends | resolve | updated | usp.alert.suppressed",
    resolved: "ends | resolve | cleared | usp.alert.resolved",
  });
});

test("severities by receiver, and PagerDuty's and Alertmanager's are theirs", () => {
  const rows = severities.map((severity) => {
    const alert = anAlert({ severity });
    const pagerduty = toPagerdutyEvent(alert, "key");
    return [
      severity,
      pagerduty?.event_action === "trigger" ? pagerduty.payload.severity : "",
      toPostableAlert(alert, nowMs, keepMs)?.labels["severity"],
      toTmf642Event(alert).event.alarm.perceivedSeverity,
    ];
  });
  expect(rows).toEqual([
    ["critical", "critical", "critical", "critical"],
    ["major", "error", "critical", "major"],
    ["minor", "warning", "warning", "minor"],
    ["warning", "warning", "warning", "warning"],
    ["indeterminate", "info", "info", "indeterminate"],
  ]);
});

describe("Alertmanager", () => {
  it("knows firing and resolved by the same labels, which hold no measured value", () => {
    const [firing, resolved] = [anAlert(), resolvedAlert({ value: 900, summary: "Over." })].map((alert) =>
      toPostableAlert(alert, nowMs, keepMs),
    );
    expect(firing?.labels).toEqual(resolved?.labels);
    expect(firing?.labels).toEqual({
      alertname: "gateway_silent",
      severity: "critical",
      subject_kind: "endpoint",
      subject: "os::0012AB-1",
      home_id: "home-1",
      endpoint_id: "os::0012AB-1",
      fingerprint: "fingerprint-1",
    });
    expect(firing?.annotations).toMatchObject({
      value: "300",
      unit: "s",
      expected: "10",
      model_name: "HGW-1",
    });
    const labels = { class: "gateway_silent", label: "area", value: "north", area: "north" };
    const group = anAlert({ alert_class: "fleet", value: 20, children: 20, labels });
    expect(toPostableAlert(group, nowMs, keepMs)?.annotations).toMatchObject({ value: "20", area: "north" });
  });

  it("gets no empty label, and no end before the start, whatever the gateway's clock says", () => {
    const ahead = epochMs(nowMs + 120_000);
    const group = anAlert({ home_id: "", endpoint_id: null, raised_at: ahead });
    expect(Object.values(toPostableAlert(group, nowMs, keepMs)?.labels ?? {})).not.toContain("");
    const ended = toPostableAlert(resolvedAlert({ raised_at: ahead, cleared_at: ahead }), nowMs, keepMs);
    expect(ended).toMatchObject({
      startsAt: new Date(nowMs).toISOString(),
      endsAt: new Date(nowMs).toISOString(),
    });
  });

  it("one that can't be told keeps none of the others from being told again", () => {
    const target: NotifyTarget = { kind: "alertmanager", name: "am", url: "http://am", headers: {} };
    const odd = anAlert({ fingerprint: "odd", raised_at: epochMs(-9e15) });
    const firing = renderFiring(target, [odd, anAlert()], nowMs, keepMs);
    expect(firing).toMatchObject({
      told: 1,
      odd: [{ alert: odd, detail: "RangeError: Invalid time value" }],
    });
    expect(JSON.parse(firing.posting.body)).toMatchObject([{ labels: { fingerprint: "fingerprint-1" } }]);
  });
});

describe("CloudEvents", () => {
  it("an event's id is the transition's, and its data the record with times to read", () => {
    expect(toCloudEvent(resolvedAlert())).toMatchObject({
      id: "episode-1/1",
      subject: "fingerprint-1",
      time: "2026-01-02T03:14:05.000Z",
      data: { cleared_at: "2026-01-02T03:14:05.000Z", value: 300, evidence: { expected: 10 } },
    });
    expect(Object.keys(toCloudEvent(anAlert()).data)).toEqual(Object.keys(anAlert()));
  });

  it("attribute names are of lower-case letters and digits", () => {
    expect(Object.keys(toCloudEvent(anAlert())).filter((name) => !/^[a-z0-9]{1,20}$/.test(name))).toEqual([]);
  });
});

describe("TMF642", () => {
  it("the kind of event, and the listener's path for it", () => {
    const target: NotifyTarget = { kind: "tmf642", name: "oss", url: "http://oss/tmf/", headers: {} };
    const render = createRender(target, keepMs);
    const urls = [anAlert(), anAlert({ sequence: 1 }), resolvedAlert()].map(
      (alert) => render(alert, nowMs)?.url,
    );
    expect(urls).toEqual([
      "http://oss/tmf/listener/alarmCreateEvent",
      "http://oss/tmf/listener/alarmAttributeValueChangeEvent",
      "http://oss/tmf/listener/alarmStateChangeEvent",
    ]);
  });

  it("every class has X.733's type and cause; a group's alert has those of what it stands for", () => {
    const causes = alertClasses.map((alertClass) => {
      const { alarm } = toTmf642Event(anAlert({ alert_class: alertClass })).event;
      return `${alarm.alarmType} ${alarm.probableCause}`;
    });
    expect(causes.filter((cause) => !/^[a-z][A-Za-z]+Alarm [a-z][A-Za-z]+$/.test(cause))).toEqual([]);
    const fleet = anAlert({
      alert_class: "fleet",
      subject_kind: "group",
      labels: { class: "gateway_silent" },
    });
    expect(toTmf642Event(fleet).event.alarm).toMatchObject({
      probableCause: "lossOfSignal",
      isRootCause: true,
    });
  });

  it("a class that only a newer worker knows has an indeterminate cause, and so has a group's alert of one", () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a newer version writes
    const newer = anAlert({ alert_class: "beacon_loss" as Alert["alert_class"] });
    const odd = anAlert({ alert_class: "fleet", labels: { class: "toString" } });
    const causes = [newer, odd].map((alert) => toTmf642Event(alert).event.alarm.probableCause);
    expect(causes).toEqual(["indeterminate", "indeterminate"]);
  });

  it("a child names its parent; what maintenance suppresses is out of service", () => {
    const child = anAlert({ state: "suppressed", parent_episode_id: "parent" });
    expect(toTmf642Event(child).event.alarm).toMatchObject({
      parentAlarm: [{ id: "parent" }],
      isRootCause: false,
    });
    expect(toTmf642Event(anAlert({ state: "suppressed" })).event.alarm.plannedOutageIndicator).toBe(
      "OutOfService",
    );
  });
});

describe("PagerDuty", () => {
  it("one incident an alert: the key is the fingerprint, within its length", () => {
    const keyOf = (fingerprint: string) => toPagerdutyEvent(anAlert({ fingerprint }), "k")?.dedup_key ?? "";
    expect(keyOf("f")).toBe("f");
    expect(keyOf("x".repeat(255))).toHaveLength(255);
    expect(keyOf("x".repeat(256))).toHaveLength(64);
    expect(keyOf("x".repeat(256))).not.toBe(keyOf("x".repeat(257)));
  });

  it("a summary is cut to the length it takes", () => {
    const event = toPagerdutyEvent(anAlert({ summary: "s".repeat(2000) }), "k");
    expect(event).toMatchObject({ payload: { summary: "s".repeat(1024) } });
  });
});
