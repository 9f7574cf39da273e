import { describe, expect, it, test } from "vitest";
import { notifyConfig } from "./process-config.ts";
import { readSettings } from "./read.ts";

const required = { USP_KAFKA_BROKERS: "k:9092", USP_REGISTRY_URL: "http://r" };
const read = (targets: unknown) =>
  readSettings(
    {
      env: { ...required, USP_NOTIFY_TARGETS_FILE: "/run/targets" },
      file: null,
      readSecret: () => JSON.stringify(targets),
    },
    ["notify"],
  );

function targetsOf(targets: unknown) {
  const reading = read(targets);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  return notifyConfig(reading.values).targets;
}

describe("those who are told of alerts", () => {
  it("may come from a file, are called after their kind, and PagerDuty's address is known", () => {
    expect(
      targetsOf([
        { kind: "webhook", name: "noc", url: "http://noc/hook", headers: { authorization: "Bearer x" } },
        { kind: "pagerduty", routingKey: "k" },
      ]),
    ).toEqual([
      { kind: "webhook", name: "noc", url: "http://noc/hook", headers: { authorization: "Bearer x" } },
      {
        kind: "pagerduty",
        name: "pagerduty",
        url: "https://events.pagerduty.com/v2/enqueue",
        headers: {},
        routingKey: "k",
      },
    ]);
  });

  const refused: readonly [string, unknown, string][] = [
    ["nobody", [], "must name at least one"],
    ["two of a name", [1, 2].map(() => ({ kind: "webhook", url: "http://x" })), "a name of its own"],
    ["an address that is none", [{ kind: "webhook", url: "x" }], "must be a URL"],
    ["PagerDuty without a key", [{ kind: "pagerduty" }], "routingKey"],
    ["a kind that is none", [{ kind: "email", url: "http://x" }], "kind"],
  ];
  it.each(refused)("%s: refused with a sentence", (_what, targets, sentence) => {
    const reading = read(targets);
    expect(reading.ok).toBe(false);
    expect(reading.ok ? "" : reading.mistakes.join("\n")).toContain(sentence);
  });
});

test("a notifier without anybody to tell is a mistake, a configuration without it is not", () => {
  const reading = readSettings({ env: required, file: null, readSecret: () => "" }, ["notify"]);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  expect(() => notifyConfig(reading.values)).toThrow("USP_NOTIFY_TARGETS");
});
