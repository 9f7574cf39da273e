/**
 * Pseudonyms by the other ways in: bulk data over HTTP in each of its forms makes the rows that it makes by MQTT, and no name
 * or address of the home is in any topic or table, of Informs and of what can't be read neither.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { freePort } from "#infra/local/free-port.ts";
import { informXml, type InformSketch } from "#ingest/cwmp/cwmp.fixture.ts";
import { openDeadLetter } from "#ingest/pseudonyms/sealed-dead-letter.ts";
import { createSealing } from "#ingest/pseudonyms/sealing.ts";
import { topics } from "#schemas/topics.ts";
import { endAllCollectors, startCollector } from "../collector/collector-process.ts";
import { publishAll, sendAll } from "../collector/gateway-sender.ts";
import { type Form, forms, reportsOf } from "../collector/report-forms.ts";
import { rowsOfHome, untilCommitted, untilReportsStored } from "../collector/stored-rows.ts";
import { type Product, startProduct } from "../product.ts";
import { readCapture } from "../truth/capture.ts";
import { deadLetters, namesOf, searchKafka, searchTables } from "./home-names.ts";

const capture = "bulk-json-nvp-mqtt-v5";
const keys = JSON.stringify([{ id: "one", from: "2026-01-01T00:00:00Z", key: "ab".repeat(32) }]);
const settings = {
  USP_TICK_PERIOD_MS: "500",
  USP_BRIDGE_ID: "collector-pseudonyms",
  USP_PSEUDONYM_KEYS: keys,
  USP_HTTP_PATHS: JSON.stringify([{ path: "/bulkdata", stream: "oktopus/usp/v1/bulkdata/{id}" }]),
};
const stack = localStack();
const names = namesOf(readCapture(capture));
const [station = ""] = names.stations;
const informed = { name: "grandmothers-phone", ssid: "Our-Own-Wi-Fi", ip: "192.168.77.31" };
const needles = [...names.needles, ...Object.values(informed).map((text) => text.toLowerCase())];
const reports = reportsOf(capture, Math.floor(Date.now() / 1000) - 60);
const homeOf = (serial: string): string => `os::00D09E-${serial}`;
const informHome = "os::00256D-S1";

let product: Product;
let port: number;

beforeAll(async () => {
  product = await startProduct({ stack, fleet: false, settings: { USP_PSEUDONYM_KEYS: keys } });
  await product.goLive();
  port = await freePort();
  await startCollector(stack, port, settings);
});
afterAll(async () => {
  await endAllCollectors();
  await product.stop();
});

async function post(path: string, contentType: string, body: string): Promise<number> {
  const url = `http://127.0.0.1:${port}${path}`;
  const response = await fetch(url, { method: "POST", headers: { "content-type": contentType }, body });
  await response.arrayBuffer();
  return response.status;
}
const inform = (sketch: InformSketch): Promise<number> =>
  post("/cwmp", "text/xml", informXml({ currentTime: new Date().toISOString(), ...sketch }));

test("reports over HTTP make the rows that they make by MQTT", async () => {
  await publishAll(stack.mqtt.url, "cpe-mqtt", reports.map(forms.json));
  await untilReportsStored(product, homeOf("cpe-mqtt"), reports.length);
  const { parameters: _parameters, ...byMqtt } = await rowsOfHome(product, homeOf("cpe-mqtt"));
  expect(byMqtt["stations"]?.length).toBeGreaterThan(reports.length);
  for (const form of ["json", "gzip", "hierarchy", "rows", "columns"] as const satisfies readonly Form[]) {
    const serial = `cpe-${form}`;
    await sendAll(port, serial, reports.map(forms[form]));
    await untilReportsStored(product, homeOf(serial), reports.length);
    const { parameters, ...rows } = await rowsOfHome(product, homeOf(serial));
    // A column has no type, and an empty one no value.
    expect(parameters?.length).toBeGreaterThan(0);
    expect([form, rows]).toEqual([form, byMqtt]);
  }
});

test("Informs of both trees are rows under pseudonyms", async () => {
  const host = { PhysAddress: station, HostName: informed.name, IPAddress: informed.ip };
  const hostOf = (path: string): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(host).map(([name, value]) => [path + name, value]));
  const wlan = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.";
  expect(await inform({ id: "1", parameters: hostOf("Device.Hosts.Host.1.") })).toBe(200);
  const tr098 = {
    ...hostOf("InternetGatewayDevice.LANDevice.1.Hosts.Host.1."),
    [`${wlan}SSID`]: informed.ssid,
    [`${wlan}AssociatedDevice.1.AssociatedDeviceMACAddress`]: station,
    [`${wlan}X_ACME_Log`]: `${station} has left`,
  };
  expect(await inform({ id: "2", parameters: tr098 })).toBe(200);
  const change = { [`${wlan}SSID`]: informed.ssid, "Device.Hosts.Host.1.HostName": informed.name };
  expect(await inform({ id: "3", events: ["4 VALUE CHANGE"], parameters: change })).toBe(200);
  await untilReportsStored(product, informHome, 2);
  const hosts = `SELECT DISTINCT host_mac, host_name, ip_address FROM host_observation WHERE home_id = '${informHome}'`;
  expect(await product.ask(hosts)).toEqual([
    {
      host_mac: expect.stringMatching(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/),
      host_name: expect.stringMatching(/^h-\w{16}$/),
      ip_address: expect.stringMatching(/^2[45]\d\./),
    },
  ]);
  const changes = `SELECT DISTINCT kind FROM notification WHERE home_id = '${informHome}'`;
  while ((await product.ask(changes)).length === 0) await sleep(100);
  expect(await product.ask(changes)).toEqual([{ kind: "value_change" }]);
});

test("what can't be read is a dead letter that only the key opens", async () => {
  const broken = `{"Report":[{"Hosts.1.HostName":"${station} ${informed.name}"`;
  const tag = `<!DOCTYPE ${informed.name}><a>${station}</a>`;
  expect(await post("/bulkdata?oui=00D09E&sn=cpe-json", "application/json", broken)).toBe(200);
  await post("/cwmp", "text/xml", tag);
  while ((await deadLetters(product)).length < 2) await sleep(100);
  const letters = await deadLetters(product);
  expect(letters.map(({ reason }) => reason)).toEqual(["bulk_parse_error", "xml_doctype"]);
  const sealing = createSealing(product.values.pseudonymKeys ?? []);
  expect(letters.map((letter) => openDeadLetter(letter, sealing))).toMatchObject([
    { ok: true, value: Buffer.from(broken) },
    { ok: true, value: Buffer.from(tag) },
  ]);
});

test("no topic and no table has a name or address of the home", async () => {
  for (const { name } of [topics.telemetry, topics.parameter]) await untilCommitted(product, name);
  const { counts, found } = await searchKafka(product, needles);
  for (const { name } of [topics.telemetry, topics.parameter, topics.workerState, topics.deadLetter])
    expect([name, counts.get(name)]).not.toEqual([name, undefined]);
  expect(found).toEqual([]);
  expect(await searchTables(product, needles)).toEqual([]);
});
