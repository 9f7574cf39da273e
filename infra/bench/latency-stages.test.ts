import { expect, it } from "vitest";
import { stagesOf } from "./latency-stages.ts";

it("stages of a way add up to the whole of it", () => {
  const join = { homeId: "a", offset: 7, publishedAtMs: 100, receivedAtMs: 110, changedAtMs: 400, atMs: 450 };
  const row = { ...join, changedAtMs: null };
  const appendedAt = (homeId: string, offset: number): number => (homeId === "a" && offset === 7 ? 150 : NaN);
  expect(Object.fromEntries(stagesOf([join], appendedAt))).toEqual({
    whole: [350],
    "broker to bridge": [10],
    "bridge to Kafka": [40],
    "Kafka to worker's transaction": [250],
    "its end and the reader": [50],
  });
  expect(stagesOf([row, row], appendedAt).get("Kafka to rows")).toEqual([300, 300]);
});
