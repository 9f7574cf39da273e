import { describe, expect, test } from "vitest";
import { isPublishable, joinReplyTo, splitReplyTo } from "./reply.ts";

describe("the reply topic of MQTT 3.1.1", () => {
  test.each([
    ["none", "x/controller/a", "x/controller/a", null],
    ["one", "x/a/reply-to=r%2Fs", "x/a", "r/s"],
    ["lower case, and a blank after the sign", "x/a/reply-to= r%2fs", "x/a", "r/s"],
    ["other escapes stay", "x/a/reply-to=r%2Fos%3A%3AA", "x/a", "r/os%3A%3AA"],
    ["of two the last", "x/a/reply-to=p%2Fq/reply-to=r%2Fs", "x/a", "r/s"],
    ["an empty one is none", "x/a/reply-to=", "x/a", null],
  ])("%s", (_name, full, topic, replyTo) => {
    expect(splitReplyTo(full)).toEqual({ topic, replyTo });
  });

  test("written as it is read", () => {
    expect(splitReplyTo(joinReplyTo("x/agent/os::A", "x/controller/os::A"))).toEqual({
      topic: "x/agent/os::A",
      replyTo: "x/controller/os::A",
    });
  });
});

describe("a topic that a gateway chose is not published to", () => {
  test.each([
    ["empty", ""],
    ["a wildcard", "x/#"],
    ["a wildcard of one level", "x/+/a"],
    ["the broker's own", "$SYS/x"],
    ["a bridge's own", "usp-telemetry/canary/bridge-1"],
    ["NUL", "x/\0"],
    ["a control character", "x/\u0085"],
    ["no character", "x/\ufdd0"],
    ["half a character", "x/\ud800"],
    ["too long", "x".repeat(1025)],
    ["too deep", "/".repeat(100)],
  ])("%s", (_name, topic) => {
    expect(isPublishable(topic)).toBe(false);
  });

  test.each(["x/agent/os::00D09E-1", "/x", "é/😀", "a$b", "x".repeat(1024)])("but %s", (topic) => {
    expect(isPublishable(topic)).toBe(true);
  });
});
