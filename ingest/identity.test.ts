import { describe, expect, test } from "vitest";
import type { EndpointId } from "#schemas/ids.ts";
import type { TopicTemplate } from "./config.ts";
import { createIdentity, sameEndpoint, subscriptionFilters } from "./identity.ts";
import { splitReplyTo } from "./reply.ts";

const templates: readonly TopicTemplate[] = [
  { template: "oktopus/usp/v1/controller", kind: "record" },
  { template: "oktopus/usp/v1/controller/{endpoint}", kind: "record" },
  { template: "oktopus/usp/v1/agent/{endpoint}", kind: "to-agent" },
  { template: "oktopus/usp/v1/status/{endpoint}", kind: "status" },
  { template: "oktopus/usp/v1/bulkdata/{id}", kind: "report" },
];
const identity = createIdentity(templates, {
  endpoints: [
    { match: "lab-{n}", endpoint: "proto::lab.{n}" },
    { match: "{id}", endpoint: "os::00D09E-{id}" },
  ],
  home: "home/{endpoint}",
});

describe("topics name gateways", () => {
  test.each([
    ["oktopus/usp/v1/controller", "record", null, "oktopus/usp/v1/controller"],
    ["oktopus/usp/v1/controller/os::A", "record", "os::A", "oktopus/usp/v1/controller/{endpoint}"],
    ["oktopus/usp/v1/agent/os::A", "to-agent", "os::A", "oktopus/usp/v1/agent/{endpoint}"],
    ["oktopus/usp/v1/status/os::A", "status", "os::A", "oktopus/usp/v1/status/{endpoint}"],
    ["oktopus/usp/v1/bulkdata/cpe-1", "report", "os::00D09E-cpe-1", "oktopus/usp/v1/bulkdata/{id}"],
    [
      "oktopus/usp/v1/bulkdata/cpe-1/iso/2",
      "report",
      "os::00D09E-cpe-1",
      "oktopus/usp/v1/bulkdata/{id}/iso/2",
    ],
    ["oktopus/usp/v1/bulkdata/lab-7", "report", "proto::lab.7", "oktopus/usp/v1/bulkdata/{id}"],
  ])("%s", (topic, kind, endpointId, stream) => {
    expect(identity.match(topic)).toEqual({ kind, endpointId, invalidId: null, stream });
  });

  test.each([
    "oktopus/usp/v1/bulkdata",
    "oktopus/usp/v1/controller/os::A/deeper",
    "/oktopus/usp/v1/bulkdata/x",
    "other/topic",
    "",
  ])("%j names none", (topic) => {
    expect(identity.match(topic)).toBeNull();
  });

  test.each([
    ["an empty level", "oktopus/usp/v1/bulkdata/", ""],
    ["an empty endpoint", "oktopus/usp/v1/controller/", ""],
    ["control characters", "oktopus/usp/v1/controller/a\n", "a\n"],
    ["too much of it", `oktopus/usp/v1/controller/${"a".repeat(257)}`, "a".repeat(257)],
    [
      "too much with what the mapping adds",
      `oktopus/usp/v1/bulkdata/${"a".repeat(256)}`,
      `os::00D09E-${"a".repeat(256)}`,
    ],
  ])("%s is no endpoint id", (_name, topic, invalidId) => {
    expect(identity.match(topic)).toMatchObject({ endpointId: null, invalidId });
  });

  test.each([
    ["oktopus/usp/v1/controller/os::A/deeper", "os::A"],
    ["oktopus/usp/v1/controller/os::A/deeper/and/deeper", "os::A"],
    ["oktopus/usp/v1/controller/a\n/deeper", null],
    ["oktopus/usp/v1/agent/os::A/deeper", null],
    ["oktopus/usp/v1/bulkdata", null],
    ["other/topic/os::A", null],
  ])("below %j speaks %s", (topic, speaker) => {
    expect([identity.match(topic)?.endpointId ?? null, identity.speakerBelow(topic)]).toEqual([
      null,
      speaker,
    ]);
  });

  test("a topic level that looks like a placeholder or an object's member is only text", () => {
    expect(identity.match("oktopus/usp/v1/controller/__proto__")?.endpointId).toBe("__proto__");
    expect(identity.match("oktopus/usp/v1/bulkdata/{n}$1")?.endpointId).toBe("os::00D09E-{n}$1");
  });

  test("without a mapping that fits an id stays as it is", () => {
    const plain = createIdentity(templates, {
      endpoints: [{ match: "x", endpoint: "os::X" }],
      home: "{endpoint}",
    });
    expect(plain.match("oktopus/usp/v1/bulkdata/x")?.endpointId).toBe("os::X");
    expect(plain.match("oktopus/usp/v1/bulkdata/y")?.endpointId).toBe("y");
  });

  test("an id of 60 kB costs no mapping anything, however many captures it has", () => {
    const mapping = { match: "{a}-{b}-{c}-end", endpoint: "os::{a}-{b}" };
    const captures = createIdentity(templates, { endpoints: [mapping], home: "" });
    const long = "-".repeat(60_000);
    expect(captures.match(`oktopus/usp/v1/bulkdata/${long}`)).toMatchObject({
      endpointId: null,
      invalidId: long,
    });
  });

  test("a home is a mapping of the endpoint", () => {
    expect(identity.homeOf("os::A" as EndpointId)).toBe("home/os::A");
  });
});

describe("a topic's endpoint and from_id", () => {
  test.each([
    ["os::A", "os::A", true],
    ["os%3A%3AA", "os::A", true],
    ["os::A%2DB", "os::A%2DB", true],
    ["os::A", "os::B", false],
    ["os::A%zz", "os::A", false],
  ])("%s and %s: %s", (topic, fromId, same) => {
    expect(sameEndpoint(topic as EndpointId, fromId)).toBe(same);
  });
});

describe("the reply topic of 3.1.1", () => {
  test.each([
    ["X/controller/os::A/reply-to=r%2Fs", "X/controller/os::A", "r/s"],
    ["X/controller/reply-to=a/reply-to=b%2fc", "X/controller", "b/c"],
    ["X/reply-to= a%2Fb%3Ac", "X", "a/b%3Ac"],
    ["X/reply-to=", "X", null],
    ["X/reply", "X/reply", null],
  ])("%s", (topic, base, replyTo) => {
    expect(splitReplyTo(topic)).toEqual({ topic: base, replyTo });
  });
});

describe("subscriptions", () => {
  test("the widest filter of overlapping templates, so that nothing comes twice", () => {
    expect(subscriptionFilters(templates, null)).toEqual([
      "oktopus/usp/v1/controller/#",
      "oktopus/usp/v1/agent/+/#",
      "oktopus/usp/v1/status/+/#",
      "oktopus/usp/v1/bulkdata/+/#",
    ]);
  });

  test("a group shares them", () => {
    expect(subscriptionFilters(templates.slice(0, 1), "g")).toEqual(["$share/g/oktopus/usp/v1/controller/#"]);
  });
});
