import { describe, expect, it } from "vitest";
import { stationAt } from "#processors/scenarios/blank.ts";
import { epochMs } from "#schemas/units.ts";
import { sinceOf } from "./counters.ts";
import { addStationRow, createStationPart } from "./station-part.ts";

const row = { ...stationAt("01", 1, -50), bytes_sent_total: 5 };
const toldSince = (over: {
  associated_since?: number;
  connected_seconds?: number;
}): number | null | undefined => {
  const { associated_since: since, connected_seconds = null } = over;
  const said = { ...row, connected_seconds, associated_since: since === undefined ? null : epochMs(since) };
  const part = createStationPart(said, 1_000_000);
  addStationRow(part, said, 1_000_000);
  const last = part.accessPoints[0]?.counters?.last;
  return last === undefined ? undefined : sinceOf(last);
};

describe("the begin of an association", () => {
  it("is said, or follows from how long it has been", () => {
    expect(toldSince({ associated_since: 400_000 })).toBe(400_000);
    expect(toldSince({ connected_seconds: 600 })).toBe(400_000);
    expect(toldSince({ associated_since: 300_000, connected_seconds: 600 })).toBe(300_000);
    expect(toldSince({})).toBeNull();
  });

  it("is none where it is a century off", () => {
    expect(toldSince({ associated_since: 8_640_000_000_000_000 })).toBeNull();
    expect(toldSince({ connected_seconds: 4_294_967_295 })).toBeNull();
  });
});
