import { describe, expect, test } from "vitest";
import { readNpy } from "./npy.ts";
import { addSeries, createTally, recallAt, type ScoredSeries } from "./recall.ts";

/** A picture of a series: scores 0 to 9 above, `#` where an event is below. A day has ten samples. */
const series = (scores: string, labels: string, from = 0): ScoredSeries => ({
  scores: Float64Array.from(scores, Number),
  labels: Float64Array.from(labels, (mark) => (mark === "#" ? 1 : 0)),
  from,
  intervalSeconds: 8640,
});

function tallyOf(...all: readonly ScoredSeries[]) {
  const tally = createTally();
  for (const one of all) addSeries(tally, one, 2);
  return tally;
}

describe("recall", () => {
  test.each([
    {
      name: "an event has its highest alarm, and an alarm elsewhere is false",
      scores: "0020005670000000",
      labels: "......###.......",
      want: { events: [7], falseAlarms: [2] },
    },
    {
      name: "what is not above the 60 samples before is no alarm",
      scores: "0090005670000000",
      labels: "......###.......",
      want: { events: [0], falseAlarms: [9] },
    },
    {
      name: "two samples after its end an alarm is still the event's, three after it is false",
      scores: "0000000034567000",
      labels: "......###.......",
      want: { events: [5], falseAlarms: [6, 7] },
    },
    {
      name: "events side by side are two",
      scores: "0003000500000000",
      labels: "..##...#........",
      want: { events: [3, 5], falseAlarms: [] },
    },
  ])("$name", ({ scores, labels, want }) => {
    expect(tallyOf(series(scores, labels))).toMatchObject(want);
  });

  test("what is before the part that counts is neither event nor alarm, but is what alarms must exceed", () => {
    expect(tallyOf(series("0500000046", "##......##", 5))).toMatchObject({
      events: [6],
      falseAlarms: [],
      days: 0.5,
    });
  });

  test("the threshold is where false alarms keep to the budget, over all series at once", () => {
    const tally = tallyOf(
      series("0100300000", ".........."),
      series("0040000000", "..#......."),
      series("0000020000", ".....#...."),
    );
    expect(tally.days).toBe(3);
    expect(recallAt(tally, 0)).toEqual({ threshold: 3, recall: 0.5 });
    expect(recallAt(tally, 0.4)).toEqual({ threshold: 1, recall: 1 });
    expect(recallAt(tally, 1)).toEqual({ threshold: 0, recall: 1 });
  });
});

describe("a vector of NumPy", () => {
  const fileOf = (kind: string, body: Float64Array | BigInt64Array): Uint8Array => {
    const header = Buffer.from(`{'descr': '${kind}', 'fortran_order': False, 'shape': (2,), }\n`);
    const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0]);
    return Buffer.concat([start, header, new Uint8Array(body.buffer)]);
  };

  test("has floats or integers of 8 bytes", () => {
    expect([...readNpy(fileOf("<f8", Float64Array.of(0.5, -1)))]).toEqual([0.5, -1]);
    expect([...readNpy(fileOf("<i8", BigInt64Array.of(7n, -9n)))]).toEqual([7, -9]);
    expect(() => readNpy(fileOf("<f4", Float64Array.of(1)))).toThrow("<f4");
  });
});
