/** Whom the breaker sees behind what comes over HTTP and CWMP. */
import { afterEach, describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { informXml } from "../cwmp/cwmp.fixture.ts";
import { createVouching, type Speaker } from "./authorization.ts";
import { type CollectorOptions, receivedAt, startCollector } from "./collector.fixture.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const ids = Array.from({ length: 60 }, (_, index) => `S${index}`);
const json = { "content-type": "application/json" };
const xml = { "content-type": "text/xml" };
const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(`${user}:p`).toString("base64")}` });

interface Sent {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** What intake said when it stopped, null when it did not, of a request each second; and its dead letters. */
async function run(options: CollectorOptions, requests: readonly Sent[]) {
  let seconds = 0;
  const collector = await startCollector({
    breaker: { percent: 50, endpoints: 20 },
    now: () => epochMs(receivedAt + seconds * 1000),
    ...options,
  });
  open.push(collector);
  let stopped: string | null = null;
  collector.trip.opened.catch((error: Error) => {
    stopped = error.message;
  });
  collector.trip.arm(() => Promise.resolve());
  const statuses: number[] = [];
  for (const { path, body, headers } of requests) {
    seconds += 1;
    statuses.push((await fetch(`${collector.url}${path}`, { method: "POST", body, headers })).status);
  }
  return { stopped, statuses: new Set(statuses), letters: collector.letters() };
}

const report = (id: string, body: string, headers = {}): Sent => ({
  path: `/bulkdata?oui=00D09E&sn=${id}`,
  body,
  headers: { ...json, ...headers },
});
const device = (id: string) => `<OUI>00D09E</OUI><SerialNumber>${id}</SerialNumber>`;
const inform = (id: string, more: Parameters<typeof informXml>[0] = {}): Sent => ({
  path: "/cwmp",
  body: informXml({ device: device(id), ...more }),
  headers: xml,
});
const tooManyEvents = Array.from({ length: 65 }, () => "2 PERIODIC");
const users = ids.map((username) => ({ username, password: "p" }));
const rules = [{ who: "{n}", endpoint: "os::00D09E-{n}" }];

function fail(): never {
  throw new RangeError("something that nobody thought of");
}

describe("a client that invents names is one", () => {
  const shared = [{ username: "gw", password: "p" }];
  test.each<[string, CollectorOptions, readonly Sent[]]>([
    ["without credentials", {}, ids.map((id) => report(id, "no report"))],
    ["with a shared password", { users: shared }, ids.map((id) => report(id, "no report", basic("gw")))],
    ["over CWMP", {}, ids.map((id) => inform(id, { events: tooManyEvents }))],
    [
      "over CWMP, with Informs that can't be read",
      {},
      ids.map((id) => ({ path: "/cwmp", body: `<${id}>`, headers: xml })),
    ],
  ])("%s", async (_what, options, requests) => {
    const { stopped, statuses, letters } = await run(options, requests);
    expect([...statuses]).toEqual([200]);
    expect(letters).toHaveLength(ids.length);
    expect(stopped).toBe(null);
  });
});

describe("intake stops when nothing is published but dead letters", () => {
  const own = { users, authorization: rules };
  const informs = ids.map((id) => ({ ...inform(id), headers: { ...xml, ...basic(id) } }));
  test.each<[string, CollectorOptions, readonly Sent[]]>([
    ["as reports are none", own, ids.map((id) => report(id, "no report", basic(id)))],
    [
      "as none can be encoded",
      { ...own, format: { encodeTelemetry: fail } },
      ids.map((id) => report(id, '{"Report":[{"Device.X":1}]}', basic(id))),
    ],
    ["as no Inform can be encoded", { ...own, format: { encodeTelemetry: fail } }, informs],
    ["as the program fails on each Inform", { ...own, homeOf: fail }, informs],
    [
      "as Informs have too much in them",
      own,
      ids.map((id) => ({ ...inform(id, { events: tooManyEvents }), headers: { ...xml, ...basic(id) } })),
    ],
  ])("%s, and they name their endpoints", async (_what, options, requests) => {
    const { stopped, letters } = await run(options, requests);
    expect(stopped).toContain("Intake stopped");
    expect(letters.slice(0, 2).map(({ endpointId }) => endpointId)).toEqual([
      "os::00D09E-S0",
      "os::00D09E-S1",
    ]);
  });

  test("as Informs of CPEs with names of their own can't be read", async () => {
    const requests = ids.map((id) => ({ path: "/cwmp", body: "<no/>", headers: { ...xml, ...basic(id) } }));
    expect((await run({ users }, requests)).stopped).toContain("Intake stopped");
  });
});

describe("whom the breaker judges", () => {
  const certificate: Speaker = { by: "certificate", names: ["os::a"] };
  const user: Speaker = { by: "password", names: ["gw"] };
  const judged = (given: Parameters<typeof createVouching>[0]) => {
    const speakerOf = createVouching(given);
    return (...request: Parameters<typeof speakerOf>) => speakerOf(...request).split("\n");
  };

  test("the endpoint that a certificate names, or that a rule lets a user speak for", () => {
    expect(judged(null)(certificate, "os::a", "192.0.2.1")).toEqual(["os::a"]);
    expect(judged([{ who: "gw", endpoint: "*" }])(user, "os::b", "192.0.2.1")).toEqual(["os::b"]);
  });

  test("else who it has shown to be, where it comes from", () => {
    expect(judged(null)(user, "os::a", "192.0.2.1")).toEqual(["unvouched", "gw", "192.0.2.1"]);
    expect(judged(null)(null, "os::a", "192.0.2.1")).toEqual(["unvouched", "192.0.2.1"]);
    expect(judged(null)(certificate, null, null)).toEqual(["unvouched", "os::a", ""]);
  });
});
