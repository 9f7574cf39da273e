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
    [
      "a kind that is none",
      [{ kind: "email", url: "http://x" }],
      "USP_NOTIFY_TARGETS_FILE entry 1: kind must be alertmanager or webhook or tmf642 or pagerduty",
    ],
    ["no kind", [{ url: "http://x" }], "entry 1: kind must be alertmanager"],
    ["a text", ["email"], "entry 1 must hold keys"],
  ];
  it.each(refused)("%s: refused with a sentence", (_what, targets, sentence) => {
    const reading = read(targets);
    expect(reading.ok).toBe(false);
    expect(reading.ok ? "" : reading.mistakes.join("\n")).toContain(sentence);
  });
});

test.each([
  { text: '[{"kind": "pagerduty", "routingKey": "s3cret" "x"}]', place: "line 1, column 47" },
  { text: '[\n  {"kind": "webhook",}\n]', place: "line 2, column 22" },
  { text: "[{kind: webhook}]", place: "line 1, column 3" },
  { text: '[{"kind": "webhook"}', place: "line 1, column 21" },
  { text: "[] []", place: "line 1, column 4" },
  { text: "webhook", place: "line 1, column 1" },
])("targets that are no JSON are told by their place, not by what is in them: $text", ({ text, place }) => {
  const env = { ...required, USP_NOTIFY_TARGETS: text };
  const reading = readSettings({ env, file: null, readSecret: () => "" }, ["notify"]);
  const isNoJson = expect.stringMatching(
    new RegExp(`^USP_NOTIFY_TARGETS must be a list of .*: it is no JSON from ${place} on$`),
  );
  expect(reading).toEqual({ ok: false, mistakes: [isNoJson] });
});

test("a notifier without anybody to tell is a mistake, a configuration without it is not", () => {
  const reading = readSettings({ env: required, file: null, readSecret: () => "" }, ["notify"]);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  expect(() => notifyConfig(reading.values)).toThrow("USP_NOTIFY_TARGETS");
});
