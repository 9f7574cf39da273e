import { expect, it } from "vitest";
import { Complaint } from "../complaint.ts";
import { hashOf, parseSubject } from "./subject.ts";

it("an address is one, however it is written", () => {
  expect(parseSubject(undefined, "AA-BB-CC-DD-EE-02")).toEqual({ kind: "mac", mac: "aa:bb:cc:dd:ee:02" });
});

it.each([
  { name: "neither", home: undefined, mac: undefined, want: /missing/ },
  { name: "an empty home", home: "", mac: undefined, want: /missing/ },
  { name: "both", home: "h", mac: "aa:bb:cc:dd:ee:02", want: /one after the other/ },
  { name: "no address", home: undefined, mac: "aa:bb", want: /--mac aa:bb is no address/ },
  { name: "everybody's address", home: undefined, mac: "ff:ff:ff:ff:ff:ff", want: /is no address/ },
])("$name is told", ({ home, mac, want }) => {
  expect(() => parseSubject(home, mac)).toThrow(Complaint);
  expect(() => parseSubject(home, mac)).toThrow(want);
});

it("the list's name of somebody needs the key, and a home is not an address of the same name", () => {
  const home = parseSubject("aa:bb:cc:dd:ee:02", undefined);
  const hashes = [
    hashOf(home, "a key of sixteen"),
    hashOf(home, "another of sixteen"),
    hashOf(parseSubject(undefined, "aa:bb:cc:dd:ee:02"), "a key of sixteen"),
  ];
  expect(new Set(hashes).size).toBe(3);
  expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
});
