import fc from "fast-check";
import { expect, it } from "vitest";
import type { Output } from "#processors/runtime/fold.ts";
import { blankEvent, blankGateway, tickAt } from "#processors/scenarios/blank.ts";
import { closingTicks } from "#processors/scenarios/bridges.ts";
import { contentOf, finalWindows, runWhole } from "#processors/scenarios/run.ts";
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

const contentsOf = (outputs: readonly Output[]): object[] =>
  [...finalWindows(outputs).values()].map(contentOf);

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

it("a late report that shows another endpoint to be the one whose uptime counts makes later windows come again", () => {
  // Minute:      0          1                     The home is named after neither: the first by id that tells counts.
  // extender     | told 5   |                     So minute 1 has no uptime, though the gateway's may be said first.
  // gateway      |          | told 700
  const told = (endpoint_id: string, at: number, uptime_seconds: number): TelemetryEvent => ({
    ...blankEvent,
    endpoint_id,
    event_id: endpoint_id,
    observed_at: epochMs(at),
    received_at: epochMs(at + 100),
    gateway: [{ ...blankGateway, uptime_seconds }],
  });
  const [extender, gateway] = [told("extender", 10_000, 5), told("gateway", 70_000, 700)];
  const closing = closingTicks(75_000, "b");
  const outputs = runWhole([
    tickAt(0),
    gateway,
    ...closing,
    extender,
    ...closingTicks(1_080_000, "b"),
  ]).flat();
  const said = outputs.flatMap(({ topic, value }) =>
    topic === "window" && value.window_start === 60_000 ? [[value.revision, value.uptime_seconds]] : [],
  );
  expect(said).toEqual([
    [0, 700],
    [1, null],
  ]);
  const inOrder = runWhole([tickAt(0), extender, gateway, ...closing]).flat();
  expect(contentsOf(outputs)).toEqual(contentsOf(inOrder));
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
