import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, test } from "vitest";
import { type CollectorOptions, startCollector } from "./collector.fixture.ts";

type Collector = Awaited<ReturnType<typeof startCollector>>;
let running: Collector | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

async function collector(options?: CollectorOptions): Promise<Collector> {
  running = await startCollector(options);
  return running;
}

const reportOf = (seconds: number, name = "a"): string =>
  JSON.stringify({
    Report: [
      {
        CollectionTime: seconds,
        "Hosts.1.PhysAddress": "02:00:00:00:00:01",
        "Hosts.1.HostName": name,
      },
    ],
  });

const post = (
  { url }: Collector,
  body: string | Buffer,
  more: { sn?: string; headers?: Record<string, string>; method?: string } = {},
): Promise<Response> =>
  fetch(`${url}/bulkdata?oui=00D09E&pc=&sn=${more.sn ?? "1"}`, {
    method: more.method ?? "POST",
    body: new Uint8Array(Buffer.from(body)),
    headers: more.headers ?? {},
  });

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}

/** Whether it has come by now. */
async function isThere(answer: Promise<unknown>): Promise<boolean> {
  let there = false;
  void answer.then(() => (there = true));
  await sleep(50);
  return there;
}

describe("a gateway is answered", () => {
  test("when Kafka has its report, not before", async () => {
    const door = await collector();
    const release = door.hold();
    const answer = post(door, reportOf(1_760_000_000));
    await until(() => door.events().length === 1);
    expect(await isThere(answer)).toBe(false);
    release();
    expect((await answer).status).toBe(200);
    expect(await (await answer).text()).toBe("");
    expect(door.bridge.ledger.fates.produced).toBe(1);
  });

  test("when Kafka has its dead letter, not before", async () => {
    const door = await collector();
    const release = door.hold();
    const answer = post(door, "{");
    await until(() => door.letters().length === 1);
    expect(await isThere(answer)).toBe(false);
    release();
    expect((await answer).status).toBe(200);
    expect(door.bridge.ledger.fates.deadLetter).toEqual({ bulk_parse_error: 1 });
  });

  it.each([
    ["an empty report", '{"Report":[]}', { dropped: { empty_report: 1 }, deadLetter: {} }],
    ["no bytes at all", "", { dropped: {}, deadLetter: { payload_missing: 1 } }],
  ])("200 for %s, which would come for ever otherwise", async (_what, body, fates) => {
    const door = await collector();
    expect((await post(door, body)).status).toBe(200);
    expect(door.bridge.ledger.fates).toMatchObject(fates);
  });

  test("503 and when to come back, when Kafka takes too long; the report it sends again is the same event", async () => {
    const door = await collector({ acknowledgeTimeoutMs: 100 });
    const release = door.hold();
    const late = await post(door, reportOf(1_760_000_000));
    expect([late.status, late.headers.get("retry-after")]).toEqual([503, "30"]);
    expect(door.reception.heldBytes).toBeGreaterThan(0);
    release();
    expect((await post(door, reportOf(1_760_000_000))).status).toBe(200);
    expect(new Set(door.events().map(({ event_id }) => event_id)).size).toBe(1);
    expect(door.reception.heldBytes).toBe(0);
  });

  test("503 at once while as many as may wait for Kafka, and not when there is room again", async () => {
    const door = await collector({ heldReports: 2 });
    const release = door.hold();
    const waiting = [post(door, reportOf(1_760_000_000)), post(door, reportOf(1_760_000_001), { sn: "2" })];
    await until(() => door.events().length === 2);
    const refused = await post(door, reportOf(1_760_000_002), { sn: "3" });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "30"]);
    release();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await post(door, reportOf(1_760_000_002))).status).toBe(200);
    expect(door.events()).toHaveLength(3);
  });

  test("503 at once while the bytes that wait are too many, counted as they are unpacked", async () => {
    const door = await collector({ heldBytes: 20_000 });
    const release = door.hold();
    const large = gzipSync(reportOf(1_760_000_000, "x".repeat(20_000)));
    expect(large.length).toBeLessThan(1000);
    const waiting = post(door, large);
    await until(() => door.events().length === 1);
    expect((await post(door, reportOf(1_760_000_001), { sn: "2" })).status).toBe(503);
    release();
    expect((await waiting).status).toBe(200);
    expect((await post(door, reportOf(1_760_000_001))).status).toBe(200);
  });

  test("429 beyond what one gateway may send, which costs no other anything", async () => {
    const door = await collector({ limits: { messages: { perSecond: 1, burst: 2 } } });
    const statuses: number[] = [];
    for (const sn of ["1", "1", "1", "2"])
      statuses.push((await post(door, reportOf(1_760_000_000), { sn })).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
  });

  test("429 beyond its bytes too, as they are unpacked, before the next body is read", async () => {
    const door = await collector({ limits: { bytes: { perSecond: 1, burst: 10_000 } } });
    const large = gzipSync(reportOf(1_760_000_000, "x".repeat(20_000)));
    const statuses: number[] = [];
    for (const sn of ["1", "1", "2"]) statuses.push((await post(door, large, { sn })).status);
    expect(statuses).toEqual([200, 429, 200]);
  });

  test("429 while it alone has a quarter of what may wait for Kafka: others find room", async () => {
    const door = await collector({ heldReports: 8 });
    const release = door.hold();
    const waiting = [0, 1].map((second) => post(door, reportOf(1_760_000_000 + second)));
    await until(() => door.events().length === 2);
    expect((await post(door, reportOf(1_760_000_002))).status).toBe(429);
    const other = post(door, reportOf(1_760_000_002), { sn: "2" });
    await until(() => door.events().length === 3);
    expect(door.reception.mayTick()).toBe(true);
    release();
    expect((await Promise.all([...waiting, other])).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await post(door, reportOf(1_760_000_002))).status).toBe(200);
  });

  test("405 for a method that sends nothing, 414 for a target too long, 404 elsewhere", async () => {
    const door = await collector();
    const get = await fetch(`${door.url}/bulkdata?oui=00D09E&sn=1`);
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST, PUT"]);
    expect((await post(door, "{}", { sn: "1".repeat(2048) })).status).toBe(414);
    const elsewhere = await fetch(`${door.url}/elsewhere?oui=00D09E&sn=1`, { method: "POST" });
    expect([elsewhere.status, await elsewhere.text()]).toEqual([
      404,
      expect.stringContaining("USP_HTTP_PATHS"),
    ]);
  });

  test("413 for a body above the limit", async () => {
    const door = await collector({ limits: { recordBytes: 1000 } });
    expect((await post(door, "x".repeat(1001))).status).toBe(413);
    expect(door.letters()).toEqual([]);
  });
});

describe("where users are named", () => {
  const users = [{ username: "gw", password: "secret" }];

  test("401 with a challenge without a password, 200 with it; who it is does not matter before", async () => {
    const door = await collector({ users });
    const basic = (text: string): Record<string, string> => ({
      authorization: `Basic ${Buffer.from(text).toString("base64")}`,
    });
    const challenged = await post(door, reportOf(1_760_000_000));
    expect(challenged.status).toBe(401);
    expect(challenged.headers.get("www-authenticate")).toMatch(/^Digest .*Basic realm="here"/);
    expect((await post(door, "{}", { headers: basic("gw:wrong") })).status).toBe(401);
    expect((await fetch(`${door.url}/bulkdata`, { method: "POST" })).status).toBe(401);
    expect(door.events()).toEqual([]);
    const headers = basic("gw:secret");
    expect((await post(door, reportOf(1_760_000_000), { headers })).status).toBe(200);
    expect(door.events()).toHaveLength(1);
  });
});

describe("a tick would be true", () => {
  test("while nobody is turned away, and again in the period after somebody was", async () => {
    const door = await collector({ heldReports: 1 });
    expect(door.reception.mayTick()).toBe(true);
    const release = door.hold();
    const waiting = post(door, reportOf(1_760_000_000));
    await until(() => door.events().length === 1);
    expect((await post(door, reportOf(1_760_000_001), { sn: "2" })).status).toBe(503);
    release();
    await waiting;
    expect([door.reception.mayTick(), door.reception.mayTick()]).toEqual([false, true]);
  });

  test("whoever is refused for what it sends itself", async () => {
    const door = await collector({ limits: { messages: { perSecond: 1, burst: 1 }, recordBytes: 1000 } });
    expect((await post(door, "x".repeat(1001), { sn: "2" })).status).toBe(413);
    expect([(await post(door, "{}")).status, (await post(door, "{}")).status]).toEqual([200, 429]);
    expect(door.reception.mayTick()).toBe(true);
  });
});
