/** Simulated gateways at the stack's broker, each with its certificate; and the rows that are to come of what they sent. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync, type MqttClient } from "mqtt";
import { createGateway, type Publication } from "#infra/simulator/gateway.ts";

export interface GatewayOptions {
  readonly mqttPort: number;
  /** Where `make-secrets.sh` keeps certificates. */
  readonly secrets: string;
  readonly makeSecrets: string;
  readonly number: number;
  readonly steps: number;
}

export interface Sent {
  readonly endpointId: string;
  /** Bulk-data reports of both its profiles. */
  readonly reports: number;
  /** A row for each station of each report, as `stationQuery` tells it. */
  readonly rows: readonly string[];
}

/** One row a station and report: endpoint, MAC address, second, RSSI, bytes sent. */
export const stationQuery =
  "SELECT endpoint_id, upper(sta_mac), toUnixTimestamp(observed_at), rssi_dbm, bytes_sent_total FROM station_observation";

/** Far enough apart that each report has a second of its own. */
const intervalMs = 1000;

/** Boots, reports in `steps` seconds and goes; resolves when the broker has acknowledged all of it. */
export async function runGateway(options: GatewayOptions): Promise<Sent> {
  const { number, steps, mqttPort } = options;
  const gateway = createGateway({ seed: "containers", number, startMs: Date.now(), intervalMs });
  const { endpointId } = gateway;
  const client = await connectAsync(`mqtts://localhost:${mqttPort}`, {
    protocolVersion: 5,
    clientId: endpointId,
    ...certificateOf(options, endpointId),
  });
  const sent: Publication[] = [];
  const publishAll = async (publications: readonly Publication[]): Promise<void> => {
    for (const publication of publications) await publish(client, endpointId, publication);
    sent.push(...publications);
  };
  await publishAll(gateway.connect(Date.now()));
  for (let step = 0; step < steps; step++) {
    const { atMs, publications } = gateway.next();
    await sleep(Math.max(0, atMs - Date.now()));
    await publishAll(publications);
  }
  await client.endAsync();
  const reports = sent.filter(({ topic }) => topic.includes("/bulkdata/"));
  return {
    endpointId,
    reports: reports.length,
    rows: reports.flatMap((report) => rowsOf(endpointId, report)),
  };
}

function certificateOf({ secrets, makeSecrets }: GatewayOptions, endpointId: string) {
  execFileSync(makeSecrets, ["gateway", endpointId], { env: { ...process.env, SECRETS: secrets } });
  const read = (name: string): Buffer => readFileSync(join(secrets, "gateways", endpointId, name));
  return { ca: read("ca.pem"), cert: read("certificate.pem"), key: read("key.pem") };
}

/** In topics of the endpoint's own id, as the access rules want it. */
const publish = (
  client: MqttClient,
  endpointId: string,
  { topic, payload, contentType, responseTopic }: Publication,
): Promise<unknown> =>
  client.publishAsync(topic.replace(/\/bulkdata\/[^/]+/, `/bulkdata/${endpointId}`), payload, {
    qos: 1,
    properties: { contentType, ...(responseTopic === null ? {} : { responseTopic }) },
  });

/** By the report's own names, apart from how the product reads them. */
function rowsOf(endpointId: string, { payload }: Publication): string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the simulator's own text
  const { Report } = JSON.parse(payload.toString("utf8")) as { Report: Record<string, string | number>[] };
  return Report.flatMap((values) =>
    Object.keys(values)
      .filter((name) => /^ApAssociatedDevice\.\d+\.\d+\.MACAddress$/.test(name))
      .map((name) => {
        const of = (column: string) => values[name.replace("MACAddress", column)];
        const mac = String(values[name]).toUpperCase();
        return [endpointId, mac, values["CollectionTime"], of("SignalStrength"), of("Stats.BytesSent")].join(
          "\t",
        );
      }),
  );
}
