import { describe, expect, test } from "vitest";
import { createIdentity } from "../identity.ts";
import type { ProvisionedProfile } from "./profile.ts";
import { agentTopic, publishTopic, type TargetConfig, timeReference } from "./target.ts";

const config: TargetConfig = {
  topics: [
    { template: "u/agent/{endpoint}", kind: "to-agent" },
    { template: "u/bulk/{id}", kind: "report" },
    { template: "u/own/{endpoint}", kind: "report" },
  ],
  identity: {
    endpoints: [
      { match: "cpe-{n}", endpoint: "os::00D09E-cpe-{n}" },
      { match: "main", endpoint: "os::main-gateway" },
      { match: "{oui}-{sn}", endpoint: "os::{oui}-{sn}" },
    ],
    home: "{endpoint}",
  },
};
const profile = (topic: string): ProvisionedProfile => ({ topic }) as ProvisionedProfile;

describe("a gateway's topic", () => {
  const cases = [
    { topic: "u/bulk/{id}", endpoint: "os::00D09E-cpe-7", want: "u/bulk/cpe-7" },
    { topic: "u/bulk/{id}/hosts", endpoint: "os::00D09E-cpe-7", want: "u/bulk/cpe-7/hosts" },
    { topic: "u/bulk/{id}", endpoint: "os::main-gateway", want: "u/bulk/main" },
    { topic: "u/bulk/{id}", endpoint: "os::A1B2C3-99", want: "u/bulk/A1B2C3-99" },
    { topic: "u/bulk/{id}", endpoint: "proto::anything", want: "u/bulk/proto::anything" },
    { topic: "u/own/{endpoint}", endpoint: "os::00D09E-cpe-7", want: "u/own/os::00D09E-cpe-7" },
  ];
  test.each(cases)("$endpoint publishes to $want", ({ topic, endpoint, want }) => {
    expect(publishTopic(profile(topic), endpoint, config)).toEqual({ ok: true, topic: want });
    expect(createIdentity(config.topics, config.identity).match(want)?.endpointId).toBe(endpoint);
  });

  test("a topic that intake would not read, or that names no gateway, is refused", () => {
    expect(publishTopic(profile("other/{id}"), "os::00D09E-cpe-7", config)).toMatchObject({ ok: false });
    expect(publishTopic(profile("u/bulk"), "os::00D09E-cpe-7", config)).toMatchObject({ ok: false });
  });

  test("an agent is reached by its own level; ids that would be several levels or a filter are refused", () => {
    expect(agentTopic("os::a", config)).toEqual({ ok: true, topic: "u/agent/os::a" });
    for (const id of ["", "a/b", "a+", "#", "a\u0000"]) expect(agentTopic(id, config).ok).toBe(false);
  });
});

describe("the phase", () => {
  const phaseOf = (endpoint: string, seconds: number): number =>
    (Date.parse(timeReference(endpoint, seconds) ?? "") - Date.UTC(2020, 0, 1)) / 1000;

  test("is the endpoint's own, every time", () => {
    expect(timeReference("os::a", 60)).toBe(timeReference("os::a", 60));
    expect(timeReference("os::a", 3600)).not.toBe(timeReference("os::b", 3600));
    expect(timeReference("os::a", 1)).toBeNull();
  });

  test("spreads a fleet over the interval: no second has more than twice its share", () => {
    const counts = Array.from({ length: 60 }, () => 0);
    for (let n = 0; n < 6000; n++) counts[phaseOf(`os::00D09E-${n}`, 60)]! += 1;
    expect(counts.reduce((sum, count) => sum + count)).toBe(6000);
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(200);
  });
});
