import { expect, test } from "vitest";
import { parseAcls } from "./kafka-acls.ts";

test("a line is one permission for each of its operations; comments and empty lines are none", () => {
  const text = "# user resource\n\nusp-sink topic literal usp.window.v1 Read Describe\n";
  const line = { user: "usp-sink", resource: "topic", pattern: "literal", name: "usp.window.v1" };
  expect(parseAcls(text)).toEqual([
    { ...line, operation: "Read" },
    { ...line, operation: "Describe" },
  ]);
});

test("every mistake is told with its line", () => {
  const text =
    "usp-sink topic literal usp.window.v1\n# fine\nusp-sink topics exact usp.window.v1 Read Drop\n";
  expect(() => parseAcls(text)).toThrow(
    /line 1: it needs .*\nline 3: topics is none of topic, .*\nline 3: exact is none of literal, .*\nline 3: Drop is none of Read, /,
  );
});
