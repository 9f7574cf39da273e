import { describe, expect, test } from "vitest";
import { encodeMqttConnect, encodeNotify, msgIdOf, type Notification } from "./usp-record.ts";

const ends = { agent: "os::A", controller: "C" };

// Expected bytes composed by hand from the field numbers of usp-record-1-4.proto and usp-msg-1-4.proto.
const head = "0a03312e331201431a056f733a3a41";
const cases: { name: string; told: Notification; body: string }[] = [
  {
    name: "an event without params",
    told: { kind: "event", path: "D.", name: "P!", params: {} },
    body: "1a080a02442e12025021",
  },
  {
    name: "an event's params are a map",
    told: { kind: "event", path: "D.", name: "P!", params: { a: "b" } },
    body: "1a100a02442e120250211a060a0161120162",
  },
  {
    name: "a value change",
    told: { kind: "value_change", path: "D.x", value: "1" },
    body: "22080a03442e78120131",
  },
  {
    name: "a creation with its keys",
    told: { kind: "creation", path: "D.1.", uniqueKeys: { k: "" } },
    body: "2a0b0a04442e312e12030a016b",
  },
  {
    name: "a deletion carries only the path",
    told: { kind: "deletion", path: "D.1." },
    body: "32060a04442e312e",
  },
];

const hex = (length: number): string => length.toString(16).padStart(2, "0");
const wrap = (tag: string, inner: string): string => tag + hex(inner.length / 2) + inner;

describe("encodeNotify", () => {
  test.each(cases)("$name", ({ told, body }) => {
    const header = wrap("0a", "0a016d1003");
    const message = header + wrap("12", wrap("0a", wrap("42", "0a0173" + body)));
    expect(encodeNotify(ends, "m", "s", told).toString("hex")).toBe(head + wrap("3a", wrap("12", message)));
  });
});

test("a connect Record names MQTT 5 and the subscribed topic", () => {
  expect(encodeMqttConnect(ends, "t").toString("hex")).toBe(`${head}52050801120174`);
});

test("a msg_id holds the kind, the UTC second and a counter", () => {
  expect(msgIdOf({ kind: "deletion", path: "D.1." }, Date.UTC(2026, 10, 22, 6, 44, 49, 7), 3)).toBe(
    "ObjectDeletion-2026-11-22T06:44:49Z-3",
  );
});
