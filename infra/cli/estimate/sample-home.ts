/** A simulated home of a wanted size, and its data model: full TR-181 paths to values, as OB-USP-AGENT would report them. */
import type { Association, Device, Home } from "#infra/simulator/home.ts";
import type { Random } from "#infra/simulator/random.ts";
import { formatGatewayReport, formatReport } from "#infra/simulator/report.ts";

export interface HomeShape {
  readonly hosts: number;
  /** Of the hosts these are on Wi-Fi; more stations than hosts are stations without a host's row. */
  readonly stations: number;
}

export type Model = ReadonlyMap<string, string | number | boolean>;

/** A home in which everybody is there. */
export function createSampleHome(
  { hosts, stations }: HomeShape,
  random: Random,
  number: number,
  nowMs: number,
): Home {
  const devices = Array.from({ length: Math.max(hosts, stations) }, (_, index) =>
    newDevice(index, index < stations, index < hosts, random, number, nowMs),
  );
  return { devices, nowMs, nextHostRow: hosts + 1, nextStationRow: { 1: stations + 1, 2: stations + 1 } };
}

function newDevice(
  index: number,
  isStation: boolean,
  isHost: boolean,
  random: Random,
  number: number,
  nowMs: number,
): Device {
  const tail = [number >> 8, number & 0xff, index >> 8, index & 0xff];
  const association: Association | null = isStation
    ? {
        accessPoint: index % 3 === 0 ? 1 : 2,
        row: index + 1,
        sinceMs: nowMs,
        rssiDbm: -55,
        sentBytes: random.integer(0, 2e9),
        receivedBytes: random.integer(0, 2e8),
        retransmissions: random.integer(0, 500),
      }
    : null;
  return {
    mac: ["02", "53", ...tail.map((byte) => byte.toString(16).padStart(2, "0"))].join(":").toUpperCase(),
    name: `device-${index + 1}`,
    wired: !isStation,
    distanceDb: -random.integer(0, 28),
    hostRow: isHost ? index + 1 : null,
    ipAddress: `192.168.1.${(index % 250) + 2}`,
    active: true,
    activeSinceMs: nowMs,
    association,
    wanSentBytes: random.integer(0, 2e8),
    wanReceivedBytes: random.integer(0, 2e9),
  };
}

const simulatedNames = [
  { name: /^Hosts\./, path: "Device.Hosts.Host." },
  { name: /^ApAssociatedDevice\.(\d+)\./, path: "Device.WiFi.AccessPoint.$1.AssociatedDevice." },
];

/** What the simulator's two reports hold, under full paths; the reports' own time left out. */
export function readModel(home: Home, id: string, startMs: number): Model {
  const model = new Map<string, string | number | boolean>();
  for (const text of [formatReport(home), formatGatewayReport(home, id, startMs)]) {
    const {
      Report: [element = {}],
    } = JSON.parse(text) as { Report: Record<string, string | number | boolean>[] };
    for (const [name, value] of Object.entries(element)) {
      if (name === "CollectionTime") continue;
      const known = simulatedNames.find((each) => each.name.test(name));
      model.set(known === undefined ? name : name.replace(known.name, known.path), value);
    }
  }
  return model;
}
