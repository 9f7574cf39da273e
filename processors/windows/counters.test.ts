import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addSample,
  firstCounter,
  increaseOf,
  isSample,
  sumOfKnown,
  toCount,
  type CounterPart,
  type CounterSample,
} from "./counters.ts";

/** Seconds and values of one counter, as `[at, value]` or, with the begin of the association, `[at, value, since]`. */
type Said = readonly [at: number, value: number | null, since?: number];

function sampleOf([at, value, since = Number.NaN]: Said): CounterSample | null {
  const sample: CounterSample = [at * 1000, since * 1000, toCount(value)];
  return isSample(sample) ? sample : null;
}

function partOf(samples: readonly Said[], before?: Said): CounterPart | null {
  let part: CounterPart | null = null;
  for (const said of samples) {
    const sample = sampleOf(said);
    if (sample !== null) part = addSample(part, sample);
  }
  if (part !== null && before !== undefined) part.before = sampleOf(before);
  return part;
}

/** The part without the times of the least and the greatest, which say nothing. */
function saidBy(part: CounterPart | null) {
  return part && { ...part, low: part.low.slice(firstCounter), high: part.high.slice(firstCounter) };
}

function riseOf(samples: readonly Said[], before?: Said): string {
  const part = partOf(samples, before);
  const rise = part === null ? null : increaseOf(part, 0);
  if (rise === null) return "unknown";
  return `${rise.values[0]} in ${(rise.toAt - rise.fromAt) / 1000} s${rise.isReset ? ", reset" : ""}`;
}

const whole32 = 2 ** 32;

describe("a counter of a window", () => {
  const cases: readonly { name: string; samples: readonly Said[]; before?: Said; want: string }[] = [
    {
      name: "rises from the first to the last sample",
      samples: [
        [5, 100],
        [25, 160],
        [45, 250],
      ],
      want: "150 in 40 s",
    },
    { name: "with one sample and none before is unknown", samples: [[5, 100]], want: "unknown" },
    {
      name: "with one sample rises since the newest before",
      samples: [[65, 100]],
      before: [5, 30],
      want: "70 in 60 s",
    },
    {
      name: "that went down was reset: what it had counted before and after",
      samples: [
        [5, 100],
        [25, 160],
        [45, 20],
      ],
      want: "80 in 40 s, reset",
    },
    {
      name: "that was reset and is greater again counts from zero",
      samples: [
        [5, 100],
        [25, 10],
        [45, 300],
      ],
      want: "300 in 40 s, reset",
    },
    {
      name: "that was reset between two windows counts from zero",
      samples: [[65, 40]],
      before: [5, 900],
      want: "40 in 60 s, reset",
    },
    {
      name: "at the end of 32 bits wraps",
      samples: [[65, 100]],
      before: [5, whole32 - 200],
      want: "300 in 60 s",
    },
    {
      name: "wraps within a window",
      samples: [
        [5, whole32 - 300],
        [25, whole32 - 100],
        [45, 50],
      ],
      want: "350 in 40 s",
    },
    {
      name: "does not wrap where that would be more than 10 Gbit/s",
      samples: [[0.2, 2 ** 29]],
      before: [0.1, whole32 - 2 ** 29],
      want: "536870912 in 0.1 s, reset",
    },
    {
      name: "does not wrap far from the end",
      samples: [[65, 100]],
      before: [5, 2 ** 31],
      want: "100 in 60 s, reset",
    },
    {
      name: "of 64 bits does not wrap",
      samples: [[65, 100]],
      before: [5, whole32],
      want: "100 in 60 s, reset",
    },
    {
      name: "of an association that began since counts from zero, though it is greater",
      samples: [[65, 500, 50]],
      before: [5, 30, -90],
      want: "500 in 60 s, reset",
    },
    {
      name: "of an association whose begin is told a little otherwise goes on",
      samples: [[65, 500, -89]],
      before: [5, 30, -90],
      want: "470 in 60 s",
    },
    {
      name: "of a gateway whose association times are ahead of its reports goes on",
      samples: [[65, 500, 3600]],
      before: [5, 30, 3600],
      want: "470 in 60 s",
    },
    {
      name: "that is not told at both ends is unknown",
      samples: [
        [5, null],
        [25, 10],
      ],
      want: "unknown",
    },
  ];
  it.each(cases)("$name", ({ samples, before, want }) => {
    expect(riseOf(samples, before)).toBe(want);
  });

  it("does not reach back further than it may", () => {
    const part = partOf([[1000, 50]], [5, 10]);
    expect(part === null ? undefined : [increaseOf(part, 5000)?.values, increaseOf(part, 5001)]).toEqual([
      [40],
      null,
    ]);
  });

  it("that only rises is the sum of its steps", () => {
    const steps = fc.array(fc.nat(2 ** 40), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(steps, (rises) => {
        let value = 0;
        const samples = rises.map((rise, second): Said => [second, (value += rise)]);
        const total = value - (rises[0] ?? 0);
        expect(riseOf(samples)).toBe(`${total} in ${rises.length - 1} s`);
      }),
    );
  });

  it("is the same in any order of its samples, even of two at one instant", () => {
    const said = fc.tuple(fc.nat(10), fc.option(fc.nat(100)), fc.integer({ min: -5, max: 10 }));
    const shuffled = fc
      .array(said, { minLength: 1, maxLength: 20 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(saidBy(partOf(other))).toEqual(saidBy(partOf(all)));
      }),
    );
  });
});

it("a counter that a number can't add up is no data", () => {
  expect([2 ** 52 - 1, 2 ** 52, 2n ** 60n, null].map(toCount)).toEqual([
    2 ** 52 - 1,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
  expect([sumOfKnown([null, 3, 4]), sumOfKnown([null]), sumOfKnown([2 ** 52, 2 ** 52])]).toEqual([
    7,
    null,
    null,
  ]);
});
