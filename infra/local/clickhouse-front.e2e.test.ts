import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";
import avsc from "avsc";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";

const DATABASE = "front_test";

/** Errors are what several tests are about. */
const quiet = () => ({ log: { level: ClickHouseLogLevel.OFF } });

const REPORT: avsc.Schema = {
  type: "record",
  name: "Report",
  fields: [
    { name: "home", type: "string" },
    { name: "n", type: ["null", "int"] },
    {
      name: "stations",
      type: {
        type: "array",
        items: {
          type: "record",
          name: "Station",
          fields: [
            { name: "mac", type: "string" },
            { name: "rssi", type: "int" },
          ],
        },
      },
    },
  ],
};

describe("the HTTP front of the embedded ClickHouse", () => {
  let client: ClickHouseClient;

  beforeAll(async () => {
    const admin = createClient({ ...quiet(), url: localStack().clickhouse.url });
    await admin.command({ query: `CREATE DATABASE ${DATABASE}` });
    await admin.close();
    client = createClient({ ...quiet(), url: localStack().clickhouse.url, database: DATABASE });
  });

  afterAll(async () => {
    await client.command({ query: `DROP DATABASE ${DATABASE}` });
    await client.close();
  });

  const rowsOf = async (query: string, parameters: Record<string, unknown> = {}): Promise<unknown[]> => {
    const result = await client.query({ query, query_params: parameters, format: "JSONEachRow" });
    return result.json();
  };

  test("answers a ping", async () => {
    expect(await client.ping()).toEqual({ success: true });
  });

  test("keeps types through an insert and a query", async () => {
    await client.command({
      query:
        "CREATE TABLE typed (id UInt64, at DateTime64(3, 'UTC'), mac Nullable(String), rssi Int8, tags Array(String)) ENGINE = MergeTree ORDER BY id",
    });
    const rows = [
      {
        id: "18446744073709551615",
        at: "2026-01-02 03:04:05.678",
        mac: null,
        rssi: -128,
        tags: ["a'b", "c\\d", "snow ☃"],
      },
      { id: "1", at: "1970-01-01 00:00:00.000", mac: "02:00:00:00:00:01", rssi: 0, tags: [] },
    ];
    const { summary } = await client.insert({ table: "typed", values: rows, format: "JSONEachRow" });
    expect(summary?.written_rows).toBe("2");
    const read = await client.query({
      query: "SELECT * FROM typed ORDER BY id DESC",
      format: "JSONEachRow",
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    });
    expect(await read.json()).toEqual(rows);
  });

  test("binds parameters, hostile ones too", async () => {
    const hostile = "it's \\ a `name`\n\t{x:String} -- ☃";
    expect(
      await rowsOf("SELECT {s:String} AS s, {a:Array(UInt8)} AS a, {n:Nullable(String)} AS n", {
        s: hostile,
        a: [1, 2],
        n: null,
      }),
    ).toEqual([{ s: hostile, a: [1, 2], n: null }]);
  });

  test("a query's parameters and settings do not reach the next", async () => {
    const setting = async (settings: Record<string, number>): Promise<unknown> => {
      const result = await client.query({
        query: "SELECT getSetting('max_block_size') AS n",
        format: "JSONEachRow",
        clickhouse_settings: settings,
      });
      return result.json();
    };
    const before = await setting({});
    expect(await setting({ max_block_size: 77 })).toEqual([{ n: 77 }]);
    expect(await setting({})).toEqual(before);
    await expect(rowsOf("SELECT {s:String}")).rejects.toMatchObject({
      code: "456",
      type: "UNKNOWN_QUERY_PARAMETER",
    });
  });

  const errors = [
    { query: "SELECT bogus", code: "47", type: "UNKNOWN_IDENTIFIER" },
    { query: "selec 1", code: "62", type: "SYNTAX_ERROR" },
    { query: "1 + 1", code: "62", type: "SYNTAX_ERROR" },
    { query: "SELECT 1; SELECT 2", code: "62", type: "SYNTAX_ERROR" },
    { query: "SELECT * FROM no_such_table", code: "60", type: "UNKNOWN_TABLE" },
    { query: "SELECT throwIf(1, 'boom (no)')", code: "395", type: "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO" },
  ];
  for (const { query, code, type } of errors) {
    test(`reports ${type} of "${query}" as the server does`, async () => {
      await expect(client.command({ query })).rejects.toMatchObject({ code, type });
    });
  }

  test("inserts an Avro container whose query stands in the URL", async () => {
    await client.command({
      query:
        "CREATE TABLE avro (home String, n Nullable(Int32), stations Array(Tuple(mac String, rssi Int32))) ENGINE = MergeTree ORDER BY home",
    });
    const type = avsc.Type.forSchema(REPORT);
    const encoder = new avsc.streams.BlockEncoder(type, { codec: "null" });
    const rows = [
      {
        home: "a",
        n: null,
        stations: [
          { mac: "m1", rssi: -40 },
          { mac: "m2", rssi: -41 },
        ],
      },
      { home: "b", n: 13, stations: [] },
    ];
    for (const row of rows) encoder.write(row);
    encoder.end();
    const bytes = await buffer(encoder);
    await client
      .exec({ query: "INSERT INTO avro FORMAT Avro", values: Readable.from([bytes]) })
      .then(({ stream }) => stream.resume());
    expect(await rowsOf("SELECT * FROM avro ORDER BY home")).toEqual(rows);
    const broken = client.exec({
      query: "INSERT INTO avro FORMAT Avro",
      values: Readable.from([bytes.subarray(0, bytes.length - 20)]),
    });
    await expect(broken).rejects.toMatchObject({ code: expect.stringMatching(/^\d+$/) });
    expect(await rowsOf("SELECT count() AS n FROM avro")).toEqual([{ n: 2 }]);
  });

  test("compresses both ways with gzip", async () => {
    const zipping = createClient({
      ...quiet(),
      url: localStack().clickhouse.url,
      database: DATABASE,
      compression: { request: true, response: true },
    });
    await zipping.command({
      query: "CREATE TABLE zipped (n UInt32, text String) ENGINE = MergeTree ORDER BY n",
    });
    const rows = Array.from({ length: 5000 }, (_, n) => ({ n, text: `row ${n} `.repeat(10) }));
    await zipping.insert({ table: "zipped", values: rows, format: "JSONEachRow" });
    const result = await zipping.query({ query: "SELECT * FROM zipped ORDER BY n", format: "JSONEachRow" });
    expect(result.response_headers["content-encoding"]).toBe("gzip");
    expect(await result.json()).toEqual(rows);
    await zipping.close();
  });

  test("streams a result larger than it would keep, and tells an error in the middle", async () => {
    const result = await client.query({
      query: "SELECT number FROM numbers(1000000)",
      format: "JSONEachRow",
    });
    let seen = 0;
    for await (const rows of result.stream()) seen += rows.length;
    expect(seen).toBe(1_000_000);
    const failing = await client.query({
      query:
        "SELECT throwIf(number = 900000, 'late') AS n FROM numbers(1000000) SETTINGS max_block_size = 1000",
      format: "JSONEachRow",
    });
    await expect(failing.json()).rejects.toMatchObject({ code: "395" });
  });

  test("a session keeps its temporary table to itself", async () => {
    const own = createClient({ ...quiet(), url: localStack().clickhouse.url, session_id: "front-test" });
    await own.command({ query: "CREATE TEMPORARY TABLE mine (n UInt8)" });
    await own.command({ query: "INSERT INTO mine VALUES (1), (2)" });
    expect(
      await (await own.query({ query: "SELECT count() AS c FROM mine", format: "JSONEachRow" })).json(),
    ).toEqual([{ c: 2 }]);
    await expect(rowsOf("SELECT * FROM mine")).rejects.toMatchObject({ code: "60" });
    await own.close();
  });

  test("refuses a wrong password", async () => {
    const stranger = createClient({
      ...quiet(),
      url: localStack().clickhouse.url,
      username: "default",
      password: "wrong",
    });
    await expect(stranger.query({ query: "SELECT 1" })).rejects.toMatchObject({
      code: "516",
      type: "AUTHENTICATION_FAILED",
    });
    await stranger.close();
  });
});
