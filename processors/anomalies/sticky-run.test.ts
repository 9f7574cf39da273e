/** Sticky by reports every ten seconds. Seconds count from 0. */
import { describe, expect, it } from "vitest";
import { line, start } from "./watch.fixture.ts";
import { createHomeWatch, watchReport } from "./watch.ts";

interface Shown {
  readonly rssi: number | null;
  /** How another radio hears it in this report. */
  readonly other?: number;
  readonly accessPoint?: string;
}

/** Looks at a report every ten seconds; returns `second class state subject` of what is told. */
function report(until: number, shown: (second: number) => Shown | null, every = 10): string[] {
  const watch = createHomeWatch();
  const told: string[] = [];
  for (let second = 0; second < until; second += every) {
    const at = shown(second);
    const { rssi = null, other, accessPoint = "ap.1." } = at ?? {};
    const stations = [{ staMac: "aa", accessPoint, bssid: null, active: null, rssiDbm: rssi }];
    const observedAt = start + 1000 * second;
    const alerts = watchReport(
      watch,
      {
        endpointId: "gateway",
        observedAt,
        stations: at === null ? [] : stations,
        heard: other === undefined ? [] : [{ staMac: "aa", radio: "radio.2.", rssiDbm: other }],
        isOn: ({ accessPoint: place }, radio) => place.slice(2) === radio.slice(5),
        bandOf: () => "5GHz",
      },
      { homeId: "home", at: observedAt, receivedAt: observedAt, rowVersion: second },
    );
    told.push(...alerts.map((alert) => line(second, alert)));
  }
  return told;
}

/** Measured by others once a minute. */
const minutely = (second: number, other: number): Pick<Shown, "other"> =>
  second % 60 === 30 ? { other } : {};

describe("a station that reports show weak", () => {
  //  second      0 ....... 100 .. 130 ... 160
  //  level       -60       -80    -80     -80
  //  measured    -60 (30)         -60
  //  told                                 sticky
  it("for a minute, and much better heard by another meanwhile, is sticky at once", () => {
    const fallen = (at: number): Shown => ({ rssi: at < 100 ? -60 : -80, ...minutely(at, -60) });
    expect(report(400, fallen)).toEqual(["160 sticky firing aa"]);
  });

  it.each<{ of: string; shown: (second: number) => Shown | null; every?: number }>([
    {
      of: "though another heard it well before it fell: it may hear it weaker, too",
      shown: (at) => ({ rssi: at < 100 ? -60 : -80, ...minutely(at, at < 100 ? -60 : -82) }),
    },
    {
      of: "though another hears it well once it has risen again",
      shown: (at) => ({ rssi: at < 200 ? -80 : -50, ...minutely(at, at < 200 ? -82 : -58) }),
    },
    {
      of: "for less than a minute: it walks past",
      shown: (at) => ({ rssi: at % 100 < 50 ? -80 : -60, other: -60 }),
    },
    { of: "and the other is no better", shown: () => ({ rssi: -78, other: -70 }) },
    { of: "and the other is not good", shown: () => ({ rssi: -88, other: -72 }) },
    {
      of: "and the other is the radio that it is on",
      shown: () => ({ rssi: -80, other: -60, accessPoint: "ap.2." }),
    },
    {
      of: "and roams every half minute",
      shown: (at) => ({ rssi: -80, other: -60, accessPoint: `ap.${3 + (Math.floor(at / 30) % 2)}.` }),
    },
    { of: "once a minute: windows tell that", shown: () => ({ rssi: -80, other: -60 }), every: 60 },
    { of: "without a level", shown: () => ({ rssi: null, other: -60 }) },
    { of: "and then is gone", shown: (at) => (at < 50 ? { rssi: -80, other: -60 } : null) },
  ])("is not sticky $of", ({ shown, every }) => {
    expect(report(600, shown, every)).toEqual([]);
  });
});
