/**
 * What the sink relies on from the tables (ClickHouse). When a promise is broken, the pipeline loses:
 *
 * 1. An insert that is acknowledged is there for whoever asks next: the offsets are committed, nobody inserts again.
 * 2. A container with one bad record is refused as a whole, whichever place it has, and leaves nothing: half a batch
 *    that the bisection would insert twice, or neighbors that the bad record has eaten.
 * 3. A refusal is told from a table that is away: a good record becomes a dead letter in every outage, or a bad one
 *    stops its partition for ever.
 * 4. An insert never rejects, and one that was cut may be made again, whether it had arrived or not: rows, or copies.
 * 5. The same facts inserted again, in batches cut otherwise, count once in the views: everything after a crash.
 * 6. Of a window the newest version wins, in whatever order and how often the versions were inserted: windows go back.
 * 7. Of copies of an event the one received first wins, in whatever order: times that change with each replay.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blankEvent, blankHomeWindow, stationAt } from "#processors/scenarios/blank.ts";
import { parseRecordSchema } from "#processors/sink/avro-schema.ts";
import { createContainer } from "#processors/sink/container.ts";
import type { InsertPorts } from "#processors/sink/insert-batch.ts";
import { type AvroType, bodyOf } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";

/** What the views show of one home, in the order of their keys. */
export interface HomeRows {
  readonly events: readonly { readonly event_id: string; readonly received_at: number }[];
  readonly stations: readonly { readonly event_id: string; readonly sta_mac: string }[];
  readonly windows: readonly { readonly window_start: number; readonly revision: number }[];
}

/** Where records of one topic are inserted. */
export interface Landing<T> {
  readonly table: string;
  readonly type: AvroType<T>;
}

/** The tables with their landing tables, as migrated. */
export interface Tables {
  readonly insert: InsertPorts["insert"];
  readonly telemetry: Landing<TelemetryEvent>;
  readonly window: Landing<HomeWindow>;
  rowsOf(homeId: string): Promise<HomeRows>;
  /** Inserts made meanwhile do not come through. */
  whileAway<T>(act: () => Promise<T>): Promise<T>;
  /** The next insert is stored, but its acknowledgement is lost on the way. */
  loseNextAnswer(): void;
  close(): Promise<void>;
}

const at = Date.UTC(2026, 0, 1);

const report = (home: string, id: string, receivedAt = at): TelemetryEvent => ({
  ...blankEvent,
  home_id: home,
  endpoint_id: home,
  event_id: id,
  observed_at: epochMs(at),
  received_at: epochMs(receivedAt),
  time_raw: "2026-01-01T00:00:00Z",
  stations: [stationAt("0a", 1, -50)],
});

const windowOf = (home: string, revision: number): HomeWindow => ({
  ...blankHomeWindow,
  home_id: home,
  window_start: epochMs(at),
  revision,
  row_version: 1000 + revision,
});

/** Bodies that no schema of ours describes, each as it was once seen. */
const bad: readonly { readonly name: string; readonly spoil: (body: Buffer) => Buffer }[] = [
  { name: "cut short", spoil: (body) => body.subarray(0, body.length - 7) },
  { name: "with stray bytes behind", spoil: (body) => Buffer.concat([body, Buffer.from([1, 2, 3])]) },
  { name: "empty", spoil: () => Buffer.alloc(0) },
  { name: "of nonsense", spoil: (body) => Buffer.alloc(body.length, 0xff) },
];

export function describeTableContract(name: string, open: () => Promise<Tables>): void {
  describe(`the table contract: ${name}`, () => {
    let tables: Tables;
    let nextOffset = 0;
    beforeAll(async () => {
      tables = await open();
    });
    afterAll(() => tables.close());

    /** A container as the sink makes it: a block a record, at the next offsets. */
    const toContainer = <T>({ type }: Landing<T>, bodies: readonly Buffer[]): Buffer => {
      const schema = parseRecordSchema(type.schema);
      if (schema === null) throw new Error("A landing table is of a record");
      const origin = { topic: "contract", partition: 3, timestampMs: at };
      return createContainer(schema)(bodies.map((body) => ({ ...origin, offset: nextOffset++, body })));
    };
    const bodiesOf = <T>({ type }: Landing<T>, values: readonly T[]): Buffer[] =>
      values.map((value) => bodyOf(type.encode(value, 1)));
    const insert = <T>(landing: Landing<T>, values: readonly T[]) =>
      tables.insert(landing.table, toContainer(landing, bodiesOf(landing, values)));
    const eventIds = async (home: string): Promise<string[]> =>
      (await tables.rowsOf(home)).events.map(({ event_id }) => event_id);

    test("1 what is acknowledged is there, with all it holds", async () => {
      const home = randomUUID();
      expect(await insert(tables.telemetry, [report(home, "e1"), report(home, "e2")])).toEqual({ ok: true });
      const sta_mac = "02:00:00:00:00:0a";
      expect(await tables.rowsOf(home)).toEqual({
        events: ["e1", "e2"].map((event_id) => ({ event_id, received_at: at })),
        stations: ["e1", "e2"].map((event_id) => ({ event_id, sta_mac })),
        windows: [],
      });
    });

    test.each(bad.flatMap(({ name: what, spoil }) => [0, 1, 2].map((place) => ({ what, spoil, place }))))(
      "2, 3 a container with a record $what at place $place is refused whole and leaves nothing",
      async ({ spoil, place }) => {
        const home = randomUUID();
        const bodies = bodiesOf(tables.telemetry, numbered(home, 3));
        const spoiled = bodies.map((body, index) => (index === place ? spoil(body) : body));
        const outcome = await tables.insert(tables.telemetry.table, toContainer(tables.telemetry, spoiled));
        expect(outcome).toMatchObject({ ok: false, failure: expect.stringMatching(/^(refused|unclear)$/) });
        expect(await tables.rowsOf(home)).toEqual({ events: [], stations: [], windows: [] });
      },
    );

    test("3, 4 a table that is away is said to be away, and takes the same later", async () => {
      const home = randomUUID();
      const container = toContainer(tables.telemetry, bodiesOf(tables.telemetry, [report(home, "e1")]));
      const away = await tables.whileAway(() => tables.insert(tables.telemetry.table, container));
      expect(away).toMatchObject({ ok: false, failure: "away" });
      expect(await eventIds(home)).toEqual([]);
      expect(await tables.insert(tables.telemetry.table, container)).toEqual({ ok: true });
      expect(await eventIds(home)).toEqual(["e1"]);
    });

    test("3 a table that is not there yet is away, not the records' fault", async () => {
      const container = toContainer(tables.telemetry, bodiesOf(tables.telemetry, [report("nobody", "e1")]));
      expect(await tables.insert("landing_of_the_future_7", container)).toMatchObject({
        ok: false,
        failure: "away",
      });
    });

    test("4, 5 an insert whose answer was lost is made again, and counts once", async () => {
      const home = randomUUID();
      const container = toContainer(tables.telemetry, bodiesOf(tables.telemetry, numbered(home, 3)));
      tables.loseNextAnswer();
      const lost = await tables.insert(tables.telemetry.table, container);
      expect(lost).toMatchObject({ ok: false, failure: "away" });
      expect(await tables.insert(tables.telemetry.table, container)).toEqual({ ok: true });
      expect(await eventIds(home)).toEqual(["e0", "e1", "e2"]);
      expect((await tables.rowsOf(home)).stations).toHaveLength(3);
    });

    test("5 facts inserted again, at other offsets and in other batches, count once", async () => {
      const home = randomUUID();
      const events = numbered(home, 6);
      for (const cut of [
        [0, 4],
        [4, 6],
        [2, 5],
        [0, 6],
      ]) {
        expect(await insert(tables.telemetry, events.slice(...cut))).toEqual({ ok: true });
      }
      expect(await eventIds(home)).toEqual(["e0", "e1", "e2", "e3", "e4", "e5"]);
      expect((await tables.rowsOf(home)).stations).toHaveLength(6);
    });

    test.each([
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0, 1],
      [2, 2, 0],
    ])("6 of a window the newest version wins, inserted as %j, %j, %j", async (...order) => {
      const home = randomUUID();
      for (const revision of order) {
        expect(await insert(tables.window, [windowOf(home, revision)])).toEqual({ ok: true });
      }
      expect((await tables.rowsOf(home)).windows).toEqual([{ window_start: at, revision: 2 }]);
    });

    test("7 of copies of an event the one received first wins, in any order", async () => {
      const home = randomUUID();
      for (const receivedAt of [at + 5000, at, at + 9000]) {
        expect(await insert(tables.telemetry, [report(home, "e", receivedAt)])).toEqual({ ok: true });
      }
      expect((await tables.rowsOf(home)).events).toEqual([{ event_id: "e", received_at: at }]);
    });
  });
}

const numbered = (home: string, count: number): TelemetryEvent[] =>
  Array.from({ length: count }, (_, index) => report(home, `e${index}`));
