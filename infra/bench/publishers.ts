/** The gateways of a benchmark: 1,000 of them over a few connections, QoS 1, never far ahead of who takes it. */
import { setTimeout as sleep } from "node:timers/promises";
import mqtt from "mqtt";
import { createReportingGateway } from "./report.ts";

export interface Publishers {
  /**
   * Publishes `count` reports to `<prefix><gateway's topic>`, at most `ahead` before what `taken` says; resolves when all
   * of them are taken.
   */
  publish(count: number, taken: () => Promise<number>, prefix: string): Promise<void>;
  close(): Promise<void>;
}

const connections = 4;
const reportsEach = 4;
/** Enough that the taker never waits, and no more than brokers keep in memory with ease. */
const ahead = 2000;
const askEveryMs = 50;

/** Connects; every gateway's reports are made beforehand, so that publishing costs little. */
export async function openPublishers(url: string, gateways: number): Promise<Publishers> {
  const reports = allReports(gateways);
  const clients = await Promise.all(
    Array.from({ length: connections }, () => mqtt.connectAsync(url, { protocolVersion: 5 })),
  );
  let next = 0;
  const publishOne = (prefix: string): void => {
    const client = clients[next % connections];
    const report = reports[next % reports.length];
    next += 1;
    if (client === undefined || report === undefined) return;
    client.publish(prefix + report.topic, report.payload, { qos: 1 });
  };
  return {
    async publish(count, taken, prefix) {
      const before = await taken();
      let published = 0;
      for (let done = 0; done < count; done = (await taken()) - before) {
        for (; published < Math.min(count, done + ahead); published += 1) publishOne(prefix);
        await sleep(askEveryMs);
      }
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.endAsync()));
    },
  };
}

/** In turn over the gateways: all of their first reports, then all of their second ones. */
function allReports(gateways: number): readonly { topic: string; payload: Buffer }[] {
  const startMs = Date.now() - reportsEach * 60_000;
  const fleet = Array.from({ length: gateways }, (_, number) => createReportingGateway("bridge", number));
  return Array.from({ length: reportsEach }, (_, report) =>
    fleet.map((gateway) => ({ topic: gateway.topic, payload: gateway.next(startMs + report * 60_000) })),
  ).flat();
}
