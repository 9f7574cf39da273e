import { expect, it } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { Complaint } from "../complaint.ts";
import { hashOf, nameOf, parseSubject, unknownEpochs, withPseudonyms } from "./subject.ts";

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

it("an address is forgotten with its pseudonym of each epoch; a home has none", () => {
  const epochs = ["a", "b"].map((id) => ({ id, from: epochMs(0), key: Buffer.alloc(32, id) }));
  const subjects = withPseudonyms(parseSubject(undefined, "A6-83-E7-00-00-0F"), epochs);
  expect(subjects.map(nameOf)).toEqual([
    "address a6:83:e7:00:00:0f",
    expect.stringMatching(/^address [0-9a-f:]{17} \(its pseudonym of epoch a\)$/),
    expect.stringMatching(/^address [0-9a-f:]{17} \(its pseudonym of epoch b\)$/),
  ]);
  expect(new Set(subjects.map((subject) => hashOf(subject, "a key of sixteen"))).size).toBe(3);
  const home = parseSubject("h", undefined);
  expect(withPseudonyms(home, epochs)).toEqual([home]);
});

it("epochs of which there are rows and no key are told", () => {
  const known = [{ id: "a", from: epochMs(0), key: Buffer.alloc(32, "a") }];
  expect(unknownEpochs(["a", "b"], known)).toEqual(["b"]);
  expect(unknownEpochs(["a"], known)).toEqual([]);
});
