/**
 * The report that every benchmark is about: 12 kB of NameValuePair JSON in the form of OB-USP-AGENT (one space of
 * indent, the names of `ingest/profiles/example.json`), 281 names, 15 stations, 20 hosts. The same seed gives the
 * same bytes. No clock and no socket in here.
 */
import { createRandom, type Random } from "#infra/simulator/random.ts";
import type { ReceivedMessage } from "#ingest/admit.ts";
import { epochMs } from "#schemas/units.ts";

export const reportShape = { stations: 15, hosts: 20, names: 281 } as const;

/** One gateway that reports. */
export interface ReportingGateway {
  /** As in its MQTT topic: `cpe-bench-7`. */
  readonly id: string;
  /** Its endpoint, and so its home, under the identity rules of a local run. */
  readonly endpointId: string;
  /** Where it publishes its reports. */
  readonly topic: string;
  /** Its report of that moment; signal, rates and counters go on from one call to the next, who is there does not. */
  next(atMs: number): Buffer;
}

/** The gateway's next report as the bridge gets it, received in the moment it was made. */
export const toReceived = (gateway: ReportingGateway, atMs: number): ReceivedMessage => ({
  topic: gateway.topic,
  payload: gateway.next(atMs),
  contentType: "application/json; charset=UTF-8",
  responseTopic: null,
  retain: false,
  receivedAt: epochMs(atMs),
  arrival: 0,
});

interface Station {
  readonly mac: string;
  readonly accessPoint: 1 | 2;
  readonly row: number;
  readonly typicalRssiDbm: number;
  /** A random walk, not rounded. */
  rssiDbm: number;
  retransmissions: number;
  sentBytes: number;
  receivedBytes: number;
}

type Values = Record<string, string | number | boolean>;

/** A gateway of its own for each seed and number (0 to 16,777,215). */
export function createReportingGateway(seed: string, number: number): ReportingGateway {
  const random = createRandom(`${seed}/${number}`);
  const stations = Array.from({ length: reportShape.stations }, (_, index) =>
    newStation(random, number, index),
  );
  const hosts = Array.from({ length: reportShape.hosts }, (_, index) =>
    hostValues(number, index, stations[index]),
  );
  const id = `cpe-bench-${number}`;
  return {
    id,
    endpointId: `os::00D09E-${id}`,
    topic: `oktopus/usp/v1/bulkdata/${id}`,
    next(atMs) {
      for (const station of stations) moveOn(station, random);
      const values = Object.assign(
        { CollectionTime: Math.floor(atMs / 1000) },
        ...hosts,
        ...stations.map(stationValues),
      ) as Values;
      return Buffer.from(JSON.stringify({ Report: [values] }, null, 1));
    },
  };
}

/** The first 15 devices of a home are its stations, the rest is wired. */
function macOf(number: number, device: number): string {
  const bytes = [number >> 16, (number >> 8) & 0xff, number & 0xff, device + 1];
  return ["02", "53", ...bytes.map((byte) => byte.toString(16).padStart(2, "0"))].join(":").toUpperCase();
}

function newStation(random: Random, number: number, index: number): Station {
  const accessPoint = index % 3 === 0 ? 1 : 2;
  const typicalRssiDbm = -45 - random.integer(0, 35);
  return {
    mac: macOf(number, index),
    accessPoint,
    row: Math.floor(index / 3) + (index % 3) * 5 + 1,
    typicalRssiDbm,
    rssiDbm: typicalRssiDbm,
    retransmissions: random.integer(0, 500),
    sentBytes: random.integer(0, 2_000_000_000),
    receivedBytes: random.integer(0, 200_000_000),
  };
}

function moveOn(station: Station, random: Random): void {
  const pull = 0.1 * (station.typicalRssiDbm - station.rssiDbm);
  station.rssiDbm = Math.min(-25, Math.max(-95, station.rssiDbm + pull + 1.5 * random.normal()));
  station.retransmissions += random.integer(0, 20);
  station.sentBytes += random.integer(0, 2_000_000);
  station.receivedBytes += random.integer(0, 300_000);
}

function stationValues({ mac, accessPoint, row, rssiDbm, ...counters }: Station): Values {
  const bestKbps = accessPoint === 1 ? 72_200 : 866_700;
  const rateKbps = Math.round(bestKbps * Math.min(1, Math.max(0.1, (rssiDbm + 95) / 45)));
  const prefix = `ApAssociatedDevice.${accessPoint}.${row}.`;
  return {
    [`${prefix}MACAddress`]: mac,
    [`${prefix}LastDataDownlinkRate`]: rateKbps,
    [`${prefix}LastDataUplinkRate`]: Math.round(rateKbps * 0.7),
    [`${prefix}SignalStrength`]: Math.round(rssiDbm),
    [`${prefix}Active`]: true,
    [`${prefix}Stats.BytesSent`]: counters.sentBytes,
    [`${prefix}Stats.BytesReceived`]: counters.receivedBytes,
    [`${prefix}Stats.RetransCount`]: counters.retransmissions,
  };
}

function hostValues(number: number, index: number, station: Station | undefined): Values {
  const prefix = `Hosts.${index + 1}.`;
  const wired = station === undefined;
  return {
    [`${prefix}PhysAddress`]: macOf(number, index),
    [`${prefix}IPAddress`]: `192.168.1.${20 + index}`,
    [`${prefix}AddressSource`]: "DHCP",
    [`${prefix}DHCPClient`]: "",
    [`${prefix}LeaseTimeRemaining`]: 86_400 - 60 * index,
    [`${prefix}InterfaceType`]: wired ? "Ethernet" : "Wi-Fi",
    [`${prefix}HostName`]: wired ? `wired-${index + 1}` : `station-${index + 1}`,
    [`${prefix}Active`]: true,
  };
}
