import { expect, test } from "vitest";
import { trafficOf, type Sighting } from "./traffic.ts";

/** A row at `second`, `sent` bytes so far at an access point. */
const seen = (second: number, sent: number, over: Record<string, string | null> = {}): Sighting => ({
  at: second * 1000,
  row: { access_point: "ap1", bytes_sent_total: String(sent), ...over },
});

const sentIn = (sightings: readonly Sighting[], start = 60): string => {
  const row = trafficOf(sightings, start * 1000, (start + 60) * 1000);
  return `${row["bytes_sent"]} in ${Number(row["traffic_ms"]) / 1000} s, ${row["counter_resets"]} resets`;
};

test("what a station was sent counts from the last sample before the window, if that is not too old", () => {
  expect(sentIn([seen(10, 100), seen(50, 150), seen(70, 400), seen(130, 900)])).toBe("250 in 20 s, 0 resets");
  expect(sentIn([seen(10, 100), seen(970, 400), seen(980, 500)], 960)).toBe("100 in 10 s, 0 resets");
  expect(sentIn([seen(70, 400)])).toBe("null in 0 s, 0 resets");
});

test("a counter that was reset counts up to the greatest value, and from zero", () => {
  expect(sentIn([seen(50, 150), seen(70, 400), seen(80, 30)])).toBe("280 in 30 s, 1 resets");
  const anew = { associated_since: "65000" };
  expect(sentIn([seen(50, 150), seen(70, 400, anew)])).toBe("400 in 20 s, 1 resets");
});

test("each access point has a counter of its own", () => {
  const moved = { access_point: "ap2" };
  expect(sentIn([seen(50, 150), seen(70, 400), seen(80, 9000, moved), seen(90, 9100, moved)])).toBe(
    "350 in 40 s, 0 resets",
  );
});

test("rates are those of the window's rows; retransmissions are shared among what was sent", () => {
  const row = (sent: string, again: string, rate: string | null) =>
    seen(Number(sent), 0, {
      packets_sent_total: sent,
      retransmissions_total: again,
      downlink_rate_kbps: rate,
    });
  expect(
    trafficOf([row("60", "1", "100"), row("80", "3", null), row("100", "11", "300")], 60_000, 120_000),
  ).toMatchObject({
    downlink_rate_mean_kbps: "200.000000",
    downlink_rate_min_kbps: "100",
    downlink_rate_max_kbps: "300",
    uplink_rate_mean_kbps: null,
    packets_sent: "40",
    retransmissions: "10",
    retry_share: "0.250000",
  });
});
