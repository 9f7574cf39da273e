import { readFileSync } from "node:fs";
import avsc from "avsc";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { avroHeaderBytes, bodyOf, compileType, schemaIdOf } from "./avro.ts";
import type { TelemetryEvent } from "./telemetry-event.ts";

const text = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

const counters = JSON.stringify({
  type: "record",
  name: "Counted",
  fields: [
    { name: "sent_total", type: ["null", "long"], default: null },
    { name: "plain", type: "long" },
    { name: "names", type: { type: "array", items: "string" } },
    { name: "keys", type: { type: "map", values: "string" } },
  ],
});
interface Counted {
  readonly sent_total: number | bigint | null;
  readonly plain: number;
  readonly names: readonly string[];
  readonly keys: Readonly<Record<string, string>>;
}

/** A varint as Avro writes a long: zigzag, low seven bits first. */
const long = (value: bigint): number[] => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
};

describe("the wire form", () => {
  const type = compileType<Counted>(counters);
  const value: Counted = { sent_total: 1, plain: 2, names: ["a"], keys: { b: "c" } };

  it("is magic 0, the schema id big-endian and the body that avsc alone would write", () => {
    const bytes = type.encode(value, 0x01020304);
    expect([...bytes.subarray(0, 5)]).toEqual([0, 1, 2, 3, 4]);
    expect(schemaIdOf(bytes)).toBe(0x01020304);
    expect(bodyOf(bytes)).toEqual(avsc.Type.forSchema(JSON.parse(counters)).toBuffer(value));
  });

  it.each([
    { name: "null", bytes: null },
    { name: "shorter than the header", bytes: Buffer.from([0, 0, 0, 1]) },
    { name: "another magic byte", bytes: Buffer.from("{json}") },
  ])("has no schema id when it is $name", ({ bytes }) => {
    expect(schemaIdOf(bytes)).toBeNull();
  });

  it("hands out bytes that a later value does not overwrite, and grows for large ones", () => {
    const first = type.encode(value, 7);
    const copy = Buffer.from(first);
    const large = { ...value, names: Array.from({ length: 5_000 }, (_, index) => `name ${index}`) };
    expect(type.decode(bodyOf(type.encode(large, 7)))).toEqual({ ok: true, value: large });
    type.encode({ ...value, plain: 99 }, 8);
    expect(first).toEqual(copy);
  });
});

describe("counters", () => {
  const type = compileType<Counted>(counters);
  const back = (sent: number | bigint | null): unknown => {
    const bytes = type.encode({ sent_total: sent, plain: 0, names: [], keys: {} }, 1);
    const decoded = type.decode(bodyOf(bytes));
    return decoded.ok ? decoded.value.sent_total : decoded.detail;
  };

  it.each([
    { sent: null, want: null },
    { sent: 0, want: 0 },
    { sent: 2 ** 52, want: 2 ** 52 },
    { sent: Number.MAX_SAFE_INTEGER, want: Number.MAX_SAFE_INTEGER },
    { sent: 2n ** 53n + 1n, want: 2n ** 53n + 1n },
    { sent: 2n ** 63n - 1n, want: 2n ** 63n - 1n },
    { sent: 5n, want: 5 },
    { sent: -(2 ** 53 - 2), want: -(2 ** 53 - 2) },
    { sent: -(2n ** 63n), want: -(2n ** 63n) },
  ])("come back without loss, as a number where it is exact: $sent", ({ sent, want }) => {
    expect(back(sent)).toBe(want);
  });

  it("of any 64 bits survive the way out and back", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (sent) => {
        expect(String(back(sent))).toBe(String(sent));
      }),
    );
  });

  it.each([2n ** 63n, 2 ** 53, 1.5])("beyond 64 bits or not whole are refused: %s", (sent) => {
    expect(() => back(sent)).toThrow(/no 64-bit counter/);
  });
});

describe("hostile bytes", () => {
  const type = compileType<Counted>(counters);
  const head = [...long(0n), ...long(0n)]; // sent_total null, plain 0
  const huge = long(50_000_000n);

  it.each([
    { name: "an array of 50 million items in 7 bytes", body: [...head, ...huge] },
    { name: "an array that declares a byte size too", body: [...head, ...long(-50_000_000n), ...long(8n)] },
    { name: "a map of 50 million entries", body: [...head, 0, ...huge] },
    { name: "a count of 2^62", body: [...head, ...long(2n ** 62n)] },
    { name: "a number that never ends", body: [...head, ...Array.from({ length: 4_000 }, () => 0xff)] },
    { name: "a string of negative length", body: [...head, ...long(1n), ...long(-3n)] },
    { name: "a string longer than the bytes", body: [...head, ...long(1n), ...long(1_000n), 65] },
    { name: "a union branch that does not exist", body: [...long(7n)] },
    { name: "a long that no number holds", body: [...long(0n), ...long(2n ** 60n), 0, 0] },
    { name: "bytes after the end", body: [...head, 0, 0, 0] },
    { name: "nothing at all", body: [] },
  ])("are refused without cost: $name", ({ body }) => {
    const before = process.memoryUsage().rss;
    const decoded = type.decode(Buffer.from(body));
    expect(decoded.ok).toBe(false);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });

  it("with a count within the bytes left stop at the end of the bytes, not after count items", () => {
    const stations = compileType<TelemetryEvent>(text("telemetry-event.avsc"));
    const record = stations.encode({ ...emptyEvent, tables: [], stations: [] }, 1);
    const at = avroHeaderBytes + emptyEventHeadBytes(record);
    const count = 900_000;
    const hostile = Buffer.concat([
      record.subarray(avroHeaderBytes, at),
      Buffer.from(long(BigInt(count))),
      Buffer.alloc(1_000_000, 0x02), // reads as strings of one byte and null branches that fail or end soon
    ]);
    const before = process.memoryUsage().heapUsed;
    expect(stations.decode(hostile).ok).toBe(false);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
  });

  it("are refused also in fields that only the writer's schema has", () => {
    const reader = compileType<{ plain: number }>(
      JSON.stringify({ type: "record", name: "Counted", fields: [{ name: "plain", type: "long" }] }),
    );
    const good = type.encode({ sent_total: 2n ** 62n, plain: 5, names: ["x"], keys: { y: "z" } }, 1);
    expect(reader.decode(bodyOf(good), type)).toEqual({ ok: true, value: { plain: 5 } });
    expect(reader.decode(Buffer.from([...head, ...long(2n ** 62n)]), type).ok).toBe(false);
    expect(reader.decode(Buffer.from([...head, 0, ...long(2n ** 62n)]), type).ok).toBe(false);
  });

  it("of any kind neither throw nor hang", () => {
    const event = compileType<TelemetryEvent>(text("telemetry-event.avsc"));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const decoded = event.decode(Buffer.from(bytes));
        expect(typeof decoded.ok).toBe("boolean");
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("maps", () => {
  it("keep __proto__ and constructor as keys like any other", () => {
    const type = compileType<Counted>(counters);
    const keys = Object.assign(Object.create(null) as Record<string, string>, { constructor: "b" });
    Object.defineProperty(keys, "__proto__", { value: "a", enumerable: true });
    const decoded = type.decode(bodyOf(type.encode({ sent_total: null, plain: 0, names: [], keys }, 1)));
    expect(decoded.ok && Object.entries(decoded.value.keys)).toEqual([
      ["constructor", "b"],
      ["__proto__", "a"],
    ]);
  });
});

describe("a reader of a newer schema", () => {
  it("fills what an older writer did not know from the default", () => {
    const writer = compileType<{ a: number }>(
      JSON.stringify({ type: "record", name: "R", fields: [{ name: "a", type: "long" }] }),
    );
    const reader = compileType<{ a: number; b_total: number | null }>(
      JSON.stringify({
        type: "record",
        name: "R",
        fields: [
          { name: "a", type: "long" },
          { name: "b_total", type: ["null", "long"], default: null },
        ],
      }),
    );
    expect(reader.decode(bodyOf(writer.encode({ a: 1 }, 1)), writer)).toEqual({
      ok: true,
      value: { a: 1, b_total: null },
    });
  });
});

const emptyEvent = {
  event_id: "",
  home_id: "",
  endpoint_id: "",
  profile_id: "",
  kind: "report",
  source: "bridge",
  observed_at: 0,
  received_at: 0,
  time_quality: "none",
  time_raw: null,
  msg_id: null,
  flags: [],
  tables: [],
  stations: [],
  hosts: [],
  radios: [],
  access_points: [],
  gateway: [],
  changes: [],
  events: [],
  tick: null,
  interval_ms: null,
  interfaces: [],
  mesh_nodes: [],
  heard_stations: [],
  heard_bsses: [],
} as unknown as TelemetryEvent;

/** Where `stations` begins: the thirteen bytes from there on in an empty event are counts and null branches. */
const emptyEventHeadBytes = (record: Buffer): number => record.length - avroHeaderBytes - 13;
