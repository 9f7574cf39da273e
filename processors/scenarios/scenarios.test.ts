import { describe, expect, it } from "vitest";
import type { Output } from "#processors/runtime/fold.ts";
import { contentOf, finalWindows, runCut, runWhole } from "./run.ts";
import { readScenarios } from "./scenario.ts";

const changesOf = (outputs: readonly Output[]): object[] =>
  outputs.filter(({ topic }) => topic === "associationChange").map(({ value }) => ({ ...value, row_version: 0 }));

describe.each(readScenarios())("scenario $name", ({ events, expected }) => {
  const whole = runWhole(events);
  const outputs = whole.flat();

  it("gives the expected records, and no other", () => {
    expect(outputs.map(({ topic, value }) => ({ topic, value }))).toMatchObject(expected);
  });

  it("gives the same records when cut after any event and restored from snapshots", () => {
    for (let cut = 0; cut <= events.length; cut += 1) {
      expect(runCut(events, { cut, snapshotBefore: cut, replayFrom: cut }), `cut ${cut}`).toEqual(whole.slice(cut));
    }
  });

  it("gives the same records when what follows the snapshots is replayed muted", () => {
    for (let cut = 0; cut <= events.length; cut += 1) {
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
});
