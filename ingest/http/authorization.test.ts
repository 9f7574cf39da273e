import { describe, expect, it, test } from "vitest";
import { createAuthorization, type Speaker, type SpeakerRule } from "./authorization.ts";

const certificate = (...names: readonly string[]): Speaker => ({ by: "certificate", names });
const user = (name: string): Speaker => ({ by: "password", names: [name] });

describe("who may speak for which endpoint", () => {
  const rules: readonly SpeakerRule[] = [
    { who: "cpe-{n}", endpoint: "os::00D09E-cpe-{n}" },
    { who: "cpe-{n}", endpoint: "os::00D09E-extender-{n}" },
    { who: "{oui}-{sn}", endpoint: "os::{oui}-{sn}" },
    { who: "mirror", endpoint: "*" },
  ];
  const cases: readonly [string, Speaker | null, string, boolean][] = [
    ["its own", user("cpe-7"), "os::00D09E-cpe-7", true],
    ["its extender's, by another rule of the same name", user("cpe-7"), "os::00D09E-extender-7", true],
    ["another's", user("cpe-7"), "os::00D09E-cpe-8", false],
    ["one that begins like its own", user("cpe-7"), "os::00D09E-cpe-77", false],
    ["a certificate's, as a user's", certificate("00D09E-1"), "os::00D09E-1", true],
    ["any name of a certificate counts", certificate("x", "cpe-7"), "os::00D09E-cpe-7", true],
    ["a name with a pattern's character in it", user("cpe-{n}"), "os::00D09E-cpe-7", false],
    ["a proxy's, that of anybody", user("mirror"), "os::00D09E-cpe-8", true],
    ["somebody's whom no rule knows", user("guest"), "os::00D09E-cpe-7", false],
    ["a certificate without a name", certificate(), "os::00D09E-cpe-7", false],
    ["nobody was asked who it is", null, "os::00D09E-cpe-7", true],
  ];
  it.each(cases)("%s", (_what, speaker, endpoint, want) => {
    expect(createAuthorization(rules)(speaker, endpoint)).toBe(want);
  });

  test("without rules a certificate speaks for the endpoint of its name, and a user for any", () => {
    const maySpeakFor = createAuthorization(null);
    expect(maySpeakFor(certificate("gateway-1", "os::00D09E-1"), "os::00D09E-1")).toBe(true);
    expect(maySpeakFor(certificate("os::00D09E-1"), "os::00D09E-2")).toBe(false);
    expect(maySpeakFor(user("shared"), "os::00D09E-2")).toBe(true);
  });

  test("a list without rules lets nobody speak", () => {
    expect(createAuthorization([])(user("shared"), "os::00D09E-2")).toBe(false);
  });
});
