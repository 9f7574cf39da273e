import { describe, expect, it } from "vitest";
import type { Label } from "#infra/simulator/world/label.ts";
import type { JudgedHome, Raised } from "./judged-home.ts";
import { matchHome } from "./match.ts";
import { quantile, upperRate } from "./score.ts";

const minute = 60_000;

const label = (startMinute: number, endMinute: number, more: Partial<Label> = {}): Label => ({
  home: "h",
  subject: "aa",
  class: "rssi_drop",
  startMs: startMinute * minute,
  observableMs: startMinute * minute,
  establishedMs: startMinute * minute,
  endMs: endMinute * minute,
  severity: "minor",
  cause: "",
  injected: true,
  ...more,
});

const alert = (raisedMinute: number, clearedMinute: number | null, subject = "aa"): Raised => ({
  alertClass: "rssi_drop",
  subject,
  raisedMs: raisedMinute * minute,
  clearedMs: clearedMinute === null ? null : clearedMinute * minute,
});

const home = (labels: readonly Label[], raised: readonly Raised[]): JudgedHome => ({
  home: "h",
  labels,
  raised,
  days: 1,
  reports: 0,
  stationRows: 0,
  stateBytes: 0,
});

describe("an alert", () => {
  it.each([
    {
      rule: "while its label lasts is right",
      labels: [label(10, 20)],
      raised: [alert(13, 22)],
      want: [1, 1, 1, 0],
    },
    {
      rule: "of another subject is wrong",
      labels: [label(10, 20)],
      raised: [alert(13, 22, "bb")],
      want: [1, 0, 0, 1],
    },
    {
      rule: "long after the end is wrong",
      labels: [label(10, 20)],
      raised: [alert(24, 30)],
      want: [1, 0, 0, 1],
    },
    { rule: "before the start is wrong", labels: [label(10, 20)], raised: [alert(5, 8)], want: [1, 0, 0, 1] },
    {
      rule: "that lasts into the label is about it",
      labels: [label(10, 20)],
      raised: [alert(5, 15)],
      want: [1, 1, 1, 0],
    },
    {
      rule: "twice in one label is right twice",
      labels: [label(10, 30)],
      raised: [alert(13, 15), alert(20, 25)],
      want: [1, 1, 2, 0],
    },
    {
      rule: "about a matter of opinion is neither",
      labels: [label(10, 20, { severity: "marginal" })],
      raised: [alert(13, 22)],
      want: [0, 0, 0, 0],
    },
    {
      rule: "about what nobody could be sure of is neither",
      labels: [label(10, 20, { establishedMs: null })],
      raised: [alert(13, 22)],
      want: [0, 0, 0, 0],
    },
    { rule: "that is missing is not found", labels: [label(10, 20)], raised: [], want: [1, 0, 0, 0] },
  ])("$rule", ({ labels, raised, want }) => {
    const { events, found, right, wrong } = matchHome(home(labels, raised), "rssi_drop");
    expect([events, found, right, wrong.length]).toEqual(want);
  });

  it("of lost reports is not asked for while there are none at all", () => {
    const fall = label(10, 40, { class: "coverage_fall" });
    const silence = label(15, 30, { class: "silence" });
    expect(matchHome(home([fall], []), "coverage_fall").events).toBe(1);
    expect(matchHome(home([fall, silence], []), "coverage_fall").events).toBe(0);
  });

  it("of a station that falls with its radio is not wrong", () => {
    const labels = [label(10, 20, { class: "gateway_wide", subject: "radio:0:5GHz" })];
    const { right, wrong } = matchHome(home(labels, [alert(13, 22)]), "rssi_drop");
    expect([right, wrong]).toEqual([0, []]);
  });

  it("is late by the time since it could be seen", () => {
    const labels = [label(10, 20, { observableMs: 11 * minute })];
    expect(matchHome(home(labels, [alert(14, 22)]), "rssi_drop").delaysMs).toEqual([3 * minute]);
  });
});

it("quantiles are by rank", () => {
  expect([quantile([], 0.5), quantile([3, 1, 2], 0.5), quantile([3, 1, 2], 0.95)]).toEqual([null, 2, 3]);
});

it("none in 300 days is below one in a hundred; of counts the Poisson bound", () => {
  expect(upperRate(0, 300)).toBeCloseTo(0.01);
  // Exact two-sided 95 % limit of 10: 18.39.
  expect(upperRate(10, 1)).toBeCloseTo(18.39, 1);
});
