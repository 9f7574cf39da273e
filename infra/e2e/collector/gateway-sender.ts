/** A gateway that sends its reports oldest first: by HTTP each until it is taken (RetryEnable, with a short interval), or by MQTT. */
import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync } from "mqtt";
import type { Sent } from "./report-forms.ts";

/** Sends to one collector. Resolves when all are taken: how often a report had to be sent again. */
export async function sendAll(port: number, serial: string, reports: readonly Sent[]): Promise<number> {
  let again = 0;
  for (const report of reports) while (!(await isTaken(port, serial, report))) again += 1;
  return again;
}

async function isTaken(port: number, serial: string, { body, headers }: Sent): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/bulkdata?oui=00D09E&pc=&sn=${serial}`, {
      method: "POST",
      headers,
      body: new Uint8Array(body),
    });
    await response.arrayBuffer();
    if (response.ok) return true;
    // A refusal that trying again can't cure is a mistake of the test's.
    if (response.status < 500) throw new Error(`the collector answers ${response.status}`);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  await sleep(50);
  return false;
}

/** Publishes to one broker, at QoS 1. */
export async function publishAll(url: string, serial: string, reports: readonly Sent[]): Promise<void> {
  const gateway = await connectAsync(url, { protocolVersion: 5 });
  for (const { body, headers } of reports) {
    const properties = { contentType: headers["content-type"] ?? "" };
    await gateway.publishAsync(`oktopus/usp/v1/bulkdata/${serial}`, body, { qos: 1, properties });
  }
  await gateway.endAsync();
}
