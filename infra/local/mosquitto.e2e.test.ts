import { connect, connectAsync, type MqttClient } from "mqtt";
import { describe, expect, test } from "vitest";
import { findMosquitto, startMosquitto } from "./mosquitto.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";

const QUEUED = 3000;

const SESSION = { protocolVersion: 5, properties: { sessionExpiryInterval: 3600 } } as const;

const connectAs = (url: string, clientId: string, clean: boolean): Promise<MqttClient> =>
  connectAsync(url, { ...SESSION, clientId, clean });

async function withRun(use: (run: RunFolder) => Promise<void>): Promise<void> {
  const run = await openRunFolder(null);
  try {
    await use(run);
  } finally {
    await run.reaper.finish();
  }
}

describe("mosquitto, the second broker", () => {
  test("keeps more for an absent session than its defaults would, over kill -9", async ({ skip }) => {
    if (findMosquitto() === null) return skip("mosquitto is not installed");
    return withRun(async (run) => {
      const first = await startMosquitto(run);
      const absent = await connectAs(first.address, "absent", false);
      await absent.subscribeAsync("queued/#", { qos: 1 });
      await absent.endAsync();
      const publisher = await connectAs(first.address, "publisher", true);
      const numbers = Array.from({ length: QUEUED }, (_, n) => n);
      await Promise.all(numbers.map((n) => publisher.publishAsync("queued/n", String(n), { qos: 1 })));
      await publisher.endAsync();
      // One period of its autosave, which is all that a kill may cost.
      await new Promise((resolve) => setTimeout(resolve, 2500));
      await first.part.stop(0);
      const second = await startMosquitto(run);
      expect(await receivedBy(second.address)).toEqual(numbers);
    });
  });
});

/** What the session that was absent gets, in order. */
async function receivedBy(url: string): Promise<number[]> {
  const seen: number[] = [];
  const client = connect(url, { ...SESSION, clientId: "absent", clean: false });
  await new Promise<void>((resolve) => {
    client.on("message", (_topic, payload) => {
      seen.push(Number(payload.toString()));
      if (seen.length === QUEUED) resolve();
    });
  });
  await client.endAsync();
  return seen;
}
