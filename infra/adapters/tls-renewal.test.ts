/** Each client shows, on its next connection, the certificate that is in the files then. Guards what we know of their insides. */
import { copyFileSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { makeCertificates, type Pair, tlsConfigOf } from "./certificates.fixture.ts";
import { createKafka } from "./kafka.ts";
import { createLog } from "./log.ts";
import { openMqttReader } from "./mqtt.ts";
import { createTlsAgent, fetchThrough } from "./tls-agent.ts";

const folder = makeCertificates();
const authority = folder.authority("authority");
const localhost = authority.issue("localhost");
const [first, second] = [authority.issue("first"), authority.issue("second")];
afterAll(() => folder.remove());

let server: Server | null = null;
afterEach(() => void server?.close());

/** Notes whose certificate it is shown, and hangs up. */
async function openNoting(): Promise<{ port: number; names: () => string[] }> {
  const names: string[] = [];
  const options = {
    key: readFileSync(localhost.key),
    cert: readFileSync(localhost.certificate),
    ca: readFileSync(authority.ca),
    requestCert: true,
  };
  const opened = createServer(options, (socket) => {
    socket.once("error", () => undefined);
    names.push(String(socket.getPeerCertificate().subject.CN));
    socket.destroy();
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return { port: (opened.address() as AddressInfo).port, names: () => names };
}

let folders = 0;

/** Files that hold the first certificate, and what puts the second there. */
function renewable() {
  folders += 1;
  const pair: Pair = {
    certificate: join(folder.path, `renewed-${folders}.pem`),
    key: join(folder.path, `renewed-${folders}.key`),
  };
  const put = (from: Pair): void => {
    copyFileSync(from.certificate, pair.certificate);
    copyFileSync(from.key, pair.key);
  };
  put(first);
  return { tls: tlsConfigOf(authority.ca, pair), renew: () => put(second) };
}

/** Whose certificates were shown, once each in their order: the files are renewed after the first; then again, by itself or by `again`. */
async function namesAround(
  { names, renew }: { names: () => string[]; renew: () => void },
  again: () => unknown = () => undefined,
): Promise<string[]> {
  await vi.waitUntil(() => names().includes("first"), { timeout: 10_000 });
  renew();
  void again();
  await vi.waitUntil(() => names().includes("second"), { timeout: 10_000 });
  return names().filter((name, index, all) => name !== all[index - 1]);
}

const renewed = ["first", "second"];

test.each(["mqtts", "wss"])("MQTT by %s", async (scheme) => {
  const { port, names } = await openNoting();
  const { tls, renew } = renewable();
  const reader = openMqttReader({
    url: `${scheme}://localhost:${port}`,
    username: null,
    password: null,
    tls,
    clientId: "renewing",
    protocolVersion: 5,
    sessionExpirySeconds: 60,
    receiveMaximum: 10,
    filters: ["a"],
    onArrival: (_arrival, next) => next(),
    beforeSubscribing: () => Promise.resolve(),
    log: createLog("test", "silent"),
  });
  expect(await namesAround({ names, renew })).toEqual(renewed);
  await reader.close();
});

test("Kafka", async () => {
  const { port, names } = await openNoting();
  const { tls, renew } = renewable();
  const admin = createKafka({ brokers: [`localhost:${port}`], clientId: "renewing", ssl: true, tls }).admin();
  const connecting = admin.connect().catch(() => undefined);
  expect(await namesAround({ names, renew })).toEqual(renewed);
  await admin.disconnect();
  void connecting;
});

test("HTTPS, as the registry and ClickHouse are asked", async () => {
  const { port, names } = await openNoting();
  const { tls, renew } = renewable();
  const fetch = fetchThrough(createTlsAgent(tls));
  const ask = () =>
    fetch(`https://localhost:${port}/`, {
      method: "GET",
      headers: {},
      signal: AbortSignal.timeout(5000),
    }).catch(() => undefined);
  void ask();
  expect(await namesAround({ names, renew }, ask)).toEqual(renewed);
});
