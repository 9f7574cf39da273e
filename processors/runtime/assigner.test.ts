import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignPartitions, decodeClaims, encodeClaims, type Member } from "./assigner.ts";

const member = (memberId: string, ...claims: (readonly [number, number])[]): Member => ({
  memberId,
  claims: new Map(claims),
});

const assign = (members: readonly Member[], partitions: number): Record<string, number[]> =>
  Object.fromEntries(assignPartitions(members, partitions));

describe("assignPartitions", () => {
  test.each([
    { name: "one member has all", members: [member("a")], partitions: 3, want: { a: [0, 1, 2] } },
    {
      name: "a member keeps what it has state for when another joins",
      members: [member("new"), member("old", [0, 9], [1, 9], [2, 9], [3, 9])],
      partitions: 4,
      want: { old: [0, 1], new: [2, 3] },
    },
    {
      name: "of two that claim one partition the further one has it",
      members: [member("zombie", [0, 5], [1, 5]), member("owner", [0, 8])],
      partitions: 2,
      want: { owner: [0], zombie: [1] },
    },
    {
      name: "the odd partition stays with the member that has more",
      members: [member("a", [2, 1]), member("b", [0, 1], [1, 1])],
      partitions: 3,
      want: { b: [0, 1], a: [2] },
    },
    {
      name: "claims of partitions that do not exist are nothing",
      members: [member("a", [7, 1], [-1, 1])],
      partitions: 1,
      want: { a: [0] },
    },
    {
      name: "more members than partitions: some wait",
      members: [member("a"), member("b"), member("c")],
      partitions: 2,
      want: { a: [0], b: [1], c: [] },
    },
  ])("$name", ({ members, partitions, want }) => {
    expect(assign(members, partitions)).toEqual(want);
  });

  const anyMembers = fc.uniqueArray(
    fc.record({
      memberId: fc.string({ minLength: 1 }),
      claims: fc.array(fc.tuple(fc.nat(20), fc.nat(1000))).map((claims) => new Map(claims)),
    }),
    { selector: ({ memberId }) => memberId, minLength: 1, maxLength: 8 },
  );

  test("every partition has exactly one member, and none has two more than another", () => {
    fc.assert(
      fc.property(anyMembers, fc.nat(20), (members, partitions) => {
        const held = [...assignPartitions(members, partitions).values()];
        expect(held.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: partitions }, (_, n) => n));
        const sizes = held.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("the order in which members are listed does not matter", () => {
    fc.assert(
      fc.property(anyMembers, fc.nat(20), (members, partitions) => {
        expect(assign(members.toReversed(), partitions)).toEqual(assign(members, partitions));
      }),
    );
  });

  test("assigning again what was assigned moves nothing", () => {
    fc.assert(
      fc.property(anyMembers, fc.nat(20), (members, partitions) => {
        const first = assignPartitions(members, partitions);
        const again = members.map(({ memberId }) => member(memberId, ...claimsOf(first.get(memberId))));
        expect(assignPartitions(again, partitions)).toEqual(first);
      }),
    );
  });
});

const claimsOf = (partitions: readonly number[] = []): (readonly [number, number])[] =>
  partitions.map((partition) => [partition, 1] as const);

test("claims survive the wire, and bytes that are none claim nothing", () => {
  const claims = new Map([
    [0, 12],
    [7, 2 ** 40],
  ]);
  expect(decodeClaims(encodeClaims(claims))).toEqual(claims);
  for (const text of ["", "{}", "null", "[[1]]", '[["1",2]]', "[[1.5,2]]", "\u0000"]) {
    expect(decodeClaims(Buffer.from(text)).size).toBe(0);
  }
});
