import { describe, expect, it } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { exchange } from "./cwmp/cwmp.fixture.ts";
import { Breaker, BreakerOpen, keptMeanwhile, Trip } from "./breaker.ts";
import { message, pipeline, receivedAt, seconds } from "./intake.fixture.ts";
import { deadLetter, dropped, rateExceeded } from "./outcome.ts";

const good = (id: string) =>
  pipeline(message(`x/bulk/${id}`, `{"Report":[{"CollectionTime":${seconds},"Hosts.1.Active":true}]}`));
const bad = (id: string) => deadLetter("bulk_parse_error", "no report", `os::00D09E-${id}`);
const ids = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `gateway-${from + index}`);

const breaker = (more = {}) => new Breaker({ percent: 50, endpoints: 20, ...more }, keptMeanwhile.broker);
const opens = (judge: Breaker, outcomes: readonly ReturnType<typeof good>[], at = receivedAt): boolean =>
  outcomes.some((outcome) => judge.judge(outcome, at) !== null);

describe("intake stops", () => {
  it("when more than the share of endpoints is not understood, and says what to look at", () => {
    const judge = breaker();
    expect(opens(judge, ids(0, 20).map(good))).toBe(false);
    expect(opens(judge, ids(20, 40).map(bad))).toBe(false);
    const open = judge.judge(bad("one-more"), receivedAt);
    expect(open?.message).toContain("21 of 41 endpoints");
    expect(open?.message).toContain("bulk_parse_error: no report");
  });

  it("where the rest is meanwhile: with the broker, or with the gateways", () => {
    const sentences = Object.values(keptMeanwhile).map(
      (kept) => new Breaker({ percent: 50, endpoints: 1 }, kept).judge(bad("a"), receivedAt)?.message,
    );
    expect(sentences[0]).toContain("the broker keeps");
    expect(sentences[1]).toContain("gateways send again");
    expect(sentences[1]).not.toContain("broker");
  });
});

describe("intake goes on", () => {
  it("for one gateway gone wild, however much it sends", () => {
    const judge = breaker();
    opens(judge, ids(0, 20).map(good));
    expect(
      opens(
        judge,
        Array.from({ length: 10_000 }, () => bad("wild")),
      ),
    ).toBe(false);
  });

  it.each([
    ["below its own topic", (id: string) => pipeline(message(`x/controller/os::00D09E-wild/${id}`, "x"))],
    ["below no gateway's topic", (id: string) => pipeline(message(`y/${id}`, "x"))],
    ["on topics that name no endpoint", (id: string) => pipeline(message(`x/controller/${id}\u0007`, "x"))],
    ["as Records that name none", (id: string) => pipeline(message("x/controller", `no Record ${id}`))],
    [
      "as Informs that can't be read",
      (id: string) => exchange(`<no>${id}</no>`).outcome ?? dropped("request"),
    ],
  ])("for one gateway that names itself otherwise each time: %s", (_where, letterOf) => {
    const judge = breaker({ endpoints: 2 });
    const letters = ids(0, 30).map(letterOf);
    expect(new Set(letters.map(({ kind }) => kind))).toEqual(new Set(["dead_letter"]));
    expect(opens(judge, [good("a"), ...letters])).toBe(false);
  });

  it("for gateways of which more is understood than not", () => {
    const judge = breaker();
    const mixed = ids(0, 40).flatMap((id) => [good(id), good(id), bad(id)]);
    expect(opens(judge, mixed)).toBe(false);
  });

  it("before enough endpoints were heard; for ever at 100 percent; for rates and what carries nothing", () => {
    expect(opens(breaker(), ids(0, 19).map(bad))).toBe(false);
    expect(opens(breaker({ percent: 100 }), ids(0, 400).map(bad))).toBe(false);
    expect(
      opens(
        breaker(),
        ids(0, 400).map((id) => rateExceeded("too much", id)),
      ),
    ).toBe(false);
    expect(
      opens(
        breaker(),
        ids(0, 400).map(() => dropped("request")),
      ),
    ).toBe(false);
  });

  it("after five minutes it judges anew", () => {
    const judge = breaker();
    opens(judge, ids(0, 20).map(good));
    expect(opens(judge, ids(20, 39).map(bad), epochMs(receivedAt + 300_000))).toBe(false);
    expect(opens(judge, ids(39, 40).map(bad), epochMs(receivedAt + 300_001))).toBe(true);
  });
});

describe("the process", () => {
  it("stops once, after what was judged last is on its way, and is told why", async () => {
    const trip = new Trip({ percent: 50, endpoints: 2 }, keptMeanwhile.broker);
    const stops: string[] = [];
    trip.arm(() => {
      stops.push("stop");
      return Promise.resolve();
    });
    for (const id of ids(0, 5)) trip.judge(bad(id), receivedAt);
    expect(stops).toEqual([]);
    await expect(trip.opened).rejects.toThrow(BreakerOpen);
    expect(stops).toEqual(["stop"]);
  });

  it("that is not ready to stop yet stops when it is", async () => {
    const trip = new Trip({ percent: 50, endpoints: 2 }, keptMeanwhile.broker);
    for (const id of ids(0, 5)) trip.judge(bad(id), receivedAt);
    trip.arm(() => Promise.reject(new Error("Kafka is away")));
    await expect(trip.opened).rejects.toThrow(BreakerOpen);
  });
});
