import { expect, test } from "vitest";
import { compareAlerts } from "./compare.ts";
import type { SaidAlert } from "./said-alert.ts";

const minute = 60_000;

const raise: SaidAlert = {
  episodeId: "e",
  sequence: 0,
  fingerprint: "f",
  state: "firing",
  severity: "minor",
  alertClass: "sticky",
  rule: null,
  homeId: "home",
  subject: "sta",
  raisedAt: minute,
  receivedAt: minute,
  offset: 10,
};
const end: SaidAlert = { ...raise, sequence: 1, state: "resolved", receivedAt: 9 * minute, offset: 90 };
const at = (minutes: number, episodeId = "e2"): SaidAlert => ({
  ...raise,
  episodeId,
  raisedAt: minutes * minute,
  receivedAt: minutes * minute,
});

const none = { recorded: 0, same: 0, moved: 0, vanished: 0, appeared: 0, shiftsMs: [] };
const noneLater = { laterSame: 0, laterVanished: 0, laterAppeared: 0 };

const cases = [
  {
    rule: "what is the same in both is reproduced, ends too",
    recorded: [raise, end],
    replayed: [raise, end],
    want: { ...none, ...noneLater, recorded: 1, same: 1, laterSame: 1 },
    said: [],
  },
  {
    rule: "what is only recorded has vanished",
    recorded: [raise, end],
    replayed: [],
    want: { ...none, ...noneLater, recorded: 1, vanished: 1, laterVanished: 1 },
    said: ["vanished"],
  },
  {
    rule: "what is only made again has appeared",
    recorded: [],
    replayed: [raise, end],
    want: { ...none, ...noneLater, appeared: 1, laterAppeared: 1 },
    said: ["appeared"],
  },
  {
    rule: "a subject's raise within an hour has moved, and by how much is said",
    recorded: [at(50)],
    replayed: [at(48)],
    want: { ...none, ...noneLater, recorded: 1, moved: 1, shiftsMs: [-2 * minute] },
    said: ["moved"],
  },
  {
    rule: "a raise further away is another one",
    recorded: [at(0)],
    replayed: [at(61)],
    want: { ...none, ...noneLater, recorded: 1, vanished: 1, appeared: 1 },
    said: ["vanished", "appeared"],
  },
  {
    rule: "one raise moves once",
    recorded: [at(10)],
    replayed: [at(11), at(12, "e3")],
    want: { ...none, ...noneLater, recorded: 1, moved: 1, appeared: 1, shiftsMs: [minute] },
    said: ["moved", "appeared"],
  },
  {
    rule: "another severity is a difference",
    recorded: [raise, end],
    replayed: [raise, { ...end, severity: "major" as const }],
    want: { ...none, ...noneLater, recorded: 1, same: 1, laterVanished: 1, laterAppeared: 1 },
    said: [],
  },
];

test.each(cases)("$rule", ({ recorded, replayed, want, said }) => {
  const { classes, differences } = compareAlerts(recorded, replayed, false);
  expect(classes.get("sticky")).toEqual(want);
  expect(differences.map(({ what }) => what)).toEqual(said);
});

test("only from the log's start must episode ids be the same", () => {
  const other = { ...raise, episodeId: "other" };
  expect(compareAlerts([raise], [other], false).classes.get("sticky")).toMatchObject({ same: 1 });
  expect(compareAlerts([raise], [other], true).classes.get("sticky")).toMatchObject({ same: 0, moved: 1 });
});

test("alerts with one key are as many as there are", () => {
  const { classes } = compareAlerts([raise], [raise, raise], false);
  expect(classes.get("sticky")).toMatchObject({ recorded: 1, same: 1, appeared: 1 });
});
