/** Each detector by the windows it looks at: what fires, when, and what must not. Minutes count from 0. */
import { describe, expect, it } from "vitest";
import { blankRadioWindow } from "#processors/scenarios/blank.ts";
import type { HomeWindow, RadioWindow, StationWindow } from "#schemas/home-window.ts";
import { around, hour, look, station, windowAt, type StationAt } from "./watch.fixture.ts";
import { createHomeWatch } from "./watch.ts";

describe("an RSSI drop", () => {
  /** So long it takes to know that a station stays where it is. */
  const known = 24 * hour;
  const drop = (at: number, fallen: StationAt): StationAt =>
    at >= known && at < known + 20 ? fallen : { rssi: around(-60, at) };

  it.each([
    {
      of: "with half the rate is raised after three windows, resolved three after its end",
      fallen: { rssi: -80, rate: 90_000 },
      want: ["1443 rssi_drop firing aa", "1463 rssi_drop resolved aa"],
    },
    {
      of: "with twice the retries is raised",
      fallen: { rssi: -80, retry: 0.4 },
      want: ["1443 rssi_drop firing aa", "1463 rssi_drop resolved aa"],
    },
    { of: "without impact is none", fallen: { rssi: -80 }, want: [] },
    { of: "to a level that is still good is none", fallen: { rssi: -70, rate: 90_000 }, want: [] },
  ])("$of", ({ fallen, want }) => {
    expect(look(0, known + hour, (at) => windowAt(at, [station("aa", drop(at, fallen))]))).toEqual(want);
  });

  it("of one or two windows is none", () => {
    const dip = (at: number): StationAt =>
      at % 30 < 2 && at > known ? { rssi: -80, rate: 90_000 } : { rssi: around(-60, at) };
    expect(look(0, known + hour, (at) => windowAt(at, [station("aa", dip(at))]))).toEqual([]);
  });

  it("in the first hour of a station is none", () => {
    const early = (at: number): StationAt =>
      at < 30 ? { rssi: around(-60, at) } : { rssi: -80, rate: 90_000 };
    expect(look(0, hour - 2, (at) => windowAt(at, [station("aa", early(at))]))).toEqual([]);
  });

  it("is raised though minutes of an earlier fault are among what was usual", () => {
    const again = (at: number): StationAt =>
      at >= known - 60 && at < known - 55 ? { rssi: -71 } : drop(at, { rssi: -74, rate: 90_000 });
    expect(look(0, known + hour, (at) => windowAt(at, [station("aa", again(at))]))).toEqual([
      "1446 rssi_drop firing aa",
      "1463 rssi_drop resolved aa",
    ]);
  });

  it("is raised of a station that was elsewhere four times a day, but came back where it was", () => {
    const back = (at: number): StationAt =>
      at < known && at % (6 * hour) > 330 ? { rssi: around(-45, at) } : drop(at, { rssi: -80, rate: 90_000 });
    expect(look(0, known + hour, (at) => windowAt(at, [station("aa", back(at))]))).toEqual([
      "1443 rssi_drop firing aa",
      "1463 rssi_drop resolved aa",
    ]);
  });

  it("is raised though an hour's fault before is a tenth of the last hours", () => {
    const again = (at: number): StationAt =>
      at >= known - 150 && at < known - 90
        ? { rssi: around(-74, at) }
        : drop(at, { rssi: -80, rate: 90_000 });
    expect(look(0, known + hour, (at) => windowAt(at, [station("aa", again(at))]))).toEqual([
      "1443 rssi_drop firing aa",
      "1463 rssi_drop resolved aa",
    ]);
  });

  it("to where a station often is, is none: it was moved there again", () => {
    const often = (at: number): StationAt =>
      at < known && at % (12 * hour) < 3 * hour
        ? { rssi: around(-82, at) }
        : drop(at, { rssi: -80, rate: 90_000 });
    expect(look(0, known + hour, (at) => windowAt(at, [station("aa", often(at))]))).toEqual([]);
  });

  it("of a station that moves about is none", () => {
    const moving = (at: number): StationAt => drop(at, { rssi: -85, rate: 90_000 });
    const roaming = (at: number): StationAt => ({
      ...moving(at),
      rssi: at < known ? -50 - (at % 30) : moving(at).rssi,
    });
    expect(look(0, known + hour, (at) => windowAt(at, [station("aa", roaming(at))]))).toEqual([]);
  });

  it("of a station that moves about is one where nothing was heard on the way", () => {
    const moving = (at: number): StationAt => ({
      ...drop(at, { rssi: -85, rate: 90_000 }),
      ...(at < known ? { rssi: around(at % 120 < 60 ? -48 : -60, at) } : {}),
    });
    const onTheWay = (levels: readonly number[]) => (at: number) => {
      const row = station("aa", moving(at));
      const counts = levels.map(() => 3);
      return windowAt(at, [at === known ? { ...row, rssi_bins: [...levels], rssi_counts: counts } : row]);
    };
    expect(look(0, known + 10, onTheWay([-85, -84, -83, -60]))).toEqual(["1443 rssi_drop firing aa"]);
    expect(look(0, known + 10, onTheWay([-85, -84, -72, -60]))).toEqual([]);
  });

  it("that stays becomes usual in an hour and a half, and is resolved", () => {
    const fallen = (at: number): StationAt =>
      at >= known ? { rssi: around(-80, at), rate: 90_000 } : { rssi: around(-60, at) };
    const told = look(0, known + 3 * hour, (at) => windowAt(at, [station("aa", fallen(at))]));
    expect(told[0]).toBe("1443 rssi_drop firing aa");
    expect(told[1]).toMatch(/^1(4[7-9]|5[0-2])\d rssi_drop resolved aa$/);
    expect(told).toHaveLength(2);
  });
});

describe("a whole gateway", () => {
  const macs = ["a1", "a2", "a3", "a4", "a5", "a6", "a7"];
  /** So long it takes to know that its stations stay where they are. */
  const from = 13 * hour;
  const home = (at: number, fallen: number, more: Partial<HomeWindow> = {}): HomeWindow => {
    const isDown = at >= from && at < from + 20;
    const rows = macs.map((mac, index) =>
      isDown && index < fallen
        ? station(mac, { rssi: -80, rate: 90_000 })
        : station(mac, { rssi: around(-60, at) }),
    );
    return windowAt(at, rows, more);
  };

  it("whose stations all fall at once is one alert of the home, and none of its stations", () => {
    expect(look(0, from + hour, (at) => home(at, 7))).toEqual([
      "781 gateway_wide firing home",
      "803 gateway_wide resolved home",
    ]);
  });

  it("of which more stations are bad than chance explains is told after eight windows and the first", () => {
    const told = look(0, from + hour, (at) => home(at, 5));
    expect(told).toEqual(["789 gateway_wide firing home", "803 gateway_wide resolved home"]);
  });

  it.each([
    { of: "whose retries rise while others fill the air is told", bytes: 100_000, want: true },
    // 300 MB in a minute at 100 Mbit/s are 40 % of it.
    { of: "whose retries rise under a large download of its own is not", bytes: 300_000_000, want: false },
  ])("$of", ({ bytes, want }) => {
    const told = look(0, from + hour, (at) => {
      const isNow = at >= from && at < from + 20;
      const rows = macs.map((mac) => station(mac, { rssi: around(-60, at), retry: isNow ? 0.3 : 0.02 }));
      const loader = station("ff", { rssi: around(-60, at), rate: 100_000, bytes: isNow ? bytes : 1000 });
      return windowAt(at, [...rows, loader]);
    });
    expect(told.some((text) => text.includes("gateway_wide firing"))).toBe(want);
  });

  it("says nothing for five minutes after a reboot", () => {
    const uptime = (at: number): number => (at < from ? 100_000 + at * 60 : (at - from) * 60);
    const told = look(0, from + hour, (at) => home(at, 7, { uptime_seconds: uptime(at) }));
    expect(told[0]).toBe("786 gateway_wide firing home");
  });
});

describe("noise on 2.4 GHz that halves all rates", () => {
  const from = 6 * hour;
  const radio: RadioWindow = {
    ...blankRadioWindow,
    radio: "radio.1.",
    band: "2.4GHz",
    channel: 6,
    samples: 12,
    noise_mean_dbm: -95,
    channel_utilization_mean_percent: 20,
    channel_utilization_max_percent: 20,
    stations_peak: 4,
  };
  it("or a channel that others fill is told though it costs nobody anything, a download of the home is not", () => {
    const full = (bytes: number) => (at: number) => {
      const isNow = at >= from && at < from + 10;
      const rows = ["a1", "a2", "a3"].map((mac) => ({
        ...station(mac, { rssi: around(-60, at), rate: 100_000, bytes: isNow ? bytes : 1000 }),
        band: "2.4GHz",
      }));
      return windowAt(at, rows, {
        radios: [{ ...radio, channel_utilization_mean_percent: isNow ? 95 : 20 }],
      });
    };
    const told = look(0, 7 * hour, full(1000));
    expect(told[0]).toBe("361 gateway_wide firing home");
    // Three times 25 % of the air.
    expect(look(0, 7 * hour, full(187_500_000))).toEqual([]);
  });

  it.each([
    { of: "counts no bytes of its stations", bytes: 0, retry: 0, want: [] },
    { of: "has a station so far away that most it sends is in vain", bytes: 5_000_000, retry: 19, want: [] },
    {
      of: "has one that sends as much near by",
      bytes: 5_000_000,
      retry: 0,
      want: ["361 gateway_wide firing home"],
    },
  ])("is nobody's when the gateway $of", ({ bytes, retry, want }) => {
    const filled = (at: number) => {
      const isNow = at >= from && at < from + 10;
      const rows = ["a1", "a2", "a3"].map((mac) => ({
        ...station(mac, {
          rssi: around(-60, at),
          rate: 36_000,
          bytes: isNow && mac === "a1" ? bytes : Math.min(bytes, 1000),
          retry,
        }),
        band: "2.4GHz",
      }));
      return windowAt(at, rows, {
        radios: [{ ...radio, channel_utilization_mean_percent: isNow ? 80 : 20 }],
      });
    };
    expect(look(0, from + 9, filled)).toEqual(want);
  });

  it("or fills it is told of a gateway whose levels are no dBm", () => {
    const blurred = (at: number) => {
      const rows = ["a1", "a2", "a3"].map((mac) => ({
        ...station(mac, { rssi: -60, bytes: 1000 }),
        band: "2.4GHz",
        rssi_count: 0,
        rssi_bins: [],
        rssi_counts: [],
      }));
      const percent = at >= from && at < from + 10 ? 95 : 20;
      return windowAt(at, rows, { radios: [{ ...radio, channel_utilization_mean_percent: percent }] });
    };
    expect(look(0, 7 * hour, blurred)[0]).toBe("361 gateway_wide firing home");
  });

  const noisy = (noiseDbm: number, minutes: number, samples: number) => (at: number) => {
    const isNow = at >= from && at < from + minutes;
    const rows = ["a1", "a2", "a3", "a4"].map((mac) => ({
      ...station(mac, { rssi: around(-60, at), rate: isNow ? 60_000 : 140_000 }),
      band: "2.4GHz",
    }));
    return windowAt(at, rows, { radios: [{ ...radio, samples, noise_mean_dbm: isNow ? noiseDbm : -95 }] });
  };

  it.each([
    { of: "there when", quietMinutes: 0 },
    { of: "ten minutes after", quietMinutes: 10 },
  ])("is told $of the home is back after half a day's silence", ({ quietMinutes }) => {
    const watch = createHomeWatch();
    const back = 18 * hour;
    const noise = noisy(-70, 20, 12);
    expect(look(0, from, noise, watch)).toEqual([]);
    const begins = back + quietMinutes;
    const again = (at: number): HomeWindow => {
      const { stations, radios } = noise(at - begins + from);
      return windowAt(at, stations, { radios });
    };
    expect(look(back, begins + 5, again, watch)).toContain(`${begins + 1} gateway_wide firing home`);
  });

  it.each([
    { of: "of an oven is none", noiseDbm: -80, minutes: 6, want: [] },
    { of: "of two ovens one after the other is none", noiseDbm: -80, minutes: 11, want: [] },
    {
      of: "of two ovens at once, a report a window, is none",
      noiseDbm: -70,
      minutes: 6,
      samples: 1,
      want: [],
    },
    {
      of: "of a report a window is the gateway's when it lasts longer than an oven runs",
      noiseDbm: -70,
      minutes: 8,
      samples: 1,
      want: ["367 gateway_wide firing home", "371 gateway_wide resolved home"],
    },
    {
      of: "louder than an oven is the gateway's",
      noiseDbm: -70,
      minutes: 6,
      want: ["361 gateway_wide firing home", "369 gateway_wide resolved home"],
    },
    {
      of: "longer than an oven runs is too",
      noiseDbm: -80,
      minutes: 13,
      want: ["372 gateway_wide firing home", "376 gateway_wide resolved home"],
    },
  ])("$of", ({ noiseDbm, minutes, samples = 12, want }) => {
    expect(look(0, 7 * hour, noisy(noiseDbm, minutes, samples))).toEqual(want);
  });
});

describe("a stuck sensor", () => {
  const stuck = (at: number, bytes: number): HomeWindow =>
    windowAt(at, [station("aa", { rssi: -60, bytes })]);

  it("is raised after 200 equal samples over half an hour of traffic, begun within the window before", () => {
    expect(look(0, hour, (at) => stuck(at, 1000))).toEqual(["29 sensor_stuck firing aa"]);
  });

  it("is none the later for reports that are lost, unless most are", () => {
    const lossy = (coverage: number) => (at: number) => {
      const { stations, ...window } = stuck(at, 1000);
      const few = Math.round(12 * coverage);
      const row = { samples: few, rssi_count: few, rssi_counts: [few] };
      return { ...window, coverage, stations: stations.map((each) => ({ ...each, ...row })) };
    };
    expect(look(0, hour, lossy(0.5))).toEqual(["29 sensor_stuck firing aa"]);
    expect(look(0, 2 * hour, lossy(0.25))).toEqual(["34 sensor_stuck firing aa"]);
  });

  it("is none without traffic: a sleeping device stays where it is", () => {
    expect(look(0, 3 * hour, (at) => stuck(at, 0))).toEqual([]);
  });

  /** Used for more than a day, then without traffic. */
  const idleFrom = 30 * hour;
  const idle = (at: number, macs: readonly string[]): HomeWindow =>
    windowAt(
      at,
      macs.map((mac) => station(mac, { rssi: around(-60, at), bytes: at < idleFrom ? 1000 : 0 })),
    );

  it("is one whose counters stand still, when it hardly ever was without traffic", () => {
    const told = look(0, idleFrom + hour, (at) => idle(at, ["aa"]));
    expect(told).toEqual([`${idleFrom + 29} sensor_stuck firing aa`]);
  });

  it("is one whose counters stand still though its gateway's levels are no dBm", () => {
    const blurred = (at: number): HomeWindow => {
      const window = idle(at, ["aa"]);
      const noLevel = { rssi_count: 0, rssi_bins: [], rssi_counts: [], rssi_out_of_range: 12 };
      return { ...window, stations: window.stations.map((row) => ({ ...row, ...noLevel })) };
    };
    expect(look(0, idleFrom + hour, blurred)).toEqual([`${idleFrom + 29} sensor_stuck firing aa`]);
  });

  it("is none when three have no traffic at once: the line is down", () => {
    expect(look(0, idleFrom + hour, (at) => idle(at, ["a1", "a2", "a3"]))).toEqual([]);
  });

  it("is none by time that a silence hid, and the later for it", () => {
    const watch = createHomeWatch();
    const same = (at: number): HomeWindow => stuck(at, 1000);
    expect(look(0, 20, same, watch)).toEqual([]);
    expect(look(60, 65, same, watch)).toEqual([]);
    expect(look(65, 2 * hour, same, watch)).toEqual(["69 sensor_stuck firing aa"]);
  });

  it("is one whose counters stand still, though a window between does not say how far they have come", () => {
    const unsaid = (at: number): HomeWindow => {
      const window = idle(at, ["aa"]);
      const isUnsaid = at === idleFrom + 10;
      const stations = window.stations.map((row) => ({ ...row, bytes_sent: null, bytes_received: null }));
      return isUnsaid ? { ...window, stations } : window;
    };
    expect(look(0, idleFrom + hour, unsaid)).toEqual([`${idleFrom + 29} sensor_stuck firing aa`]);
  });

  it("is unsure where its counters are not reported any more, and over after a day", () => {
    const endsAt = idleFrom + 40;
    const ended = (at: number): HomeWindow => {
      const { stations, ...window } = idle(at, ["aa"]);
      const unsaid = at >= endsAt ? { bytes_sent: null, bytes_received: null } : {};
      return { ...window, stations: stations.map((row) => ({ ...row, ...unsaid })) };
    };
    expect(look(0, endsAt + 25 * hour, ended)).toEqual([
      `${idleFrom + 29} sensor_stuck firing aa`,
      `${endsAt + 30} sensor_stuck no_data aa`,
      `${endsAt + 24 * hour + 1} sensor_stuck resolved aa`,
    ]);
  });

  it("is resolved when the level moves again", () => {
    const freed = (at: number): HomeWindow =>
      at < 40 ? stuck(at, 1000) : windowAt(at, [station("aa", { rssi: around(-60, at) })]);
    expect(look(0, hour, freed)).toEqual(["29 sensor_stuck firing aa", "42 sensor_stuck resolved aa"]);
  });
});

describe("a weak station", () => {
  const raised = ["14 sticky firing aa", "22 sticky resolved aa"];

  it.each<{ of: string; samplesAt: (at: number) => number; want: readonly string[] }>([
    { of: "for four windows of one report", samplesAt: () => 1, want: raised },
    { of: "and windows of many keep it, and end it", samplesAt: (at) => (at < 14 ? 1 : 12), want: raised },
    { of: "but not by windows of many alone: their reports tell it", samplesAt: () => 12, want: [] },
  ])("is sticky when another access point hears it well $of", ({ samplesAt, want }) => {
    const told = look(0, 30, (at) => {
      const samples = samplesAt(at);
      const isNow = at >= 10 && at < 20;
      const row = station("aa", { rssi: isNow ? -78 : -60, other: isNow ? -60 : -62, samples });
      return windowAt(at, [row], { received: samples, expected: samples });
    });
    expect(told).toEqual(want);
  });

  it("is not sticky when nobody hears it better", () => {
    expect(look(0, 30, (at) => windowAt(at, [station("aa", { rssi: around(-78, at), other: -74 })]))).toEqual(
      [],
    );
  });

  it("without a measurement of others is weak and does not roam, where it has roamed before and hardly moves", () => {
    const stay = 23 * hour;
    const place = (at: number): StationAt =>
      at < 5 ? { rssi: -60, accessPoint: "ap.2." } : { rssi: around(-79, at) };
    expect(look(0, stay, (at) => windowAt(at, [station("aa", place(at))]))).toEqual([
      expect.stringMatching(/^5\d\d weak_not_roaming firing aa$/),
    ]);
    expect(look(0, stay, (at) => windowAt(at, [station("aa", { rssi: around(-79, at) })]))).toEqual([]);
  });

  it("that no other access point hears has nowhere to go, where they hear other stations", () => {
    const stay = 23 * hour;
    const rows = (at: number): StationWindow[] => [
      station("aa", at < 5 ? { rssi: -60, accessPoint: "ap.2." } : { rssi: around(-79, at) }),
      ...(at % (6 * hour) === 0 ? [station("bb", { rssi: -50, other: -80 })] : []),
    ];
    expect(look(0, stay, (at) => windowAt(at, rows(at)))).toEqual([]);
  });

  it("that is weak by a hair, by turns, is one alert", () => {
    const place = (at: number): StationAt => {
      if (at < 5) return { rssi: -60, accessPoint: "ap.2." };
      const isNear = at > 12 * hour && Math.floor(at / 10) % 2 === 0;
      return { rssi: isNear ? -77 : around(-80, at) };
    };
    const told = look(0, 23 * hour, (at) => windowAt(at, [station("aa", place(at))]));
    expect(told).toEqual([expect.stringMatching(/^5\d\d weak_not_roaming firing aa$/)]);
  });
});
