import { rmSync } from "node:fs";
import { join } from "node:path";
import { connect, connectAsync, type MqttClient } from "mqtt";
import { expect, test } from "vitest";
import { createMaven } from "../maven.ts";
import { openRunFolder, type RunFolder } from "../run-folder.ts";
import { HIVEMQ_JARS, startHivemq } from "./hivemq.ts";

const session = { protocolVersion: 5, properties: { sessionExpiryInterval: 3600 } } as const;

test("what is acknowledged after a kill -9 is delivered, though the queue names payloads that were never stored", async () => {
  const run = await openRunFolder(null);
  try {
    const broker = await startHivemq(run, await createMaven(() => undefined)(HIVEMQ_JARS));
    const absent = await connectAsync(broker.address, { ...session, clientId: "absent", clean: false });
    await absent.subscribeAsync("numbers", { qos: 1 });
    await absent.endAsync();
    await publish(broker.address, ["1", "2", "3"]);
    await broker.part.stop(0);
    forgetPayloads(run);
    await broker.again();
    await publish(broker.address, ["4", "5", "6"]);
    expect(await receivedUntil(broker.address, "the end")).toEqual(["4", "5", "6", "the end"]);
    await broker.part.stop(0);
  } finally {
    await run.reaper.finish();
  }
});

/** As if it had been killed after a queue's commit and before the payload's, which no test can time: for all of them. */
function forgetPayloads(run: RunFolder): void {
  rmSync(join(run.folderOf("hivemq"), "data", "persistence", "publish_payload_store"), { recursive: true });
}

/** Resolves when the broker has acknowledged each. */
async function publish(url: string, payloads: readonly string[]): Promise<void> {
  const client = await connectAsync(url, { ...session, clientId: "publisher" });
  for (const payload of payloads) await client.publishAsync("numbers", payload, { qos: 1 });
  await client.endAsync();
}

/** What the absent session gets, up to a last message that is published when it is there. */
async function receivedUntil(url: string, last: string): Promise<string[]> {
  const seen: string[] = [];
  const client: MqttClient = connect(url, { ...session, clientId: "absent", clean: false });
  const ended = new Promise<void>((resolve) => {
    client.on("message", (_topic, payload) => {
      seen.push(payload.toString());
      if (payload.toString() === last) resolve();
    });
  });
  await publish(url, [last]);
  await ended;
  await client.endAsync();
  return seen;
}
