import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { formatMetrics, formatRules } from "./format-rules.ts";
import { parseRules } from "./rule-file.ts";

const whole = `
rules:
  - name: weak-five-ghz
    metric: station.rssi_p50_dbm
    scope: { band: 5GHz, model_name: "X*", software_version: 1.10 }
    condition: "< -78"
    for: 5m
    clear: "> -72"
    for_clear: 3m
    min_samples: 3
    severity: minor
    summary: "Station {subject} has been at {value} dBm for five minutes."
  - { name: full-channel, metric: radio.channel_utilization_mean_percent, condition: ">= 80" }
`;

/** \`<line>: <sentence>\` of each mistake. */
function mistakesOf(text: string): string[] {
  const reading = parseRules(text);
  return reading.ok ? [] : reading.mistakes.map(({ line, sentence }) => `${line}: ${sentence}`);
}

/** The mistakes of one rule that is right but for the lines given, which stand from line 4 on. */
const rule = (...lines: readonly string[]): string =>
  ["rules:", "- name: a", "  severity: minor", ...lines.map((line) => `  ${line}`)].join("\n");
const joins = "metric: home.joins";
const many = 'condition: "> 30"';

describe("a rule file", () => {
  it("gives its rules, with what is not written filled in", () => {
    expect(parseRules(whole)).toEqual({
      ok: true,
      rules: [
        {
          name: "weak-five-ghz",
          metric: "station.rssi_p50_dbm",
          scope: { band: "5GHz", model_name: "X*", software_version: "1.10" },
          condition: { operator: "<", value: -78 },
          forMs: 300_000,
          clear: { operator: ">", value: -72 },
          clearForMs: 180_000,
          minSamples: 3,
          severity: "minor",
          summary: "Station {subject} has been at {value} dBm for five minutes.",
        },
        {
          name: "full-channel",
          metric: "radio.channel_utilization_mean_percent",
          scope: {},
          condition: { operator: ">=", value: 80 },
          forMs: 0,
          clear: { operator: "<", value: 80 },
          clearForMs: 0,
          minSamples: 1,
          severity: "warning",
          summary: "full-channel: {subject} is at {value} {unit}.",
        },
      ],
    });
  });

  it("is printed as a file of the same rules", () => {
    const reading = parseRules(whole);
    expect(parseRules(formatRules(reading.ok ? reading.rules : []))).toEqual(reading);
  });

  it.each(["", "# nothing", "rules: []"])("may be without rules: %j", (text) => {
    expect(parseRules(text)).toEqual({ ok: true, rules: [] });
  });

  it("may repeat itself by anchors", () => {
    const text = `${rule(joins, "condition: &many '> 30'")}\n- { name: b, metric: home.leaves, condition: *many }`;
    const reading = parseRules(text);
    expect(reading.ok && reading.rules.map(({ condition }) => condition.value)).toEqual([30, 30]);
  });
});

describe("a mistake is told with its line:", () => {
  it.each([
    { of: "no list", text: "rules: 7", want: ["1: rules must be a list"] },
    {
      of: "another key",
      text: "rules: []\nmore: 1",
      want: ["2: unknown key more in the file, which has only rules"],
    },
    {
      of: "a rule's key at the top",
      text: "metric: home.joins\nrules: []",
      want: ["1: unknown key metric in the file, which has only rules"],
    },
    { of: "no rule", text: "rules:\n- 7", want: ["2: a rule must hold keys"] },
    {
      of: "what is missing",
      text: "rules:\n- severity: minor",
      want: ["2: a rule has no name", "2: a rule has no metric", "2: a rule has no condition"],
    },
    {
      of: "an unknown key",
      text: rule(joins, many, "severty: minor"),
      want: ["6: unknown key severty in a rule; did you mean severity?"],
    },
    {
      of: "an unknown metric",
      text: rule("metric: station.rssi_p5_dbm", many),
      want: [
        "4: rule a: metric must be a metric (check-rules --metrics); did you mean station.rssi_p50_dbm? (is station.rssi_p5_dbm)",
      ],
    },
    {
      of: "a label that the metric has not",
      text: rule(joins, many, "scope:", "  model_name: X", "  band: 5GHz"),
      want: ["8: rule a: home.joins has no band, only model_name, software_version"],
    },
    {
      of: "no comparison",
      text: rule(joins, "condition: below 3"),
      want: ['5: rule a: condition must be a comparison with a number, such as "< -78" (is below 3)'],
    },
    {
      of: "a comparison without quotes",
      text: rule(joins, "condition: > -72"),
      want: ['5: a comparison must be in quotes, such as "> -72"'],
    },
    {
      of: "an alias of nothing",
      text: rule(joins, many, "for: *nope"),
      want: ["6: there is no anchor &nope for *nope; a text that begins with * must be in quotes"],
    },
    {
      of: "a line indented too far",
      text: rule(joins, `  ${many}`),
      want: ["5: it is indented further than the line before, as if it were more of that value"],
    },
    {
      of: "a band that is none",
      text: rule("metric: station.rssi_p50_dbm", 'condition: "< -78"', 'scope: { band: "5 GHz" }'),
      want: [
        "6: rule a: scope band must be 2.4GHz, 5GHz, 6GHz, or a pattern of one; did you mean 5GHz? (is 5 GHz)",
      ],
    },
    {
      of: "a percentage of a share",
      text: rule("metric: home.coverage", 'condition: "< 80"'),
      want: ['5: rule a: condition "< 80" is always true: home.coverage is 0 to 1 (share)'],
    },
    {
      of: "a level without its sign",
      text: rule("metric: station.rssi_p50_dbm", 'condition: "> 78"', 'clear: "< -70"'),
      want: ['5: rule a: condition "> 78" is never true: station.rssi_p50_dbm is -110 to 0 (dBm)'],
    },
    {
      of: "retries in percent",
      text: rule("metric: home.retry_share", 'condition: "> 20"'),
      want: ['5: rule a: condition "> 20" is never true: home.retry_share is 0 to 2 (share)'],
    },
    {
      of: "a clear that never comes",
      text: rule(joins, 'condition: "> 3"', 'clear: "< 0"'),
      want: ['6: rule a: clear "< 0" is never true: home.joins is 0 or more (joins)'],
    },
    {
      of: "a clear that contradicts",
      text: rule(joins, many, 'clear: "< 31"'),
      want: ['6: rule a: clear "< 31" and condition "> 30" can be true at once'],
    },
    {
      of: "a time without unit",
      text: rule(joins, many, "for: 5"),
      want: ["6: rule a: for must be a time such as 30s, 5m or 1h, at most 7d (is 5)"],
    },
    {
      of: "an unknown placeholder",
      text: rule(joins, many, 'summary: "{valu}"'),
      want: [
        "6: rule a: summary has no {valu}, only subject, value, threshold, unit, home, band, model_name, software_version, access_point; did you mean value? (is {valu})",
      ],
    },
    {
      of: "two rules of a name",
      text: `${rule(joins, many)}\n- name: a\n  metric: home.joins\n  condition: nothing`,
      want: [
        "6: there is another rule a",
        '8: rule a: condition must be a comparison with a number, such as "< -78" (is nothing)',
      ],
    },
    {
      of: "several at once, in their order",
      text: rule("metric: home.joys", many, "min_samples: 0", "for_clear:"),
      want: [
        "4: rule a: metric must be a metric (check-rules --metrics); did you mean home.joins? (is home.joys)",
        "6: rule a: min_samples must be a whole number from 1 to 1000000 (is 0)",
        "7: rule a: for_clear must be a value",
      ],
    },
  ])("$of", ({ text, want }) => {
    expect(mistakesOf(text)).toEqual(want);
  });

  it("more than 100 rules", () => {
    const rules = Array.from({ length: 101 }, (_, n) => `- { name: r${n}, ${joins}, ${many} }`);
    expect(mistakesOf(["rules:", ...rules].join("\n"))).toEqual([
      "2: there are 101 rules, and no more than 100 may be",
    ]);
  });
});

test.each([
  { band: "5*", condition: "< -110.5", want: ["never"] },
  { band: "5*", condition: "<= -110", want: [] },
  { band: "*", condition: "!= -60", want: [] },
  { band: "6GHz", condition: "== -60", want: [] },
  { band: "6GHz", condition: "> -111", want: ["always"] },
])("$condition on $band: $want", ({ band, condition, want }) => {
  const text = rule("metric: radio.rssi_min_dbm", `condition: "${condition}"`, `scope: { band: "${band}" }`);
  expect(mistakesOf(text).map((mistake) => /always|never/.exec(mistake)?.[0])).toEqual(want);
});

test("metrics are printed with their units and ranges, and the bands", () => {
  const lines = formatMetrics().split("\n");
  expect(lines).toContain(`${"station.rssi_p50_dbm".padEnd(40)} -110 to 0 (dBm)`);
  expect(lines).toContain(`${"home.joins".padEnd(40)} 0 or more (joins)`);
  expect(lines).toContain("scope: band is 2.4GHz, 5GHz, 6GHz");
});

test("any text is read, or its mistakes are told at lines that it has", () => {
  const piece = fc.constantFrom(...whole.split(/(\s|:)/), "*a", "&a", "- ", "\t", "{", "}", "!!map", '"');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join("");
      const reading = parseRules(text);
      if (reading.ok) return;
      expect(reading.mistakes.length).toBeGreaterThan(0);
      const lines = text.split(/\r?\n/).length;
      for (const { line } of reading.mistakes) expect(line >= 1 && line <= lines).toBe(true);
    }),
    { numRuns: 500 },
  );
});
