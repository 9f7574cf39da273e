import { expect, test } from "vitest";
import type { CheckReport } from "./check.ts";
import type { Finding } from "./finding.ts";
import { longestSkewMs, Looked } from "./looked.ts";

const found = (...kinds: readonly Finding["kind"][]): CheckReport => ({
  borders: [],
  findings: kinds.map((kind) => ({
    from: "telemetry",
    to: "worker",
    kind,
    topic: "telemetry",
    partition: 0,
    first: 1,
    next: 2,
    of: "offset",
    records: 1,
    detail: "",
  })),
});

const reports = { ok: found(), lost: found("missing"), behind: found("behind"), away: null };

/** Rounds at these minutes, with what became of each: from which minute on each looked. A span is 15 minutes. */
const sinceOf = (rounds: readonly (readonly [minute: number, outcome: keyof typeof reports])[]) => {
  const looked = new Looked(0, 15 * 60_000);
  return rounds.map(([minute, outcome]) => {
    const nowMs = minute * 60_000;
    const since = looked.since(nowMs);
    const report = reports[outcome];
    if (report !== null) looked.made(nowMs, report);
    return (since + longestSkewMs) / 60_000;
  });
};

test.each<{ name: string; rounds: Parameters<typeof sinceOf>[0]; want: readonly number[] }>([
  {
    name: "a span back, to a round that was made: at first from a span before the start",
    rounds: [
      [0, "ok"],
      [5, "ok"],
      [10, "ok"],
      [15, "ok"],
      [21, "ok"],
    ],
    want: [-15, -15, -15, 0, 5],
  },
  {
    name: "at the round before, where two are further apart than the span",
    rounds: [
      [0, "ok"],
      [60, "ok"],
      [120, "ok"],
    ],
    want: [-15, 0, 60],
  },
  {
    name: "at all of an outage, and for a span from then on, so that what is found is told as long",
    rounds: [
      [0, "ok"],
      [5, "ok"],
      [10, "away"],
      [50, "away"],
      [60, "lost"],
      [70, "lost"],
      [75, "ok"],
      [80, "ok"],
    ],
    want: [-15, -15, -15, 5, 5, 5, 60, 60],
  },
  {
    name: "at all that a reader had not taken in",
    rounds: [
      [0, "ok"],
      [5, "behind"],
      [40, "behind"],
      [60, "ok"],
      [75, "ok"],
    ],
    want: [-15, -15, 0, 0, 60],
  },
  {
    name: "from a span before the start, where Kafka was away from the start on",
    rounds: [
      [0, "away"],
      [90, "away"],
      [100, "ok"],
      [115, "ok"],
    ],
    want: [-15, -15, -15, 100],
  },
])("a round looks $name", ({ rounds, want }) => {
  expect(sinceOf(rounds)).toEqual(want);
});
