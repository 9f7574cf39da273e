import { expect, test } from "vitest";
import { toAnswer } from "./answer.ts";

const cases = [
  ["any 2xx is taken", 202, "taken"],
  ["a message that is wrong is refused for good", 400, "refused"],
  ["one that can't be understood too", 422, "refused"],
  ["and one that is too large", 413, "refused"],
  ["a wrong password is put right by a person, and meanwhile nothing is thrown away", 401, "later"],
  ["so is a wrong address", 404, "later"],
  ["a redirect is an address that is wrong", 302, "later"],
  ["too much at once", 429, "later"],
  ["a receiver in trouble", 503, "later"],
] as const;

test.each(cases)("%s: %i is %s", (_rule, status, kind) => {
  expect(toAnswer(status, null, "").kind).toBe(kind);
});

test("Retry-After counts in seconds; anything else there is not looked at", () => {
  expect(toAnswer(429, "7", "")).toMatchObject({ waitMs: 7000 });
  for (const text of ["Wed, 21 Oct 2026 07:28:00 GMT", "-1", "1e9", ""])
    expect(toAnswer(503, text, "")).toMatchObject({ waitMs: null });
});
