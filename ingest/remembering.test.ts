import { expect, test } from "vitest";
import { detached, remembering } from "./remembering.ts";

function counting(): { readonly upper: (text: string) => string; readonly computed: () => number } {
  let computed = 0;
  const upper = remembering((text) => {
    computed += 1;
    return text.toUpperCase();
  });
  return { upper, computed: () => computed };
}

test("a text that comes again is not computed again", () => {
  const { upper, computed } = counting();
  expect([upper("a"), upper("b"), upper("a")]).toEqual(["A", "B", "A"]);
  expect(computed()).toBe(2);
});

test("it begins anew when it is full, and forgetting changes nothing", () => {
  const { upper, computed } = counting();
  upper("a");
  for (let index = 0; index < 50_000; index += 1) upper(String(index));
  expect(upper("a")).toBe("A");
  expect(computed()).toBe(50_002);
});

test("long texts are computed each time", () => {
  const { upper, computed } = counting();
  const long = "n".repeat(513);
  expect(upper(long)).toBe(upper(long));
  expect(computed()).toBe(2);
});

test.each(["", "Device.Hosts.Host.1.", "é", "\u00ff\u0100", "😀", "\ud800 alone"])(
  "a detached copy of %j is equal to it",
  (text) => {
    expect(detached(text)).toBe(text);
  },
);
