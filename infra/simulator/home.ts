import type { Random } from "./random.ts";

/**
 * A simulated household: two access points (2.4 and 5 GHz) and the devices that come, go and move.
 * Pure: time and chance are arguments. The model is rough on purpose; the labelled generator is another's job.
 */
export interface SimulatedStation {
  readonly mac: string;
  readonly hostName: string;
  readonly hostRow: number;
  readonly ipAddress: string;
  /** Metres from the access points; moves as a bounded random walk. */
  distanceMeters: number;
  /** 1 = 2.4 GHz, 2 = 5 GHz; null while away. */
  accessPoint: 1 | 2 | null;
  /** Instance number of its AssociatedDevice row; new at each association. */
  row: number;
  rssiDbm: number;
  associatedSinceMs: number;
  bytesSent: number;
  bytesReceived: number;
  retries: number;
}

export interface SimulatedHome {
  readonly startedMs: number;
  readonly stations: readonly SimulatedStation[];
  nextRow: { 1: number; 2: number };
}

/** What happened in a step, in order; the fleet turns each into a Notify. */
export type HomeChange =
  | { readonly kind: "joined"; readonly station: SimulatedStation; readonly path: string }
  | { readonly kind: "left"; readonly station: SimulatedStation; readonly path: string };

const names = [
  "phone",
  "laptop",
  "tablet",
  "tv",
  "camera",
  "speaker",
  "printer",
  "watch",
  "console",
  "plug",
] as const;

/** A home with four to ten stations, most of them present. */
export function createHome(random: Random, homeIndex: number, nowMs: number): SimulatedHome {
  const home: SimulatedHome = { startedMs: nowMs, stations: [], nextRow: { 1: 1, 2: 1 } };
  const stations = Array.from({ length: random.integer(4, 10) }, (_, index) =>
    createStation(random, homeIndex, index),
  );
  for (const station of stations) if (random.chance(0.75)) associate(home, station, random, nowMs);
  return { ...home, stations };
}

function createStation(random: Random, homeIndex: number, index: number): SimulatedStation {
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(2, "0");
  return {
    mac: `02:00:5E:${hex((homeIndex >> 8) & 255)}:${hex(homeIndex & 255)}:${hex(index + 1)}`,
    hostName: `${names[index % names.length] ?? "device"}-${homeIndex}-${index}`,
    hostRow: index + 1,
    ipAddress: `192.168.1.${index + 20}`,
    distanceMeters: 1 + random.next() * 14,
    accessPoint: null,
    row: 0,
    rssiDbm: -60,
    associatedSinceMs: 0,
    bytesSent: 0,
    bytesReceived: 0,
    retries: 0,
  };
}

/** Advances the home by `elapsedMs`: everyone walks, some come, go or change band. */
export function stepHome(
  home: SimulatedHome,
  random: Random,
  nowMs: number,
  elapsedMs: number,
): HomeChange[] {
  const changes: HomeChange[] = [];
  const minutes = elapsedMs / 60_000;
  for (const station of home.stations) {
    if (station.accessPoint === null) {
      if (random.chance(0.25 * minutes)) changes.push(joined(home, station, random, nowMs));
      continue;
    }
    walk(station, random, elapsedMs);
    if (random.chance(0.06 * minutes)) changes.push(left(station));
    else if (wantsOtherBand(station, random, minutes)) {
      changes.push(left(station), joined(home, station, random, nowMs));
    }
  }
  return changes;
}

/** The row a station has now, with trailing dot as USP sends it. */
export const rowPath = (accessPoint: number, row: number): string =>
  `Device.WiFi.AccessPoint.${accessPoint}.AssociatedDevice.${row}.`;

function joined(home: SimulatedHome, station: SimulatedStation, random: Random, nowMs: number): HomeChange {
  associate(home, station, random, nowMs);
  return { kind: "joined", station, path: rowPath(station.accessPoint ?? 1, station.row) };
}

function left(station: SimulatedStation): HomeChange {
  const path = rowPath(station.accessPoint ?? 1, station.row);
  station.accessPoint = null;
  return { kind: "left", station, path };
}

function associate(home: SimulatedHome, station: SimulatedStation, random: Random, nowMs: number): void {
  const accessPoint = station.distanceMeters > 9 || random.chance(0.15) ? 1 : 2;
  station.accessPoint = accessPoint;
  station.row = home.nextRow[accessPoint]++;
  station.associatedSinceMs = nowMs;
  Object.assign(station, { bytesSent: 0, bytesReceived: 0, retries: 0 });
  measure(station, random);
}

function wantsOtherBand(station: SimulatedStation, random: Random, minutes: number): boolean {
  const misplaced = station.accessPoint === 2 ? station.rssiDbm < -78 : station.distanceMeters < 5;
  return misplaced && random.chance(Math.min(1, 2 * minutes));
}

function walk(station: SimulatedStation, random: Random, elapsedMs: number): void {
  const step = random.normal(0, 0.25 * Math.sqrt(elapsedMs / 1000));
  station.distanceMeters = Math.min(18, Math.max(0.5, station.distanceMeters + step));
  const megabits = Math.max(0, random.normal(2, 3));
  station.bytesSent += Math.round((megabits * 125_000 * elapsedMs) / 1000);
  station.bytesReceived += Math.round((megabits * 20_000 * elapsedMs) / 1000);
  measure(station, random);
  if (station.rssiDbm < -70) station.retries += random.integer(0, 40);
}

/** Log-distance path loss with a little fading, in whole dBm as routers report it. */
function measure(station: SimulatedStation, random: Random): void {
  const atOneMeter = station.accessPoint === 2 ? -38 : -32;
  const loss = 30 * Math.log10(Math.max(1, station.distanceMeters));
  station.rssiDbm = Math.max(-94, Math.min(-20, Math.round(atOneMeter - loss + random.normal(0, 1.8))));
}
