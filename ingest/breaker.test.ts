import { describe, expect, it, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { Breaker, BreakerOpen, type Judged, keptMeanwhile, Trip } from "./breaker.ts";
import { message, pipeline, receivedAt, seconds } from "./intake.fixture.ts";
import { deadLetter, dropped, type Outcome, rateExceeded } from "./outcome.ts";

const understood = pipeline(message("x/bulk/a", `{"Report":[{"CollectionTime":${seconds}}]}`));
const refused = deadLetter("bulk_parse_error", "no report");
const at = (ms: number) => epochMs(receivedAt + ms);
const good = (speaker: string, ms = 0): Judged => ({ outcome: understood, speaker, at: at(ms) });
const bad = (speaker: string, ms = 0): Judged => ({ outcome: refused, speaker, at: at(ms) });
const ids = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `gateway-${from + index}`);
const span = 300_000;

const breaker = (more = {}) => new Breaker({ percent: 50, endpoints: 20, ...more }, keptMeanwhile.broker);
const opens = (breaking: Breaker, judged: readonly Judged[]): boolean =>
  judged.some((each) => breaking.judge(each) !== null);
/** One that has heard these for a whole span, and is in the next. */
const knowing = (known: readonly string[], more = {}): Breaker => {
  const breaking = breaker(more);
  opens(
    breaking,
    known.map((id) => good(id)),
  );
  return breaking;
};

/** Gateways that report every so often, each at a time of its own, and are understood until `badFromMs`. */
interface Group {
  readonly count: number;
  readonly everyMs: number;
  readonly badFromMs?: number;
}

/** When intake stops; null: not within `untilMs`. */
function stopsAfterMs(groups: readonly Group[], untilMs: number, breaking = breaker()): number | null {
  const reports: Judged[] = [];
  for (const [group, { count, everyMs, badFromMs = Number.POSITIVE_INFINITY }] of groups.entries())
    for (let index = 0; index < count; index += 1)
      for (let ms = Math.floor(((index + 0.5) * everyMs) / count); ms < untilMs; ms += everyMs)
        reports.push((ms < badFromMs ? good : bad)(`${group}-${index}`, ms));
  const stopping = reports.toSorted((a, b) => a.at - b.at).find((each) => breaking.judge(each) !== null);
  return stopping === undefined ? null : stopping.at - receivedAt;
}

describe("intake stops", () => {
  it("when more than the share of endpoints is not understood, and says what to look at", () => {
    const breaking = knowing(ids(0, 40));
    expect(
      opens(
        breaking,
        ids(0, 20).map((id) => bad(id, span)),
      ),
    ).toBe(false);
    const open = breaking.judge(bad("gateway-20", span));
    expect(open?.message).toContain("21 of 40 endpoints");
    expect(open?.message).toContain("bulk_parse_error: no report");
  });

  it("where the rest is meanwhile: with the broker, or with the gateways", () => {
    const sentences = Object.values(keptMeanwhile).map((kept) => {
      const breaking = new Breaker({ percent: 50, endpoints: 1 }, kept);
      breaking.judge(good("a"));
      return breaking.judge(bad("a", span))?.message;
    });
    expect(sentences[0]).toContain("the broker keeps");
    expect(sentences[1]).toContain("gateways send again");
    expect(sentences[1]).not.toContain("broker");
  });

  it("when what was understood is what Kafka refuses", () => {
    const breaking = breaker();
    const judged = ids(0, 40).flatMap((id) => [good(id), { ...bad(id), again: true } as const]);
    expect(opens(breaking, [...judged, bad("gateway-0", span)])).toBe(true);
  });

  test.each([
    ["1,000 gateways that report every five minutes", [{ count: 1000, everyMs: span, badFromMs: 0 }], 15_000],
    ["100 of them", [{ count: 100, everyMs: span, badFromMs: 0 }], 65_000],
    ["20,000", [{ count: 20_000, everyMs: span, badFromMs: 0 }], 5_000],
    ["25, after the five minutes", [{ count: 25, everyMs: span, badFromMs: 0 }], span],
    [
      "more than half of 1,000",
      [
        { count: 520, everyMs: span, badFromMs: 0 },
        { count: 480, everyMs: span },
      ],
      span,
    ],
    [
      "more than half, and the others report often",
      [
        { count: 520, everyMs: span, badFromMs: 0 },
        { count: 480, everyMs: 1000 },
      ],
      span,
    ],
  ])("right after a start, the sooner the more and the clearer: %s", (_what, groups, withinMs) => {
    const ms = stopsAfterMs(groups, span + 1000);
    expect(ms).not.toBeNull();
    expect(ms).toBeLessThanOrEqual(withinMs);
  });

  test.each([span, 60_000, 10_000])(
    "within five minutes of the fault, whenever it begins: reports each %i ms",
    (everyMs) => {
      for (let badFromMs = span; badFromMs < 2 * span; badFromMs += 17_000) {
        const groups = [
          { count: 110, everyMs, badFromMs },
          { count: 90, everyMs },
        ];
        const ms = stopsAfterMs(groups, badFromMs + span + 1000);
        expect([badFromMs, ms]).toEqual([badFromMs, expect.any(Number)]);
        expect((ms ?? 0) - badFromMs).toBeLessThanOrEqual(span);
      }
    },
  );
});

describe("intake goes on", () => {
  it("for one gateway gone wild, however much it sends", () => {
    const breaking = knowing(ids(0, 20));
    expect(
      opens(
        breaking,
        Array.from({ length: 10_000 }, () => bad("wild")),
      ),
    ).toBe(false);
  });

  test.each([
    ["12 among 1,000", 12, 1000, 1000],
    ["25 among 1,000", 25, 1000, 1000],
    ["25 among 100", 25, 1000, 100],
    ["40 that report each half minute, among 100", 40, 30_000, 100],
    ["2,000 among 20,000", 2_000, 150_000, 20_000],
  ])(
    "for a few that are quick to speak, after a start and at the beginning of each span: %s that report every five minutes",
    (_what, count, everyMs, others) => {
      const groups = [
        { count, everyMs, badFromMs: 0 },
        { count: others, everyMs: span },
      ];
      expect(stopsAfterMs(groups, 2.5 * span)).toBe(null);
    },
  );

  it("for what names nobody, whatever it says", () => {
    const nobodys = Array.from({ length: 100 }, (_, index) => ({
      ...bad("", index * 10_000),
      speaker: null,
    }));
    expect(opens(breaker({ endpoints: 2 }), [good("a"), ...nobodys])).toBe(false);
  });

  it("for gateways of which more is understood than not", () => {
    const mixed = ids(0, 40).flatMap((id) => [good(id, span), good(id, span), bad(id, span)]);
    expect(opens(knowing(ids(0, 40)), mixed)).toBe(false);
  });

  it("before enough endpoints were heard; for ever at 100 percent; for rates and what carries nothing", () => {
    const each = (outcome: Outcome): readonly Judged[] =>
      ids(0, 400).map((id, index) => ({ ...good(id, index * 1000), outcome }));
    expect(opens(breaker({ endpoints: 401 }), each(refused))).toBe(false);
    expect(opens(breaker({ percent: 100 }), each(refused))).toBe(false);
    expect(opens(breaker(), each(rateExceeded("too much", null)))).toBe(false);
    expect(opens(breaker(), each(dropped("request")))).toBe(false);
  });

  it("for those that were not understood ten minutes ago and say nothing since", () => {
    const breaking = knowing(ids(0, 40));
    opens(
      breaking,
      ids(0, 20).map((id) => bad(id, span)),
    );
    for (const ms of [2 * span, 3 * span])
      opens(
        breaking,
        ids(20, 60).map((id) => good(id, ms)),
      );
    expect(
      opens(
        breaking,
        ids(20, 40).map((id) => bad(id, 4 * span)),
      ),
    ).toBe(false);
  });

  it("for a clock that was set back by an hour", () => {
    const breaking = knowing(ids(0, 40));
    const quick = Array.from({ length: 2000 }, (_, index) =>
      bad(`gateway-${index % 20}`, index * 500 - 12 * span),
    );
    expect(opens(breaking, quick.slice(0, 500))).toBe(false);
  });
});

it("keeps no more of them than 200,000 of a span", () => {
  const breaking = knowing(ids(0, 200_100));
  const judged = ids(0, 100_001).map((id) => bad(id, span));
  const open = judged.map((each) => breaking.judge(each)).find((each) => each !== null);
  expect(open?.message).toContain("100001 of 200000 endpoints");
});

describe("the process", () => {
  const opening = [good("a"), bad("a", span), bad("a", span), bad("a", span)];
  const config = { percent: 50, endpoints: 1 };

  it("stops once, after what was judged last is on its way, and is told why", async () => {
    const trip = new Trip(config, keptMeanwhile.broker);
    const stops: string[] = [];
    trip.arm(() => {
      stops.push("stop");
      return Promise.resolve();
    });
    for (const each of opening) trip.judge(each);
    expect(stops).toEqual([]);
    await expect(trip.opened).rejects.toThrow(BreakerOpen);
    expect(stops).toEqual(["stop"]);
  });

  it("that is not ready to stop yet stops when it is", async () => {
    const trip = new Trip(config, keptMeanwhile.broker);
    for (const each of opening) trip.judge(each);
    trip.arm(() => Promise.reject(new Error("Kafka is away")));
    await expect(trip.opened).rejects.toThrow(BreakerOpen);
  });
});
