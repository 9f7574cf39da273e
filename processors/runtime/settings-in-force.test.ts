import { describe, expect, test } from "vitest";
import { SettingsInForce } from "./settings-in-force.ts";

const at = (offset: number, home: string | null = null) => ({ offset, home });

describe("settings", () => {
  test("hold from E on, and what held before holds in the replay", () => {
    const inForce = new SettingsInForce([{ from: 0, text: "old" }], "new", at(20));
    expect([10, 11, 19, 20, 21].map((offset) => inForce.changeAt(offset))).toEqual([
      "old",
      null,
      null,
      "new",
      null,
    ]);
  });

  test("do not change within a tick that is partly out", () => {
    const inForce = new SettingsInForce([{ from: 0, text: "old" }], "new", at(20, "home"));
    expect([20, 21].map((offset) => inForce.changeAt(offset))).toEqual(["old", "new"]);
  });

  test("that stay the same are one entry, however often the owner changes", () => {
    const inForce = new SettingsInForce([{ from: 0, text: "same" }], "same", at(20));
    expect(inForce.from(0)).toEqual([{ from: 0, text: "same" }]);
  });

  test("are kept as long as a replay may ask for them", () => {
    const inForce = new SettingsInForce([{ from: 0, text: "old" }], "new", at(20));
    expect(inForce.from(19).map(({ text }) => text)).toEqual(["old", "new"]);
    expect(inForce.from(20).map(({ text }) => text)).toEqual(["new"]);
  });

  test("of the first worker hold from the log's start", () => {
    expect(new SettingsInForce([], "new", at(7)).changeAt(7)).toBe("new");
  });

  test("configured twice with nothing applied in between: the last ones hold", () => {
    const earlier = [
      { from: 0, text: "old" },
      { from: 20, text: "between" },
    ];
    const inForce = new SettingsInForce(earlier, "new", at(20));
    expect([10, 20].map((offset) => inForce.changeAt(offset))).toEqual(["old", "new"]);
  });
});
