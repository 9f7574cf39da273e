/**
 * What real agents sent, damaged: cut at every byte, bits flipped, one message's bytes spliced into another's. Whatever
 * comes has a fate in bounded time, and an event claims nothing that was not in the bytes.
 */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Counter, TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { intakeConfig, message } from "./intake.fixture.ts";
import type { Outcome } from "./outcome.ts";
import { createPipeline } from "./pipeline.ts";

interface Seed {
  readonly capture: string;
  readonly topic: string;
  readonly receivedAtMs: number;
  readonly bytes: Buffer;
}

const folder = new URL("../infra/e2e/captures/", import.meta.url);

/** Of each capture and topic the first message of each size, by powers of 4. */
function seedsOf(file: string): readonly Seed[] {
  const lines = gunzipSync(readFileSync(new URL(file, folder)))
    .toString()
    .trim()
    .split("\n");
  const found = new Map<string, Seed>();
  for (const line of lines) {
    const { topic, t_ms, payload_b64 }: { topic: string; t_ms: number; payload_b64: string } =
      JSON.parse(line);
    const bytes = Buffer.from(payload_b64, "base64");
    const kind = `${topic} ${Math.floor(Math.log(bytes.length) / Math.log(4))}`;
    const isSeed = !topic.includes("/agent/") && !found.has(kind);
    if (isSeed) found.set(kind, { capture: file, topic, receivedAtMs: t_ms, bytes });
  }
  return [...found.values()];
}

const seeds = readdirSync(folder)
  .filter((file) => /^[^.]+\.ndjson\.gz$/.test(file))
  .flatMap(seedsOf);

const pipeline = createPipeline({
  ...intakeConfig,
  topics: [
    { template: "oktopus/usp/v1/controller/{endpoint}", kind: "record" },
    { template: "oktopus/usp/v1/bulkdata/{id}", kind: "report" },
  ],
  profiles: [],
  aliases: [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ],
  limits: { ...intakeConfig.limits, recordBytes: 1 << 20, values: 20_000, depth: 32 },
});

/** More than any of these takes on a machine that does other things too. */
const mostMs = 2000;

function fateOf({ topic, receivedAtMs }: Seed, bytes: Uint8Array): Outcome {
  const began = performance.now();
  const outcome = pipeline(message(topic, bytes, { receivedAt: epochMs(receivedAtMs) }));
  expect(performance.now() - began).toBeLessThan(mostMs);
  return outcome;
}

/** What can be found in a message's bytes: every number in it, and its text without case. */
class Evidence {
  readonly #text: string;
  readonly #folded: string;
  readonly #numbers: ReadonlySet<number>;

  constructor(bytes: Uint8Array) {
    this.#text = Buffer.from(bytes).toString("latin1");
    this.#folded = this.#text.toLowerCase().replaceAll(/[-:.]/g, "");
    const numbers = this.#text.match(/[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? [];
    this.#numbers = new Set(numbers.map(Number));
  }

  hasMac(mac: string): boolean {
    return this.#folded.includes(mac.replaceAll(":", ""));
  }

  hasNumber(value: Counter | null): boolean {
    if (typeof value === "bigint") return this.#text.includes(String(value));
    return value === null || this.#numbers.has(value);
  }

  /** Of text that JSON, protobuf and CSV write as it is; any other is taken on trust. */
  hasText(value: string | null): boolean {
    return value === null || !/^[ !#-[\]-~]*$/.test(value) || this.#text.includes(value);
  }
}

type Row = Readonly<Record<string, unknown>>;
const isCounter = (value: unknown): value is Counter =>
  typeof value === "number" || typeof value === "bigint";

/** Our words for what a Record says by a number or by its shape. */
const ours: ReadonlySet<string> = new Set(["mqtt_connect", "disconnect", "OnBoardRequest", "3.1.1", "5"]);

/** What an event says and its bytes do not: measured values as reported, addresses, names and times. */
function inventions(event: TelemetryEvent, evidence: Evidence): readonly string[] {
  const rows: readonly Row[] = [event.stations, event.hosts, event.radios, event.access_points].flatMap(
    (table) => table.map((row) => ({ ...row })),
  );
  const macs = [...event.stations.map((row) => row.sta_mac), ...event.hosts.map((row) => row.host_mac)];
  const numbers = rows.flatMap((row) =>
    Object.entries(row).filter(([name]) => name === "rssi_raw" || name.endsWith("_total")),
  );
  const texts = [
    ...rows.flatMap(({ host_name, ip_address, ssid, operating_standard }) => [
      host_name,
      ip_address,
      ssid,
      operating_standard,
    ]),
    ...event.events.flatMap(({ path, name, value, params }) => [
      path.replace(/\.$/, ""),
      name,
      value,
      ...Object.values(params),
    ]),
    ...event.changes.flatMap(({ path, unique_keys }) => [
      path.replace(/\.$/, ""),
      ...Object.values(unique_keys),
    ]),
    ...[event.time_raw, event.msg_id],
  ].filter((text) => typeof text === "string");
  return [
    ...macs.filter((mac) => !evidence.hasMac(mac)),
    ...numbers
      .filter(([, value]) => isCounter(value) && !evidence.hasNumber(value))
      .map(([name, value]) => `${name} ${String(value)}`),
    ...texts.filter((text) => !ours.has(text) && !evidence.hasText(text)),
  ];
}

function inventionsOf(seed: Seed, bytes: Uint8Array): readonly string[] {
  const outcome = fateOf(seed, bytes);
  if (outcome.kind !== "produced") return [];
  const evidence = new Evidence(bytes);
  return outcome.events.flatMap((event) => inventions(event, evidence));
}

describe("what real agents sent", () => {
  test("is here, and says what it claims as it came", () => {
    expect(seeds.length).toBeGreaterThan(60);
    const fates = seeds.map((seed) => fateOf(seed, seed.bytes).kind);
    expect(fates.filter((fate) => fate === "produced").length).toBeGreaterThan(40);
    expect(seeds.flatMap((seed) => inventionsOf(seed, seed.bytes))).toEqual([]);
  });

  test("the evidence can fail: what is said of other bytes is an invention", () => {
    const report = seeds.find(({ topic, bytes }) => topic.includes("bulkdata") && bytes.length > 5000);
    const outcome = report === undefined ? null : fateOf(report, report.bytes);
    if (outcome?.kind !== "produced") throw new Error("no report");
    const found = outcome.events.flatMap((event) => inventions(event, new Evidence(Buffer.from("{}"))));
    expect(found.length).toBeGreaterThan(50);
  });

  test("cut at any byte is no event", { timeout: 60_000 }, () => {
    const isReport = ({ topic }: Seed): boolean => topic.includes("/bulkdata/");
    const long = seeds.filter(({ bytes }) => bytes.length > 5000);
    const longest = [long.find(isReport), long.find((seed) => !isReport(seed))].filter(
      (seed) => seed !== undefined,
    );
    const cut = [...seeds.filter(({ bytes }) => bytes.length <= 600), ...longest];
    const events = cut.flatMap((seed) => {
      const end = seed.bytes.toString("latin1").trimEnd().length;
      const lengths = Array.from({ length: end }, (_, length) => length);
      const isEvent = (length: number): boolean =>
        fateOf(seed, seed.bytes.subarray(0, length)).kind === "produced";
      return lengths
        .filter(isEvent)
        .map((length) => `${seed.capture} ${seed.topic}: ${length} bytes of ${end}`);
    });
    expect(events).toEqual([]);
  });

  test("with bits flipped claims nothing that is not in it", { timeout: 60_000 }, () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), flips, (seed, places) => {
        const bytes = Buffer.from(seed.bytes);
        for (const [place, bit] of places) {
          const at = place % bytes.length;
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        }
        expect(inventionsOf(seed, bytes)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test("spliced into one another claims nothing that is not in it", { timeout: 60_000 }, () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.constantFrom(...seeds),
        fc.tuple(place, place, place, place),
        (seed, other, [headEnd, tailStart, from, to]) => {
          const part = (bytes: Buffer, start: number, end: number): Buffer =>
            bytes.subarray(Math.floor(start * bytes.length), Math.floor(end * bytes.length));
          const inserted = part(other.bytes, Math.min(from, to), Math.max(from, to));
          const bytes = Buffer.concat([
            part(seed.bytes, 0, headEnd),
            inserted,
            part(seed.bytes, tailStart, 1),
          ]);
          expect(inventionsOf(seed, bytes)).toEqual([]);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
