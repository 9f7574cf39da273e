import fc from "fast-check";
import { expect, it } from "vitest";
import { blankHeardStation, tickAt } from "#processors/scenarios/blank.ts";
import { closingTicks } from "#processors/scenarios/bridges.ts";
import { contentOf, finalWindows, runWhole } from "#processors/scenarios/run.ts";
import { report } from "./reports.fixture.ts";

const macs = ["02:00:00:00:00:01", "02:00:00:00:00:02"];

/** Reports of two stations on two access points, some with what the radios hear of them. */
const history = fc
  .uniqueArray(
    fc.record({
      second: fc.nat(300),
      heard: fc.array(
        fc.record({
          mac: fc.nat(1),
          radio: fc.integer({ min: 1, max: 3 }),
          rssi: fc.integer({ min: -80, max: -60 }),
        }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 15, selector: ({ second }) => second },
  )
  .map((rows) =>
    rows.map(({ second, heard }) =>
      report(1_000_000 + second * 1000, ["01", "02"], {
        heard_stations: heard.map(({ mac, radio, rssi }) => ({
          ...blankHeardStation,
          sta_mac: macs[mac] ?? "",
          radio: `Device.WiFi.Radio.${radio}.`,
          rssi_dbm: rssi,
        })),
      }),
    ),
  );

const contents = (events: ReturnType<typeof report>[]): object[] => {
  const outputs = runWhole([tickAt(990_000), ...events, ...closingTicks(1_900_000, "b")]).flat();
  return [...finalWindows(outputs).values()].map(contentOf);
};

it("what is heard is the same in every window, in whatever order the reports come", () => {
  fc.assert(
    fc.property(history, (events) => {
      const inOrder = events.toSorted((a, b) => a.observed_at - b.observed_at);
      expect(contents(events)).toEqual(contents(inOrder));
    }),
    { numRuns: 50 },
  );
}, 60_000);
