import { describe, expect, it } from "vitest";
import type { Output } from "#processors/runtime/fold.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { tickAt } from "./blank.ts";
import { closingTicks, expiryMs } from "./bridges.ts";
import { contentOf, finalWindows, runCut, runWhole } from "./run.ts";
import { readScenarios } from "./scenario.ts";

const changesOf = (outputs: readonly Output[]): object[] =>
  outputs.filter(({ topic }) => topic === "associationChange").map(({ value }) => ({ ...value, row_version: 0 }));

/** All within the horizon, and by the gateway's own time, which does not jump. */
function isReorderable(events: readonly TelemetryEvent[]): boolean {
  const reports = events.filter(({ kind }) => kind === "report");
  const times = reports.map(({ observed_at: at }) => at);
  const isOnTime = reports.every((event) => Math.abs(event.received_at - event.observed_at) < 60_000);
  const isTimed = reports.every((event) => event.time_quality === "reported");
  return isTimed && isOnTime && Math.max(...times) - Math.min(...times) < 890_000;
}

/** After every event; of a long scenario after so many that all in all as many events are read. */
function cutsOf({ length }: readonly TelemetryEvent[]): number[] {
  const step = Math.ceil((length * length) / mostRead);
  const cuts = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
  return cuts.at(-1) === length ? cuts : [...cuts, length];
}
const mostRead = 7000;

/** Both tick before and after, and never between: all may be in another order than it was received in. */
function amongTwoBridges(messages: readonly TelemetryEvent[]): TelemetryEvent[] {
  const times = messages.map(({ received_at: at }) => at);
  const before = ["a", "b"].map((id) => tickAt(Math.min(...times) - 5000, id, expiryMs));
  return [...before, ...messages, ...closingTicks(Math.max(...times) + 5000, "a", "b")];
}

describe.each(readScenarios())("scenario $name", ({ events, expected }) => {
  const whole = runWhole(events);
  const outputs = whole.flat();

  // Of hours of windows that are but the way to an alert none is expected: they are not looked at.
  const hasWindows = expected.some(({ topic }) => topic === "window");

  it("gives the expected records, and no other", () => {
    const told = outputs.filter(({ topic }) => hasWindows || topic !== "window");
    expect(told.map(({ topic, value }) => ({ topic, value }))).toMatchObject(expected);
  });

  it("gives the same records when cut after any event and restored from snapshots", () => {
    for (const cut of cutsOf(events)) {
      expect(runCut(events, { cut, snapshotBefore: cut, replayFrom: cut }), `cut ${cut}`).toEqual(whole.slice(cut));
    }
  }, 30_000);

  it("gives the same records when what follows the snapshots is replayed muted", () => {
    for (const cut of cutsOf(events)) {
      const snapshotBefore = Math.ceil((2 * cut) / 3);
      for (const replayFrom of [0, Math.floor(cut / 3), snapshotBefore]) {
        const second = runCut(events, { cut, snapshotBefore, replayFrom });
        expect(second, `cut ${cut}, snapshots before ${snapshotBefore}, replay from ${replayFrom}`).toEqual(
          whole.slice(cut),
        );
      }
    }
  }, 30_000);

  it("gives the same content when every event comes twice", () => {
    const doubled = runWhole(events.flatMap((event) => [event, event])).flat();
    expect(changesOf(doubled)).toEqual(changesOf(outputs));
    expect([...finalWindows(doubled).values()].map(contentOf)).toEqual(
      [...finalWindows(outputs).values()].map(contentOf),
    );
  });

  it.runIf(isReorderable(events))("gives the same content when a second bridge writes some of it much later", () => {
    const of = (order: readonly TelemetryEvent[]): Output[] => runWhole(amongTwoBridges(order)).flat();
    const messages = events.filter(({ kind }) => kind !== "tick").toSorted((a, b) => a.received_at - b.received_at);
    const inOrder = of(messages);
    const everySecond = [0, 1].flatMap((rest) => messages.filter((_, index) => index % 2 === rest));
    for (const order of [everySecond, messages.toReversed()]) {
      const other = of(order);
      expect(changesOf(other)).toEqual(changesOf(inOrder));
      expect([...finalWindows(other).values()].map(contentOf)).toEqual(
        [...finalWindows(inOrder).values()].map(contentOf),
      );
    }
  });
});
