/** What the window views make of records, on a real ClickHouse. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blankHomeWindow, blankStationWindow } from "#processors/scenarios/blank.ts";
import type { HomeWindow, RadioWindow, StationWindow } from "#schemas/home-window.ts";
import { epochMs } from "#schemas/units.ts";
import { january, openViews, type Views } from "./views.ts";

let views: Views;

beforeAll(async () => {
  views = await openViews("window_views_test");
});
afterAll(() => views.close());

const insertWindows = (values: readonly HomeWindow[]): Promise<void> =>
  views.insert("home-window.avsc", "landing_home_window_2", "usp.window.v1", values);

const stationWindow = (mac: string): StationWindow => ({
  ...blankStationWindow,
  sta_mac: mac,
  access_point: "ap",
  samples: 1,
});
const homeWindow = (home: string, revision: number, macs: readonly string[]): HomeWindow => ({
  ...blankHomeWindow,
  home_id: home,
  window_start: epochMs(january),
  revision,
  row_version: 1_000 + revision,
  closed_by: revision === 0 ? "progress" : "late",
  expected: 2,
  late: revision,
  coverage: 0.5,
  stations_peak: macs.length,
  streams: [
    {
      endpoint_id: "gateway",
      profile_id: "p",
      interval_ms: null,
      expected: 2,
      received: 1,
      late: 0,
      duplicate: 0,
    },
  ],
  stations: macs.map(stationWindow),
});

describe("windows", () => {
  it.each([
    { name: "in order", order: [0, 1] },
    { name: "in the wrong order", order: [1, 0] },
    { name: "and each twice", order: [0, 1, 0, 1] },
  ])(
    "show the newest revision alone, inserted $name: a station that is gone from it is gone",
    async ({ name, order }) => {
      const revisions = [homeWindow(name, 0, ["aa", "bb"]), homeWindow(name, 1, ["bb", "cc"])];
      for (const index of order) await insertWindows(revisions.filter((_, revision) => revision === index));
      expect(
        await views.rows(
          `SELECT sta_mac, revision FROM station_window WHERE home_id = '${name}' ORDER BY sta_mac`,
        ),
      ).toEqual([
        { sta_mac: "bb", revision: 1 },
        { sta_mac: "cc", revision: 1 },
      ]);
      expect(
        await views.rows(`SELECT revision, closed_by, coverage, dateDiff('second', window_start, window_end) AS seconds
        FROM home_window WHERE home_id = '${name}'`),
      ).toEqual([{ revision: 1, closed_by: "late", coverage: 0.5, seconds: 60 }]);
      expect(
        await views.rows(`SELECT profile_id, expected FROM stream_window WHERE home_id = '${name}'`),
      ).toEqual([{ profile_id: "p", expected: 2 }]);
    },
  );
});

const radioWindow: RadioWindow = {
  endpoint_id: "gateway",
  radio: "Device.WiFi.Radio.1.",
  band: "5GHz",
  channel: 36,
  samples: 2,
  noise_mean_dbm: -95.5,
  ...{ rssi_count: 0, rssi_bins: [], rssi_counts: [], rssi_out_of_range: 0 },
  ...{ rssi_min_dbm: null, rssi_max_dbm: null, rssi_mean_dbm: null },
  channel_utilization_mean_percent: 30.5,
  channel_utilization_max_percent: 41,
  stations_peak: 2,
  bytes_sent: 900,
  bytes_received: null,
};

describe("what a window measured", () => {
  it("is in the columns of its station, its radio and its home", async () => {
    const station = {
      ...stationWindow("aa"),
      downlink_rate_mean_kbps: 400_000.5,
      uplink_rate_min_kbps: 1000,
      bytes_sent: 2 ** 52,
      packets_sent: 4000,
      retransmissions: 400,
      traffic_ms: 60_000,
      counter_resets: 1,
      retry_share: 0.1,
      associated_ms: 60_000,
    };
    const facts = { wired_hosts_peak: 3, bytes_sent: 2 ** 52, uptime_seconds: 700, software_version: "1.0" };
    const window = { ...homeWindow("measured", 0, []), ...facts, stations: [station], radios: [radioWindow] };
    await insertWindows([window]);
    expect(
      await views.rows(`SELECT downlink_rate_mean_kbps, downlink_rate_min_kbps, uplink_rate_min_kbps, toString(bytes_sent) AS sent,
        bytes_received, packets_sent, retransmissions, traffic_ms, counter_resets, retry_share, associated_ms
        FROM station_window WHERE home_id = 'measured'`),
    ).toEqual([
      {
        downlink_rate_mean_kbps: 400_000.5,
        downlink_rate_min_kbps: null,
        uplink_rate_min_kbps: 1000,
        sent: String(2 ** 52),
        bytes_received: null,
        packets_sent: 4000,
        retransmissions: 400,
        traffic_ms: 60_000,
        counter_resets: 1,
        retry_share: 0.1,
        associated_ms: 60_000,
      },
    ]);
    expect(
      await views.rows(`SELECT channel_utilization_mean_percent AS mean, channel_utilization_max_percent AS most, stations_peak,
        bytes_sent, bytes_received FROM radio_window WHERE home_id = 'measured'`),
    ).toEqual([{ mean: 30.5, most: 41, stations_peak: 2, bytes_sent: 900, bytes_received: null }]);
    expect(
      await views.rows(`SELECT wired_hosts_peak, toString(bytes_sent) AS sent, uptime_seconds, model_name, software_version
        FROM home_window WHERE home_id = 'measured'`),
    ).toEqual([
      {
        wired_hosts_peak: 3,
        sent: String(2 ** 52),
        uptime_seconds: 700,
        model_name: null,
        software_version: "1.0",
      },
    ]);
  });

  it.each([
    { name: "none", bins: [], counts: [], want: [null, null, null] },
    { name: "one sample", bins: [-50], counts: [1], want: [-50, -50, -50] },
    { name: "two", bins: [-70, -50], counts: [1, 1], want: [-70, -70, -50] },
    { name: "ten", bins: [-90, -60, -50, -40], counts: [1, 4, 4, 1], want: [-90, -60, -50] },
    { name: "eleven", bins: [-90, -60, -50, -40], counts: [1, 4, 4, 2], want: [-60, -50, -40] },
    { name: "billions", bins: [-90, -60], counts: [0xffff_ffff, 0xffff_ffff], want: [-90, -90, -60] },
  ])(
    "has the 10th, 50th and 90th percentile of the levels in each view, exactly: $name",
    async ({ name, bins, counts, want }) => {
      const levels = { rssi_count: counts.length, rssi_bins: bins, rssi_counts: counts };
      const rows = {
        stations: [{ ...stationWindow("aa"), ...levels }],
        radios: [{ ...radioWindow, ...levels }],
      };
      await insertWindows([{ ...homeWindow(`levels ${name}`, 0, []), ...levels, ...rows }]);
      for (const view of ["home_window", "station_window", "radio_window"]) {
        expect(
          await views.rows(
            `SELECT rssi_p10_dbm, rssi_p50_dbm, rssi_p90_dbm FROM ${view} WHERE home_id = 'levels ${name}'`,
          ),
        ).toEqual([{ rssi_p10_dbm: want[0], rssi_p50_dbm: want[1], rssi_p90_dbm: want[2] }]);
      }
    },
  );
});
