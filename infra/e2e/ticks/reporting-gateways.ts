/** Gateways that report one station once a second, until they are silenced. */
import { connectAsync } from "mqtt";

export interface ReportingGateways {
  /** One gateway stops for good; its last report's time in whole seconds. */
  silence(id: string): number;
  /** Reports of a gateway so far, by their time in whole seconds. */
  reportsOf(id: string): readonly number[];
  stop(): Promise<void>;
}

const station = {
  "ApAssociatedDevice.1.1.MACAddress": "02:00:5E:10:00:01",
  "ApAssociatedDevice.1.1.SignalStrength": -50,
};

/** `topicOf` gives a gateway's topic. What the broker has not acknowledged is not a report yet. */
export async function startGateways(
  url: string,
  ids: readonly string[],
  topicOf: (id: string) => string,
): Promise<ReportingGateways> {
  const client = await connectAsync(url, { protocolVersion: 5 });
  const reported = new Map<string, number[]>(ids.map((id) => [id, []]));
  const alive = new Set(ids);
  let lastSecond = 0;
  const reportAll = async (second: number): Promise<void> => {
    const text = JSON.stringify({ Report: [{ CollectionTime: second, ...station }] });
    for (const id of alive) {
      await client.publishAsync(topicOf(id), text, { qos: 1 });
      reported.get(id)?.push(second);
    }
  };
  let reporting: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    const second = Math.floor(Date.now() / 1000);
    if (second === lastSecond) return;
    lastSecond = second;
    reporting = reporting.then(() => reportAll(second));
  }, 50);
  return {
    silence(id) {
      alive.delete(id);
      return reported.get(id)?.at(-1) ?? 0;
    },
    reportsOf: (id) => reported.get(id) ?? [],
    async stop() {
      clearInterval(timer);
      await reporting;
      await client.endAsync();
    },
  };
}
