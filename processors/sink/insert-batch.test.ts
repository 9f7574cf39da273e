import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyOf, compileType } from "#schemas/avro.ts";
import { admit, type Admitted, type Route } from "./admit.ts";
import type { RecordSchema } from "./avro-schema.ts";
import { createContainer } from "./container.ts";
import { insertBatch, type InsertOutcome, type InsertPorts } from "./insert-batch.ts";
import type { SinkTopic } from "./sink-topic.ts";

const schema: RecordSchema = { type: "record", name: "Sample", fields: [{ name: "text", type: "string" }] };
const type = compileType<unknown>(JSON.stringify(schema));
const topic: SinkTopic = {
  name: "t",
  form: "avro",
  landingPrefix: "landing_t_",
  recordName: "Sample",
  schema,
};
const route: Route = {
  topic,
  table: "landing_t_1",
  toContainer: createContainer(schema),
  typeOf: () => type,
};

const body = (text: string): Buffer => bodyOf(type.encode({ text }, 0));
const admitted = (offset: number, bytes: Buffer): Admitted =>
  admit("t", 0, { offset, key: null, value: bytes, headers: {}, timestampMs: 0 }, bytes);
const mark = Buffer.from("bad one");

/** A server that keeps whole containers and refuses one in which `mark` occurs. */
class Server implements InsertPorts {
  readonly kept: Buffer[] = [];
  readonly waits: number[] = [];
  readonly #failure: "refused" | "unclear";
  #awayFor: number;

  constructor(failure: "refused" | "unclear", awayFor = 0) {
    this.#failure = failure;
    this.#awayFor = awayFor;
  }

  async insert(_table: string, container: Buffer): Promise<InsertOutcome> {
    if (this.#awayFor-- > 0) return { ok: false, failure: "away", detail: "away" };
    if (container.includes(mark)) return { ok: false, failure: this.#failure, detail: "no" };
    this.kept.push(container);
    return { ok: true };
  }

  async waitFor(_what: "ClickHouse", attempt: number): Promise<void> {
    this.waits.push(attempt);
    if (this.waits.length >= 50) throw new Error("waits for ever");
  }

  has(bytes: Buffer): boolean {
    return this.kept.some((container) => container.includes(bytes));
  }
}

describe("a batch", () => {
  it("lands whole in one insert when all of it is good", async () => {
    const server = new Server("refused");
    const batch = ["one", "two"].map((text, index) => admitted(index, body(text)));
    expect(await insertBatch(server, route, batch)).toEqual([]);
    expect(server.kept).toEqual([route.toContainer(batch.map(({ row }) => row))]);
  });

  it("of nothing costs no insert", async () => {
    const server = new Server("refused");
    expect(await insertBatch(server, route, [])).toEqual([]);
    expect(server.kept).toEqual([]);
  });

  it("lands but for exactly its offenders, wherever and however many they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (isBad) => {
        const server = new Server("refused");
        const batch = isBad.map((bad, index) => admitted(index, body(bad ? "bad one" : `good <${index}>`)));
        const refused = await insertBatch(server, route, batch);
        expect(refused.map((each) => each.admitted)).toEqual(
          batch.filter((_, index) => isBad[index] === true),
        );
        expect(refused.every(({ reason }) => reason === "insert_refused")).toBe(true);
        batch.forEach(({ row }, index) => expect(server.has(row.body)).toBe(isBad[index] !== true));
      }),
    );
  });

  it("is tried again as long as ClickHouse is away, the same bytes each time", async () => {
    const server = new Server("refused", 3);
    expect(await insertBatch(server, route, [admitted(0, body("good"))])).toEqual([]);
    expect(server.waits).toEqual([1, 2, 3]);
    expect(server.kept).toHaveLength(1);
  });

  it("gives up a record that is not what its schema says, whatever the code of the refusal", async () => {
    const server = new Server("unclear");
    const stray = Buffer.concat([body("bad one"), Buffer.from([1])]);
    const refused = await insertBatch(server, route, [admitted(0, body("good")), admitted(1, stray)]);
    expect(refused.map(({ reason, admitted: { row } }) => [reason, row.offset])).toEqual([
      ["avro_decode_error", 1],
    ]);
    expect(server.has(body("good"))).toBe(true);
  });

  it("keeps trying a record that is sound when the code does not say whose fault it is", async () => {
    const server = new Server("unclear");
    await expect(insertBatch(server, route, [admitted(0, body("bad one"))])).rejects.toThrow(
      "waits for ever",
    );
  });
});
