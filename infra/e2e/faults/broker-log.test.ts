import { expect, test } from "vitest";
import { dropsOf } from "./broker-log.ts";

const line = (topic: string, reason: string): string =>
  `2026-11-26 11:21:32,071 DEBUG message-dropped - Outgoing publish message was dropped. Receiving client: usp-bridge-1, topic: ${topic}, qos: 1, reason: ${reason}. `;

test("what the broker dropped is told by topic and reason, and nothing else of its log", () => {
  const log = [
    "2026-11-26 11:21:30,001 INFO  HiveMQServer - Started HiveMQ in 2304ms",
    line("a/b", "Internal error"),
    line("c", "The client message queue is full"),
    line("a/b", "Internal error"),
  ];
  expect(dropsOf(log.join("\n"))).toEqual([
    "the broker says it dropped 2 of a/b (Internal error)",
    "the broker says it dropped 1 of c (The client message queue is full)",
  ]);
  expect(dropsOf("")).toEqual([]);
});
