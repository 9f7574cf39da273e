import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyTick,
  createCoveredClock,
  decodeClock,
  encodeClock,
  settledWith,
  type CoveredClock,
} from "./covered-clock.ts";

interface Written {
  readonly id: string;
  /** Seconds. */
  readonly at: number;
  readonly farewell: boolean;
  readonly isFirst: boolean;
}

/** `a5 b5` is a tick of a at 5 s, then one of b; `+b5` the first of a run, `-b5` a farewell. Periods are 5 s, sessions expire after 60 s. */
function ticks(text: string): Written[] {
  return text.split(" ").map((word) => {
    const farewell = word.startsWith("-");
    const isFirst = word.startsWith("+");
    const plain = farewell || isFirst ? word.slice(1) : word;
    return { id: plain.slice(0, 1), at: Number(plain.slice(1)), farewell, isFirst };
  });
}

/** Sums of the steps. */
const timesOf = (steps: readonly number[]): number[] =>
  steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 0));

function run(text: string, clock: CoveredClock = createCoveredClock(), expirySeconds = 60): CoveredClock {
  for (const { id, at, farewell, isFirst } of ticks(text)) {
    const tick = {
      bridge_id: id,
      period_ms: isFirst ? 0 : 5000,
      session_expiry_ms: expirySeconds * 1000,
      farewell,
    };
    applyTick(clock, at * 1000, tick);
  }
  return clock;
}

describe("covered time", () => {
  it.each([
    { name: "starts at nothing with the first tick", log: "a100", covered: 0, settled: 100 },
    { name: "goes on by the step of one bridge", log: "a0 a5 a10", covered: 10, settled: 10 },
    { name: "waits for every live bridge", log: "a0 b0 a5 a10 a15", covered: 0, settled: 0 },
    { name: "goes on by the slowest bridge's step", log: "a0 b0 a5 a10 b6", covered: 6, settled: 6 },
    { name: "keeps what a faster bridge is ahead", log: "a0 b0 a5 a10 b5 b10", covered: 10, settled: 10 },
    { name: "counts at most two periods of an outage", log: "a0 a5 a600 a605", covered: 20, settled: 605 },
    {
      name: "does not wait for a bridge that said farewell",
      log: "a0 b0 a5 -b7 a10",
      covered: 10,
      settled: 10,
    },
    {
      name: "gives up a bridge once another ticked past its expiry",
      log: "a0 b0 a60 a61 a66",
      covered: 15,
      settled: 66,
    },
    { name: "waits until just then", log: "a0 b0 a60", covered: 0, settled: 0 },
    {
      name: "takes a bridge that comes back as new",
      log: "a0 b0 a61 b100 a105 b105",
      covered: 20,
      settled: 105,
    },
    { name: "a bridge that joins is waited for", log: "a0 a5 b7 a10", covered: 7, settled: 7 },
    { name: "keeps a great lead too", log: "a0 b0 a10 a20 a30 b10 b20 b30", covered: 30, settled: 30 },
    { name: "counts what all covered", log: "a0 b0 a20 b10 a30 b30", covered: 10, settled: 30 },
    {
      name: "does not count the hours a bridge hung",
      log: "a0 b0 a10 a20 a30 a40 a50 a60 a61",
      covered: 10,
      settled: 61,
    },
    { name: "begins anew when nobody was live", log: "a0 a5 -a5 b60 b65", covered: 10, settled: 65 },
    { name: "begins anew at an older time", log: "a50 a55 -a55 b20 b25", covered: 10, settled: 25 },
    { name: "ignores a tick from before", log: "a0 b0 a10 a5 b10", covered: 10, settled: 10 },
    {
      name: "counts nothing of the time before a run's first tick",
      log: "a0 +a8 a13",
      covered: 5,
      settled: 13,
    },
    { name: "waits for a bridge from its first tick on", log: "a0 +b3 a5 a10", covered: 3, settled: 0 },
    {
      name: "waits for what a bridge that is back is still owed",
      log: "a0 b0 a5 b5 a10 a15 +b17 a20",
      covered: 5,
      settled: 5,
    },
    { name: "until its canary is back", log: "a0 b0 a5 b5 a10 a15 +b17 a20 b22", covered: 8, settled: 20 },
    { name: "the last farewell settles what came before it", log: "a0 a5 -a7", covered: 5, settled: 7 },
  ])("$name: $log", ({ log, covered, settled }) => {
    const clock = run(log);
    expect({ covered: clock.coveredMs, settled: clock.settledAt }).toEqual({
      covered: covered * 1000,
      settled: settled * 1000,
    });
  });

  it("does not depend on how the ticks of two bridges follow each other", () => {
    const steps = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(steps, steps, fc.infiniteStream(fc.boolean()), (ofA, ofB, choices) => {
        const a = timesOf(ofA).map((at) => `a${at}`);
        const b = timesOf(ofB).map((at) => `b${at}`);
        const mixed = ["a0", "b0"];
        const left = [[...a], [...b]];
        while (left.some((rest) => rest.length > 0)) {
          const [first = [], second = []] = choices.next().value === true ? left : left.toReversed();
          mixed.push((first.length > 0 ? first : second).shift() ?? "");
        }
        const one = run(mixed.join(" "), createCoveredClock(), 3600);
        const other = run(["a0", "b0", ...a, ...b].join(" "), createCoveredClock(), 3600);
        expect([one.coveredMs, one.settledAt]).toEqual([other.coveredMs, other.settledAt]);
      }),
    );
  });

  it("is the same when its text is read back between any two ticks", () => {
    let cut = createCoveredClock();
    for (const tick of "a0 b2 a5 a10 b7 -b9 a15 a600".split(" "))
      cut = decodeClock(encodeClock(run(tick, cut)));
    expect(cut).toEqual(run("a0 b2 a5 a10 b7 -b9 a15 a600"));
  });

  it("reads the text of a version that took a run's first tick for any other", () => {
    const bridge = { periodMs: 5000, sessionExpiryMs: 60_000, tickedAt: 5000, gaps: [] };
    const clock = { version: 2, coveredMs: 0, countedAt: 5000, settledAt: 5000, bridges: [["a", bridge]] };
    expect(decodeClock(JSON.stringify(clock)).bridges.get("a")?.settledAt).toBe(5000);
  });

  it("refuses the text of another version", () => {
    expect(() => decodeClock('{"version":1,"coveredMs":0,"settledAt":0,"bridges":[]}')).toThrow("version 1");
  });
});

describe("a report received at 20 s", () => {
  it.each([
    { name: "is settled itself where one bridge is live", log: "a0", settled: 20.001 },
    { name: "waits where several are", log: "a0 a15 b15", settled: 15 },
    { name: "waits from the first tick of a second one on", log: "a0 a5 +b10", settled: 5 },
    { name: "waits for a bridge that hangs", log: "a0 b0 a60", settled: 0 },
    { name: "no longer waits for one that was given up", log: "a0 b0 a61", settled: 61 },
    { name: "no longer waits for one that said farewell", log: "a0 b0 -b10", settled: 20.001 },
    { name: "waits where nobody is", log: "a0 -a5", settled: 5 },
  ])("$name: $log", ({ log, settled }) => {
    expect(settledWith(run(log), 20_000)).toBe(settled * 1000);
  });
});

describe("a tick that no bridge can have written", () => {
  it.each([
    { name: "a negative period", tick: { period_ms: -5, session_expiry_ms: 60_000 } },
    { name: "a period of an hour", tick: { period_ms: 3_600_000, session_expiry_ms: 60_000 } },
    { name: "an expiry beyond what MQTT has", tick: { period_ms: 5000, session_expiry_ms: 9e15 } },
  ])("$name is ignored, and time goes on", ({ tick }) => {
    const clock = run("a0");
    applyTick(clock, 1000, { bridge_id: "stray", farewell: false, ...tick });
    expect(run("a5 a10", clock).coveredMs).toBe(10_000);
  });
});
