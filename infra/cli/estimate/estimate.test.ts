import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readSettings } from "../config/read.ts";
import { estimateFleets, format } from "./command.ts";
import { figure, formatEstimate } from "./estimate-text.ts";
import { type Estimate, extrapolate } from "./extrapolate.ts";
import { bytesPerRow } from "./measured.ts";
import { formatSample } from "./sample-report.ts";
import type { Weight } from "./weigh.ts";

const example = new URL("../../../ingest/profiles/example.json", import.meta.url).pathname;
const settings = (env: Record<string, string> = {}) => {
  const reading = readSettings({ env, file: null, readSecret: () => "" }, []);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return reading.values;
};
const flags = { profile: [example], homes: [1000], hostsPerHome: 20, stationsPerHome: 15, interval: 60 };

const estimateFleet = (more: object = {}, env: Record<string, string> = {}): Estimate => {
  const [estimate] = estimateFleets({ ...flags, ...more }, settings(env));
  if (estimate === undefined) throw new Error("no fleet");
  return estimate;
};

describe("from one home to a fleet", () => {
  const weight: Weight = {
    spanMs: 60_000,
    reports: 6,
    stations: 12,
    reportBytes: 60_000,
    kafkaBytes: new Map([["t", 1000]]),
    rows: new Map([["station_observation", 12]]),
    unknown: [],
  };

  test("rates and volumes go with homes and time", () => {
    const estimate = extrapolate(weight, 1000);
    expect(estimate).toMatchObject({ reportsPerSecond: 100, reportBytes: 10_000, mqttMegabytesPerSecond: 1 });
    expect(estimate.kafkaGigabytesPerDay).toEqual({ t: 1.44 });
    const perYear = (12 * 1000 * 1440 * 365 * bytesPerRow.station_observation) / 1e9;
    expect(estimate.clickhouseTotalGigabytesPerYear).toBeCloseTo(perYear);
    expect(estimate.clickhouseKeptGigabytes).toBeCloseTo((perYear * 90) / 365);
    expect(estimate.rowsPerSecond).toBe(200);
  });

  test("there is at least one of each process, and more where one is not enough", () => {
    const least = extrapolate(weight, 1);
    expect(least.processes).toEqual({ mqttBrokers: 1, bridges: 1, workers: 1, sinks: 1 });
    expect(least).toMatchObject({ partitions: 12, kafkaBrokers: 3, clickhouseCores: 1 });
    const { processes, partitions, kafkaBrokers, clickhouseCores } = extrapolate(weight, 10_000_000);
    for (const count of [...Object.values(processes), clickhouseCores]) expect(count).toBeGreaterThan(1);
    expect(kafkaBrokers).toBeGreaterThanOrEqual(3);
    expect([partitions % 12, partitions >= 2 * processes.workers]).toEqual([0, true]);
  });

  test("there are workers enough for the heap of their homes, though few reports come", () => {
    const { processes, workerHeapGigabytes } = extrapolate({ ...weight, spanMs: 86_400_000 }, 1_000_000);
    expect(processes.bridges).toBe(1);
    expect(workerHeapGigabytes).toBeGreaterThan(1);
    expect(workerHeapGigabytes).toBeLessThanOrEqual(2);
    expect(workerHeapGigabytes * processes.workers).toBeCloseTo((1_000_000 * 2 * 8.8) / 1e6);
  });

  test("Kafka keeps by retention, and nothing of what is compacted", () => {
    const kafkaBytes = new Map([
      ["usp.telemetry.v1", 1000],
      ["usp.worker-state.v1", 1000],
    ]);
    const estimate = extrapolate({ ...weight, kafkaBytes }, 1000);
    expect(estimate.kafkaTotalGigabytesPerDay).toBeCloseTo(2 * 1.44);
    expect(estimate.kafkaKeptGigabytes).toBeCloseTo(7 * 1.44);
    expect(estimate.networkMegabytesPerSecond).toMatchObject({
      "bridges to Kafka": 1000 / 60_000,
      "workers to Kafka": 1000 / 60_000,
      "between Kafka's brokers": (2 * 2000) / 60_000,
      "Kafka to sinks": 1000 / 60_000,
    });
  });
});

describe("the example profile", () => {
  test("a thousand homes with a report a minute: 16.7 reports a second, 35 rows of devices each", () => {
    const estimate = estimateFleet();
    expect(estimate.reportsPerSecond).toBeCloseTo(1000 / 60);
    expect(estimate.notCounted).toEqual([]);
    expect(Object.keys(estimate.kafkaGigabytesPerDay).toSorted()).toEqual([
      "usp.parameter.v1",
      "usp.telemetry.v1",
      "usp.window.v1",
      "usp.worker-state.v1",
    ]);
    const rows = (table: keyof typeof bytesPerRow): number =>
      ((estimate.clickhouseGigabytesPerYear[table] ?? 0) * 1e9) / (bytesPerRow[table] * 1000 * 1440 * 365);
    expect(rows("station_observation")).toBeCloseTo(15);
    expect(rows("host_observation")).toBeCloseTo(20);
    expect(rows("telemetry_event")).toBeCloseTo(1);
    expect(rows("home_window")).toBeGreaterThan(0.95);
    expect(rows("home_window")).toBeLessThanOrEqual(1);
  });

  test("twice the homes cost twice, half the interval about twice, no parameters less", () => {
    const total = (more: object, env = {}): number => estimateFleet(more, env).kafkaTotalGigabytesPerDay;
    const once = total({});
    expect(total({ homes: [2000] }) / once).toBeCloseTo(2);
    expect(total({ interval: 30 }) / once).toBeGreaterThan(1.6);
    expect(total({}, { USP_PARAMETER_TOPIC: "false" })).toBeLessThan(0.9 * once);
    expect(total({ stationsPerHome: 0, hostsPerHome: 0 })).toBeLessThan(0.2 * once);
  });

  test("a home is written down when its replay distance is over, not with every report", () => {
    const stateOf = (more: object, env = {}): number =>
      estimateFleet({ hostsPerHome: 0, ...more }, env).kafkaGigabytesPerDay["usp.worker-state.v1"] ?? 0;
    // The same windows; a twelfth of the interval, and no more of the home than half as much again.
    expect(stateOf({ interval: 5 }) / stateOf({ interval: 60 })).toBeLessThan(1.5);
    const eachReport = stateOf({ interval: 60 }, { USP_WORKER_REPLAY_DISTANCE_MS: "1000" });
    expect(eachReport / stateOf({ interval: 60 })).toBeGreaterThan(2);
  });

  test("the text names every figure and no nonsense", () => {
    const text = formatEstimate(estimateFleet());
    expect(text).toMatch(/^reports +16\.7 a second of \d+\.\d kB\nMQTT .*\nKafka +\d/);
    expect(text).toMatch(/1 bridge, 1 worker, 1 sink, each on at most 50 % of a core$/m);
    expect(text).toMatch(/sinks by 0\.57 us a row$/m);
    expect(text).toMatch(/^measured +npm run bench.*\d{4}-\d\d-\d\d/m);
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(120);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test("a profile's report names its values by TR-369's rule; what nothing answers to is told", () => {
  const model = new Map<string, string | number | boolean>([
    ["Device.Hosts.Host.3.Active", true],
    ["Device.Hosts.Host.3.IPv4Address.1.IPAddress", "192.0.2.1"],
    ["Device.WiFi.AccessPoint.1.AssociatedDevice.2.SignalStrength", -44],
    ["Device.DeviceInfo.UpTime", 7],
  ]);
  const parameters = [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "rssi", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*.SignalStrength" },
    { name: "", reference: "Device.DeviceInfo." },
    { name: "Mesh", reference: "Device.WiFi.DataElements." },
  ];
  const { payload, unknown } = formatSample(model, parameters, 1_760_000_000_500);
  expect(JSON.parse(payload.toString())).toEqual({
    Report: [
      {
        CollectionTime: 1_760_000_000,
        "Hosts.3.Active": true,
        "Hosts.3.IPv4Address.1.IPAddress": "192.0.2.1",
        "rssi.1.2": -44,
        "Device.DeviceInfo.UpTime": 7,
      },
    ],
  });
  expect(unknown).toEqual(["Device.WiFi.DataElements."]);
});

test.each([
  [1666.7, "1,670"],
  [12.94, "12.9"],
  [0.04321, "0.0432"],
  [0, "0"],
])("%d is told as %s", (value, want) => {
  expect(figure(value)).toBe(want);
});

/** A text's words with `#` for each number and single blanks, and its numbers. */
const apart = (text: string) => ({
  words: text.replaceAll(numbers, "#").replaceAll(/ +/g, " "),
  numbers: [...text.matchAll(numbers)].map(([found]) => Number(found.replaceAll(",", ""))),
});
const numbers = /\d[\d,]*(?:\.\d+)?/g;

describe("the page on sizing", () => {
  const page = readFileSync(new URL("./README.md", import.meta.url), "utf8");
  const examples = [...page.matchAll(/^```sh\nusp-telemetry estimate (.*)\n```\n\n```text\n([^`]*)\n```$/gm)];

  test.each(examples.map(([, options = "", told = ""]) => ({ options, told })))(
    "tells what the command does, within a twentieth: $options",
    ({ options, told }) => {
      const valueOf = (name: string): string => new RegExp(`--${name} (\\S+)`).exec(options)?.[1] ?? "";
      const homes = valueOf("homes").split(",").map(Number);
      expect(valueOf("profile")).toBe("ingest/profiles/example.json");
      const estimates = estimateFleets(
        { ...flags, homes, interval: Number(valueOf("interval")) },
        settings(),
      );
      const [now, then] = [format(estimates), told].map(apart);
      expect(now?.words).toBe(then?.words);
      for (const [index, number] of (now?.numbers ?? []).entries()) {
        const stands = then?.numbers[index] ?? Number.NaN;
        // What a home's records weigh changes a little with each version; what is counted, by one.
        expect(Math.abs(number - stands), `${stands} is ${number} now`).toBeLessThanOrEqual(
          Math.max(0.05 * number, Number.isInteger(number) && number < 100 ? 1 : 0),
        );
      }
    },
  );

  test("has fleets of 10 k to 10 M gateways", () => {
    expect(examples.length).toBeGreaterThan(1);
    for (const [, options] of examples) expect(options).toContain("10000,100000,1000000,10000000");
  });
});
