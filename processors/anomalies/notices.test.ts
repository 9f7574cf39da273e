/** What gateways notify of stations, as detectors take it. */
import { describe, expect, it } from "vitest";
import type { Alert } from "#schemas/alert.ts";
import { causeAt, change, line, start } from "./watch.fixture.ts";
import { createHomeWatch, watchChange, watchNotice } from "./watch.ts";

describe("notifications between reports", () => {
  /** Seconds from the start; `here` is an access point, null that the row was deleted. */
  const tellNotices = (
    notices: readonly (readonly [second: number, mac: string, here: string, kind: "created" | "deleted"])[],
    watch = createHomeWatch(),
  ): string[] =>
    notices.flatMap(([second, staMac, accessPoint, kind]) => {
      const at = start + second * 1000;
      return watchNotice(
        watch,
        { kind, at, endpointId: "gateway", staMac, accessPoint },
        { ...causeAt(0), at },
      ).map((alert) => line(second, alert));
    });
  const away = (from: number, seconds: number, mac = "aa") =>
    [
      [from, mac, "ap.1.", "deleted"],
      [from + seconds, mac, "ap.1.", "created"],
    ] as const;
  const turn = (from: number) =>
    [
      [from, "aa", "ap.1.", "deleted"],
      [from, "aa", "ap.2.", "created"],
      [from + 10, "aa", "ap.1.", "created"],
      [from + 10, "aa", "ap.2.", "deleted"],
    ] as const;

  it("the fourth return is flapping at once", () => {
    const told = tellNotices([0, 100, 200, 300].flatMap((from) => [...away(from, 20)]));
    expect(told).toEqual(["320 flapping firing aa"]);
  });

  it("the third turn is a ping-pong at once, in whatever order a roam's rows are told", () => {
    // There, back, there: a turn at each but the first.
    expect(tellNotices([0, 60, 120].flatMap((from) => [...turn(from)]))).toEqual(["130 ping_pong firing aa"]);
  });

  it("five who left and came back are a churn storm, and flap not", () => {
    const macs = ["a1", "a2", "a3", "a4", "a5"];
    const told = tellNotices(
      [0, 60, 120, 180].flatMap((from) => macs.flatMap((mac) => [...away(from, 20, mac)])),
    );
    expect(told).toEqual(["20 churn_storm firing home"]);
  });

  it("of a gateway that starts say nothing", () => {
    const watch = createHomeWatch();
    const boot = { kind: "booted", at: start, endpointId: "gateway", staMac: "", accessPoint: "" } as const;
    watchNotice(watch, boot, causeAt(0));
    const macs = ["a1", "a2", "a3", "a4", "a5"];
    expect(
      tellNotices(
        macs.flatMap((mac) => [...away(10, 20, mac)]),
        watch,
      ),
    ).toEqual([]);
  });

  it("are told once: the report that shows the same adds nothing, nor does a notification behind it", () => {
    const watch = createHomeWatch();
    const told = [0, 2, 4].flatMap((at) => {
      const join = (): Alert[] =>
        watchChange(watch, change("join", "aa", at + 1, { flap: true }), causeAt(at + 1));
      const [gone, back] = away(60 * at, 60);
      tellNotices([gone], watch);
      // The report comes before the notification, or behind it.
      if (at === 2) join();
      tellNotices([back], watch);
      return at === 2 ? [] : join();
    });
    expect(told).toEqual([]);
    expect([...watch.flaps.values()].map(({ penalty: { points } }) => Math.round(10 * points))).toEqual([27]);
  });
});
