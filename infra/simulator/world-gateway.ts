/** The agent of a home of the labelled world: what it publishes and when. No socket and no clock in here. */
import { boot, createAgent, periodic, type Agent } from "./agent.ts";
import type { Gateway, Publication, Step } from "./gateway.ts";
import { type Notification as Told } from "./usp-record.ts";
import { defaultOptions } from "./world/options.ts";
import type { NeighbourRow, Notification, Report } from "./world/report.ts";
import { simulateHome } from "./world/simulate.ts";
import {
  accessPointRow,
  formatWorldGatewayReport,
  formatWorldReport,
  type RowNumbers,
} from "./world-report.ts";

export interface WorldGatewayOptions {
  readonly seed: string;
  /** Counts the gateways of a fleet from 1. */
  readonly number: number;
  readonly startMs: number;
  readonly intervalMs: number;
  /** Rate of injected faults; 1: each class about once in 30 home-days. */
  readonly anomalies: number;
  /** Meshes steer their stations, and count that. No, unless told. */
  readonly isSteered?: boolean;
}

const slowEveryMs = 60_000;
/** Longer than anybody watches. */
const durationMs = 400 * 86_400_000;
const warmUpMs = 300_000;

/** A gateway whose home is simulated as far as its next report, and no farther. */
export function createWorldGateway(options: WorldGatewayOptions): Gateway {
  const { seed, number, startMs, intervalMs, anomalies, isSteered = false } = options;
  const id = `cpe-sim-${String(number).padStart(4, "0")}`;
  const agent = createAgent(id);
  const rows = new Rows();
  const reports = simulateHome({
    ...defaultOptions,
    seed,
    home: number,
    startMs,
    intervalMs,
    anomalies,
    durationMs,
    warmUpMs,
    isSteered,
  });
  let slowAtMs = startMs;
  let neighbours: readonly NeighbourRow[] = [];
  return {
    endpointId: agent.endpointId,
    connect: (nowMs) => [agent.connected(), agent.notify("sim-boot", boot, nowMs)],
    next(): Step {
      const { value: report, done } = reports.next();
      if (done === true) throw new RangeError("The simulated time is over");
      const atMs = report.receivedMs;
      neighbours = report.neighbours ?? neighbours;
      rows.keepStale(report);
      const publications = report.notifications.map((each) => publish(agent, rows, each));
      if (atMs >= slowAtMs) {
        slowAtMs = atMs - ((atMs - slowAtMs) % slowEveryMs) + slowEveryMs;
        publications.push(agent.notify("sim-periodic", periodic, atMs));
        publications.push(agent.report("/gateway", formatWorldGatewayReport(report, neighbours, id)));
      }
      publications.push(agent.report("", formatWorldReport(report, rows)));
      rows.keepOnly(report);
      return { atMs, publications };
    },
  };
}

function publish(agent: Agent, rows: Rows, notification: Notification): Publication {
  const { kind, mac, receivedMs } = notification;
  if (kind === "boot") return agent.notify("sim-boot", boot, receivedMs);
  const isStation = kind === "station_created" || kind === "station_deleted";
  const place = accessPointRow(notification);
  const path = isStation
    ? `Device.WiFi.AccessPoint.${place}.AssociatedDevice.${rows.station(place, mac)}.`
    : `Device.Hosts.Host.${rows.host(mac)}.`;
  if (kind === "station_deleted") rows.dropStation(place, mac);
  return agent.notify(`sim-${kind.split("_")[0]}s`, toldOf(kind, path, mac.toUpperCase()), receivedMs);
}

function toldOf(kind: Exclude<Notification["kind"], "boot">, path: string, mac: string): Told {
  if (kind === "station_created") return { kind: "creation", path, uniqueKeys: { MACAddress: mac } };
  if (kind === "host_created") return { kind: "creation", path, uniqueKeys: { PhysAddress: mac } };
  if (kind === "station_deleted" || kind === "host_deleted") return { kind: "deletion", path };
  return { kind: "value_change", path: `${path}Active`, value: String(kind === "host_active") };
}

/** Rows of tables are numbered upwards, as the agent of the captures does; one who comes back has a new one. */
class Rows implements RowNumbers {
  private readonly stations = new Map<string, number>();
  private readonly hosts = new Map<string, number>();
  private readonly lastStation = new Map<number, number>();
  private lastHost = 0;
  private stale: ReadonlySet<string> = new Set();

  station(place: number, mac: string): number {
    const key = `${place}/${mac}`;
    const known = this.stations.get(key);
    if (known !== undefined) return known;
    const row = (this.lastStation.get(place) ?? 0) + 1;
    this.lastStation.set(place, row);
    this.stations.set(key, row);
    return row;
  }

  host(mac: string): number {
    const known = this.hosts.get(mac);
    if (known !== undefined) return known;
    this.hosts.set(mac, ++this.lastHost);
    return this.lastHost;
  }

  dropStation(place: number, mac: string): void {
    const key = `${place}/${mac}`;
    if (!this.stale.has(key)) this.stations.delete(key);
  }

  /** Rows that firmware still shows keep their number, deleted or not. */
  keepStale({ stations }: Report): void {
    this.stale = new Set(
      stations.filter(({ active }) => !active).map((row) => `${accessPointRow(row)}/${row.mac}`),
    );
  }

  /** Forgets the rows of whoever is not in the report. */
  keepOnly({ stations, hosts }: Report): void {
    const kept = new Set(stations.map((row) => `${accessPointRow(row)}/${row.mac}`));
    for (const key of this.stations.keys()) if (!kept.has(key)) this.stations.delete(key);
    const known = new Set(hosts.map(({ mac }) => mac));
    for (const mac of this.hosts.keys()) if (!known.has(mac)) this.hosts.delete(mac);
  }
}
