import { afterEach, expect, test } from "vitest";
import { type CollectorOptions, startCollector } from "../http/collector.fixture.ts";
import { informXml, type InformSketch } from "./cwmp.fixture.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(options?: CollectorOptions) {
  const collector = await startCollector(options);
  open.push(collector);
  const post = (body: string, init: RequestInit = {}, path = "/cwmp"): Promise<Response> =>
    fetch(`${collector.url}${path}`, {
      method: "POST",
      body,
      headers: { "content-type": "text/xml" },
      ...init,
    });
  return { collector, post, inform: (sketch: InformSketch = {}) => post(informXml(sketch)) };
}

test("a session: Inform is answered when the log has it, the empty POST behind it ends it", async () => {
  const { collector, post, inform } = await start();
  const answer = await inform({ parameters: { "Device.DeviceInfo.UpTime": "5" } });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, 'text/xml; charset="utf-8"']);
  expect(await answer.text()).toContain("<cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes>");
  expect(answer.headers.get("set-cookie")).toBe("cwmp=open; HttpOnly");
  expect((await post("", { headers: { cookie: "cwmp=open" } })).status).toBe(204);
  expect(collector.events()).toMatchObject([
    { source: "cwmp", kind: "report", endpoint_id: "os::00256D-S1" },
  ]);
});

test("not before the log has it", async () => {
  const { collector, inform } = await start();
  const acknowledge = collector.hold();
  let isAnswered = false;
  const answer = inform().then(({ status }) => {
    isAnswered = true;
    return status;
  });
  await expect.poll(() => collector.events().length).toBe(1);
  expect(isAnswered).toBe(false);
  acknowledge();
  expect(await answer).toBe(200);
});

test("a gateway that hears nothing for long is told to come back", async () => {
  const { collector, inform } = await start({ acknowledgeTimeoutMs: 100 });
  const acknowledge = collector.hold();
  expect((await inform()).status).toBe(503);
  acknowledge();
});

test("what can't be read is a dead letter, and the CPE gets a fault", async () => {
  const { collector, post } = await start();
  const answer = await post("<!DOCTYPE a><a/>");
  expect([answer.status, (await answer.text()).includes("<FaultCode>8003</FaultCode>")]).toEqual([200, true]);
  expect(collector.letters()).toMatchObject([
    { reason: "xml_doctype", from: "/cwmp", bytes: "<!DOCTYPE a><a/>" },
  ]);
});

test("serves its path and those below, by POST", async () => {
  const { post } = await start();
  expect((await post("", {}, "/cwmp/model-1?x=1")).status).toBe(204);
  expect((await post("", {}, "/cwmpx")).status).toBe(404);
  expect((await post("", { method: "PUT" })).status).toBe(405);
});

test("refuses what is larger than any Inform", async () => {
  const { post } = await start({ limits: { recordBytes: 8_000_000 } });
  expect((await post(`<a>${"x".repeat(1024 * 1024)}</a>`)).status).toBe(413);
});

test("asks for a password where there are users", async () => {
  const { post } = await start({ users: [{ username: "u", password: "p" }] });
  expect((await post("")).status).toBe(401);
  const authorization = `Basic ${Buffer.from("u:p").toString("base64")}`;
  expect((await post("", { headers: { authorization } })).status).toBe(204);
});

test("a gateway beyond its rate is refused, the others are not", async () => {
  const { inform } = await start({ limits: { messages: { perSecond: 1, burst: 2 } } });
  const other = "<OUI>00256D</OUI><SerialNumber>S2</SerialNumber>";
  const statuses = [await inform(), await inform(), await inform(), await inform({ device: other })];
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
});

test("what can't be read counts for its sender, whatever path it comes to, and takes nothing of an endpoint's share", async () => {
  const { collector, post, inform } = await start({ limits: { messages: { perSecond: 1, burst: 2 } } });
  const statuses: number[] = [];
  for (const path of ["/cwmp/1", "/cwmp/2", "/cwmp/3"]) statuses.push((await post("<no/>", {}, path)).status);
  expect([...statuses, (await inform()).status]).toEqual([200, 200, 429, 200]);
  expect(collector.letters()).toHaveLength(2);
});

test("that sender is who has shown who it is, where anybody has", async () => {
  const users = ["one", "other"].map((username) => ({ username, password: "p" }));
  const { post } = await start({ users, limits: { messages: { perSecond: 1, burst: 1 } } });
  const statuses: number[] = [];
  for (const user of ["one", "one", "other"]) {
    const authorization = `Basic ${Buffer.from(`${user}:p`).toString("base64")}`;
    statuses.push((await post("<no/>", { headers: { authorization } })).status);
  }
  expect(statuses).toEqual([200, 429, 200]);
});

test("what says nothing of itself that is ours to keep is answered, however much of it comes", async () => {
  const { post } = await start({ limits: { messages: { perSecond: 1, burst: 1 } } });
  const request = informXml().replaceAll("cwmp:Inform>", "cwmp:GetRPCMethods>");
  expect([(await post(request)).status, (await post(request)).status]).toEqual([200, 200]);
});
