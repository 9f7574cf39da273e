import { expect, test } from "vitest";
import { isSubscribed } from "./topic-filters.ts";

const templates = ["u/controller", "u/api/{endpoint}", "u/bulk/{id}"];
const cases = [
  { topic: "u/controller", want: true },
  { topic: "u/controller/os::1/reply-to=a%2Fb", want: true },
  { topic: "u/api", want: false },
  { topic: "u/api/os::1", want: true },
  { topic: "u/bulk/x/iso", want: true },
  { topic: "u/bulky/x", want: false },
  { topic: "v/controller", want: false },
];

test.each(cases)("$topic is subscribed to: $want", ({ topic, want }) => {
  expect(isSubscribed(topic, templates)).toBe(want);
});
