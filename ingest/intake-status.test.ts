import { expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { HeldAcks } from "./held-acks.ts";
import { bridgeCauses, bridgeMetrics, type BridgeStatus } from "./intake-status.ts";
import { Ledger } from "./ledger.ts";

const { fates, eventsByKind } = new Ledger();
const status: BridgeStatus = {
  phase: "running",
  unacknowledged: 0,
  oldestUnacknowledgedMs: null,
  lastTick: 5000,
  received: 0,
  fates,
  eventsByKind,
  kafkaSilentMs: null,
  clockOffsetMs: 0,
  connected: true,
  subscribed: true,
  trouble: null,
  parked: 0,
  gatewaysWithProfiles: 0,
  answers: null,
};
const causesOf = (over: Partial<BridgeStatus>): readonly string[] =>
  bridgeCauses({ ...status, ...over }).map(({ cause }) => cause);

test("a bridge that is subscribed and to whom Kafka answers is ready", () => {
  expect(causesOf({})).toEqual([]);
  expect(causesOf({ unacknowledged: 500, oldestUnacknowledgedMs: 14_000, kafkaSilentMs: 14_000 })).toEqual(
    [],
  );
});

test.each<[string, Partial<BridgeStatus>, RegExp]>([
  [
    "no Kafka yet",
    { phase: "waiting for the schema registry and Kafka" },
    /waiting for the schema registry and Kafka/,
  ],
  ["a message that Kafka does not take", { oldestUnacknowledgedMs: 16_000 }, /not acknowledged .* 16 s ago/],
  ["a clock that Kafka does not tell", { kafkaSilentMs: 20_000 }, /not acknowledged .* 20 s ago/],
  [
    "no broker",
    { connected: false, trouble: "connect ECONNREFUSED" },
    /gives us nothing: connect ECONNREFUSED/,
  ],
  ["no subscription", { subscribed: false }, /no subscription is granted yet/],
])("not ready: %s", (_name, over, sentence) => {
  const causes = causesOf(over);
  expect(causes).toHaveLength(1);
  expect(causes[0]).toMatch(sentence);
});

test("fates are there before there is any, each reason once it is", () => {
  const fatesMetric = bridgeMetrics.find(({ name }) => name === "usp_ingest_fate_messages_total");
  const counted = { ...fates, produced: 3, dropped: { to_agent: 2 } };
  expect(fatesMetric?.read({ ...status, fates: counted })).toEqual([
    { labels: { fate: "produced", reason: "" }, value: 3 },
    { labels: { fate: "part_of_another", reason: "" }, value: 0 },
    { labels: { fate: "dropped", reason: "" }, value: 0 },
    { labels: { fate: "dropped", reason: "to_agent" }, value: 2 },
    { labels: { fate: "dead_letter", reason: "" }, value: 0 },
  ]);
});

test("the oldest message is the first that has a time and is not acknowledged", () => {
  const acks = new HeldAcks();
  const release = (): void => undefined;
  expect(acks.oldestReceivedAt).toBeNull();
  const canary = acks.hold(release);
  const first = acks.hold(release, epochMs(10));
  const second = acks.hold(release, epochMs(20));
  second.settle();
  expect(acks.oldestReceivedAt).toBe(10);
  canary.settle();
  expect(acks.oldestReceivedAt).toBe(10);
  first.settle();
  expect(acks.oldestReceivedAt).toBeNull();
});
