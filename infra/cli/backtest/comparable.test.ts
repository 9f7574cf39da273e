import { expect, test } from "vitest";
import { toComparable } from "./comparable.ts";
import type { SaidAlert } from "./said-alert.ts";

const hour = 3_600_000;
const always = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY, warmUpMs: 2 * hour };
const whole = { from: 0, isWhole: true, isCut: false, recorded: { from: 0, to: 9, low: 0 } };
const cut = { ...whole, from: 100, isWhole: false, isCut: true };
const replayed = { received: { firstMs: 10 * hour, lastMs: 20 * hour }, end: 500 };

const alertAt = (hours: number, offset: number, raisedHours = hours): SaidAlert => ({
  episodeId: "e",
  sequence: 0,
  fingerprint: "f",
  state: "firing",
  severity: "minor",
  alertClass: "sticky",
  rule: null,
  homeId: "home",
  subject: "sta",
  raisedAt: raisedHours * hour,
  receivedAt: hours * hour,
  offset,
});

const rules = [
  { rule: "all of a whole log", span: always, plan: whole, alert: alertAt(10, 0), want: true },
  {
    rule: "not what the workers have yet to do",
    span: always,
    plan: whole,
    alert: alertAt(20, 500),
    want: false,
  },
  { rule: "not what an older log said", span: always, plan: whole, alert: alertAt(15, -7), want: false },
  {
    rule: "not the warm-up of a log that is cut",
    span: always,
    plan: cut,
    alert: alertAt(11, 110),
    want: false,
  },
  { rule: "what is behind that warm-up", span: always, plan: cut, alert: alertAt(12, 120), want: true },
  {
    rule: "not the end of what was raised before the log's start",
    span: always,
    plan: cut,
    alert: alertAt(13, 130, 9),
    want: false,
  },
  {
    rule: "not what was received at the end of the span",
    span: { ...always, toMs: 15 * hour },
    plan: whole,
    alert: alertAt(15, 300),
    want: false,
  },
  {
    rule: "not what was received before the span",
    span: { ...always, fromMs: 12 * hour },
    plan: whole,
    alert: alertAt(11, 100),
    want: false,
  },
];

test.each(rules)("compared: $rule", ({ span, plan, alert, want }) => {
  expect(toComparable(span, plan, replayed, []).includes(alert)).toBe(want);
});

test("where retention has taken recorded alerts, only what comes behind the oldest is compared", () => {
  const plan = { ...whole, recorded: { from: 40, to: 90, low: 40 } };
  const oldest = alertAt(12, 200);
  const { includes } = toComparable(always, plan, replayed, [oldest]);
  expect([oldest, alertAt(12, 201)].map(includes)).toEqual([false, true]);
  expect(toComparable(always, plan, replayed, []).includes(oldest)).toBe(false);
});

test("nothing is compared where nothing was read", () => {
  const { range, includes } = toComparable(always, whole, { received: null, end: 0 }, []);
  expect(range).toBeNull();
  expect(includes(alertAt(12, 0))).toBe(false);
});
