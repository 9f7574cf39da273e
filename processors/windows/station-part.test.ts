import { describe, expect, it } from "vitest";
import { stationAt } from "#processors/scenarios/blank.ts";
import { epochMs } from "#schemas/units.ts";
import { addStationRow, createStationPart } from "./station-part.ts";

const row = { ...stationAt("01", 1, -50), bytes_sent_total: 5 };
const sinceOf = (over: {
  associated_since?: number;
  connected_seconds?: number;
}): number | null | undefined => {
  const { associated_since: since, connected_seconds = null } = over;
  const said = { ...row, connected_seconds, associated_since: since === undefined ? null : epochMs(since) };
  const part = createStationPart(said, 1_000_000);
  addStationRow(part, said, 1_000_000);
  return part.accessPoints[0]?.counters?.last.since;
};

describe("the begin of an association", () => {
  it("is said, or follows from how long it has been", () => {
    expect(sinceOf({ associated_since: 400_000 })).toBe(400_000);
    expect(sinceOf({ connected_seconds: 600 })).toBe(400_000);
    expect(sinceOf({ associated_since: 300_000, connected_seconds: 600 })).toBe(300_000);
    expect(sinceOf({})).toBeNull();
  });

  it("is none where it is a century off", () => {
    expect(sinceOf({ associated_since: 8_640_000_000_000_000 })).toBeNull();
    expect(sinceOf({ connected_seconds: 4_294_967_295 })).toBeNull();
  });
});
