import { expect, test } from "vitest";
import { type SelectionFlags, toSelection } from "./select.ts";

const nowMs = Date.UTC(2026, 11, 1, 12);
const hourMs = 3_600_000;
const flags: SelectionFlags = { from: "1d", reason: [], stage: [], endpoint: [], redriven: false };
const select = (more: Partial<SelectionFlags>, names: readonly string[] = []) =>
  toSelection({ ...flags, ...more }, names, nowMs);

test("times are moments, or how long ago", () => {
  const { fromMs, toMs } = select({ from: "2h", to: "2026-12-01T11:30Z" });
  expect([nowMs - fromMs, nowMs - (toMs ?? 0)]).toEqual([2 * hourMs, hourMs / 2]);
  expect(select({}).toMs).toBeNull();
});

test("a letter that is named is meant whenever it came", () => {
  expect(select({}, ["3:1207"])).toMatchObject({ fromMs: 0, names: ["3:1207"] });
});

test.each<{ more: Partial<SelectionFlags>; sentence: RegExp }>([
  { more: { stage: ["nonsense"] }, sentence: /^There is no stage nonsense: there are admit, decode, / },
  { more: { reason: ["topic_unknwon"] }, sentence: /^There is no reason topic_unknwon: did you mean/ },
  { more: { from: "1h", to: "2h" }, sentence: /^There is no time from --from 1h to --to 2h/ },
  { more: { from: "2026-12-02" }, sentence: /^There is no time from --from 2026-12-02 to now/ },
  { more: { from: "2026-02-30" }, sentence: /^--from 2026-02-30 is no time/ },
])("what can mean no letter is a mistake: $more", ({ more, sentence }) => {
  expect(() => select(more)).toThrow(sentence);
  expect(() => select(more)).toThrow(expect.objectContaining({ exitCode: 2 }));
});
