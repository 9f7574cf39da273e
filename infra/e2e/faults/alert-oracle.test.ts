import { describe, expect, test } from "vitest";
import { blankAlert } from "#processors/scenarios/blank.ts";
import type { Alert } from "#schemas/alert.ts";
import { epochMs } from "#schemas/units.ts";
import {
  alertViewProblems,
  heardProblems,
  lifeProblems,
  stageProblems,
  undisturbedProblems,
} from "./alert-oracle.ts";
import type { StoredAlerts } from "./stored-alerts.ts";

const transition = (
  episode: string,
  sequence: number,
  state: Alert["state"],
  more: Partial<Alert> = {},
): Alert => ({
  ...blankAlert,
  alert_class: "rule",
  episode_id: episode,
  fingerprint: `of ${episode}`,
  sequence,
  candidate_sequence: sequence,
  state,
  ...more,
});
const fired = transition("a", 0, "firing");
const changed = transition("a", 1, "firing", { severity: "critical" });
const cleared = transition("a", 2, "resolved");
const life = [fired, changed, cleared];
const stored = (change: Partial<StoredAlerts> = {}): StoredAlerts => ({
  candidates: life,
  alerts: life,
  states: new Map([[cleared.fingerprint, cleared]]),
  ...change,
});

describe("an episode", () => {
  test.each([
    { name: "that fires, changes and clears is right", alerts: life, wrong: 0 },
    { name: "that still fires is right", alerts: [fired], wrong: 0 },
    { name: "told twice is not", alerts: [fired, fired], wrong: 1 },
    { name: "that clears twice is not", alerts: [...life, transition("a", 3, "resolved")], wrong: 1 },
    { name: "of which one is missing is not", alerts: [fired, cleared], wrong: 1 },
    { name: "that begins with its end is not", alerts: [transition("b", 0, "resolved")], wrong: 1 },
    { name: "is told apart from others", alerts: [...life, transition("b", 0, "firing")], wrong: 0 },
  ])("$name", ({ alerts, wrong }) => {
    expect(lifeProblems("topic", alerts)).toHaveLength(wrong);
  });
});

describe("the fleet stage", () => {
  test.each([
    { name: "that told all is right", contents: stored(), wrong: [] },
    {
      name: "that did not tell the end",
      contents: stored({ alerts: [fired, changed], states: new Map([[changed.fingerprint, changed]]) }),
      wrong: ["episodes whose last word is not in usp.alert.v1: a"],
    },
    {
      name: "whose state stands still",
      contents: stored({ states: new Map([[changed.fingerprint, changed]]) }),
      wrong: ["alerts whose state in usp.alert-state.v1 is not the last that was told: of a"],
    },
    {
      name: "with a state of nobody",
      contents: stored({
        states: new Map([
          [cleared.fingerprint, cleared],
          ["x", fired],
        ]),
      }),
      wrong: ["states of alerts that were never told: x"],
    },
  ])("$name", ({ contents, wrong }) => {
    expect(stageProblems(contents)).toEqual(wrong.map((text) => `1 ${text}`));
  });
});

describe("the webhook", () => {
  const heard = (...sequences: readonly number[]) =>
    sequences.map((sequence) => ({ episodeId: "a", sequence }));
  test.each([
    { name: "may hear some again", order: [0, 1, 0, 1, 2], wrong: [] },
    {
      name: "may not hear one before another",
      order: [0, 2, 1],
      wrong: ["1 transitions that the webhook heard before those in front of them: a/2 after 0"],
    },
    { name: "must hear all", order: [0, 1], wrong: ["1 transitions that the webhook never heard: a/2"] },
    {
      name: "hears of nothing else",
      order: [0, 1, 2, 3],
      wrong: ["1 transitions that the webhook heard and nobody told: a/3"],
    },
  ])("$name", ({ order, wrong }) => {
    expect(heardProblems(life, heard(...order))).toEqual(wrong);
  });
});

test("views hold each transition once, and the newest of each alert", () => {
  const row = ({ fingerprint, episode_id, sequence, state }: Alert) => ({
    fingerprint,
    episode_id,
    sequence: String(sequence),
    state,
  });
  const views = { alert: life.map(row), alert_current: [row(cleared)] };
  expect(alertViewProblems(stored(), views)).toEqual([]);
  expect(alertViewProblems(stored(), { ...views, alert: [...views.alert, row(fired)] })[0]).toContain(
    "1 of 4 unexpected",
  );
  expect(alertViewProblems(stored(), { ...views, alert_current: [row(fired)] })[0]).toContain(
    "1 of 1 rows missing",
  );
});

describe("an undisturbed run", () => {
  const always = (): boolean => true;
  test("has other episode ids, and the same alerts", () => {
    const renamed = life.map((alert) => ({ ...alert, episode_id: "other", row_version: 7 }));
    expect(undisturbedProblems(stored(), stored({ candidates: renamed, alerts: renamed }), always)).toEqual(
      [],
    );
  });
  test("tells a transition that is missing, or at another time", () => {
    const late = [fired, changed, { ...cleared, cleared_at: epochMs(5) }];
    expect(undisturbedProblems(stored(), stored({ alerts: late }), always)[0]).toContain(
      "1 of 3 rows missing",
    );
    expect(undisturbedProblems(stored(), stored({ candidates: [fired] }), always)[0]).toContain(
      "2 of 3 rows missing",
    );
  });
  test("proves nothing without alerts", () => {
    expect(undisturbedProblems(stored(), stored(), () => false)).toHaveLength(1);
  });
});
