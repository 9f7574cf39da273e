/** Radios come and go: they are renamed, or their gateway is another one. Minutes count from 0. */
import { describe, expect, it } from "vitest";
import { blankRadioWindow } from "#processors/scenarios/blank.ts";
import type { RadioWindow } from "#schemas/home-window.ts";
import { causeAt, hour, line, windowAt } from "./watch.fixture.ts";
import type { Rule } from "./rules.ts";
import { createHomeWatch, watchWindow, type HomeWatch } from "./watch.ts";

const noisy: Rule = {
  name: "noisy",
  metric: "radio.noise_mean_dbm",
  condition: { operator: ">", value: -80 },
  forMs: 0,
  clear: { operator: "<=", value: -80 },
  clearForMs: 0,
  minSamples: 1,
  severity: "minor",
  scope: {},
  summary: "{subject} is noisy",
};

const radioOf = (endpoint: string, radio: string, noiseDbm: number): RadioWindow => ({
  ...blankRadioWindow,
  endpoint_id: endpoint,
  radio,
  band: "5GHz",
  channel: 36,
  samples: 12,
  noise_mean_dbm: noiseDbm,
  channel_utilization_mean_percent: 20,
  channel_utilization_max_percent: 20,
});

function look(
  from: number,
  until: number,
  radiosAt: (at: number) => readonly RadioWindow[],
  watch: HomeWatch = createHomeWatch(),
): string[] {
  const told: string[] = [];
  for (let at = from; at < until; at += 1) {
    const window = windowAt(at, [], { radios: radiosAt(at) });
    told.push(...watchWindow(watch, window, causeAt(at + 1), [noisy]).map((alert) => line(at + 1, alert)));
  }
  return told;
}

const day = 24 * hour;

describe("an alert about a radio", () => {
  it("ends a day after that was seen last, whatever another gateway's radio of the same path does", () => {
    const told = look(0, 2 * day, (at) => [
      ...(at < 10 ? [radioOf("gateway", "radio.1.", -70)] : []),
      radioOf("extender", "radio.1.", -95),
    ]);
    expect(told).toEqual([
      "1 rule firing radio.1.",
      "20 rule no_data radio.1.",
      `${10 + day} rule resolved radio.1.`,
    ]);
  });

  it("that an older version saw goes on, though its radio is reported now and then only", () => {
    const watch = createHomeWatch();
    const rare = (at: number): RadioWindow[] => (at % 5 === 0 ? [radioOf("gateway", "radio.1.", -70)] : []);
    look(0, 11, rare, watch);
    for (const radio of watch.gateway.radios.values()) radio.lastAt = 0;
    expect(look(11, 60, rare, watch)).toEqual([]);
  });
});

describe("radios under ever new names", () => {
  const renamed = (at: number): RadioWindow[] => [radioOf("gateway", `radio.${at}.`, -70)];

  it("make room for each other, and their alerts end", () => {
    const watch = createHomeWatch();
    look(0, 300, renamed, watch);
    expect([...watch.gateway.radios.keys()]).toEqual(
      Array.from({ length: 64 }, (_, index) => `gateway radio.${300 - 64 + index}.`),
    );
    expect(watch.episodes.size).toBeLessThan(70);
  });
});
