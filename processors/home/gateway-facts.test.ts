import fc from "fast-check";
import { expect, it } from "vitest";
import { blankEvent, blankGateway } from "#processors/scenarios/blank.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { gatewayFieldsAt, keepAsOld, noteGateway } from "./gateway-facts.ts";
import { createHome, endpointOf, type HomeState } from "./state.ts";

const spanAt = (at: number) => {
  const startMs = Math.floor(at / 60) * 60;
  return { startMs, endMs: startMs + 60 };
};

/** `[at, model, version, uptime]` of an endpoint's report. */
type Said = readonly [at: number, model: string | null, version: string | null, uptime: number | null];

function say(home: HomeState, endpointId: string, said: readonly Said[], keepFrom = 0): void {
  for (const [at, model_name, software_version, uptime_seconds] of said) {
    const row = { ...blankGateway, model_name, software_version, uptime_seconds };
    const event: TelemetryEvent = { ...blankEvent, observed_at: epochMs(at), gateway: [row] };
    noteGateway(endpointOf(home, endpointId).facts, event, spanAt(at), keepFrom);
  }
}

const fieldsOf = (home: HomeState, at: number) => Object.values(gatewayFieldsAt(home, spanAt(at)));

it("what is known of a gateway in a window is the newest that was told before its end, in any order", () => {
  const text = fc.option(fc.constantFrom("a", "b", "c"));
  const said = fc.tuple(fc.nat(600), text, text, fc.option(fc.nat(9)));
  const orders = fc
    .array(said, { maxLength: 20 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(orders, fc.nat(600), ([all, other], at) => {
      const [one, two] = [createHome("gateway"), createHome("gateway")];
      say(one, "gateway", all);
      say(two, "gateway", other);
      expect(fieldsOf(two, at)).toEqual(fieldsOf(one, at));
      const { endMs } = spanAt(at);
      const models = all.filter(([time, model]) => time < endMs && model !== null);
      const newest = models.toSorted(([a, x], [b, y]) => a - b || ((x ?? "") < (y ?? "") ? -1 : 1)).at(-1);
      expect(gatewayFieldsAt(one, spanAt(at)).model_name).toBe(newest?.[1] ?? null);
    }),
  );
});

it("an uptime is that of its window only, and of the endpoint that the home is named after where there are more", () => {
  const home = createHome("os::gateway");
  say(home, "os::extender", [[70, "extender", "9", 5]]);
  expect(fieldsOf(home, 70)).toEqual([5, "extender", "9"]);
  say(home, "os::gateway", [[10, "gateway", null, 700]]);
  expect([fieldsOf(home, 10), fieldsOf(home, 70)]).toEqual([
    [700, "gateway", null],
    [null, "gateway", "9"],
  ]);
});

it("what is older than any window that may be asked for is forgotten, but for the newest", () => {
  const home = createHome("gateway");
  say(
    home,
    "gateway",
    [
      [10, "a", null, 1],
      [70, "b", null, 2],
      [130, "c", null, 3],
      [190, "d", null, 4],
    ],
    120,
  );
  expect(home.endpoints.get("gateway")?.facts.models.map(({ value }) => value)).toEqual(["b", "c", "d"]);
  expect(fieldsOf(home, 125)).toEqual([3, "c", null]);
});

it("a clock that was set back leaves what was known, but no uptime", () => {
  const home = createHome("gateway");
  say(home, "gateway", [
    [1000, "a", "1", 1],
    [1100, null, "2", 2],
  ]);
  keepAsOld(endpointOf(home, "gateway").facts);
  expect(fieldsOf(home, 100)).toEqual([null, "a", "2"]);
});
