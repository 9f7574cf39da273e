/**
 * A household behind one gateway: wired hosts that stay, and Wi-Fi stations that come, go and move between the
 * access points. Plain data, moved on by `advanceHome`; all chance comes from the given generator.
 */
import type { Random } from "./random.ts";

export const accessPoints = [
  { row: 1, band: "2.4GHz", typicalRssiDbm: -52, rateKbps: 72_200, standard: "n" },
  { row: 2, band: "5GHz", typicalRssiDbm: -58, rateKbps: 866_700, standard: "ac" },
] as const;

/** A device's row in `Device.WiFi.AccessPoint.{accessPoint}.AssociatedDevice.{row}.` while it is there. */
export interface Association {
  accessPoint: 1 | 2;
  row: number;
  sinceMs: number;
  /** A random walk around the place's typical level; not rounded. */
  rssiDbm: number;
  sentBytes: number;
  receivedBytes: number;
  retransmissions: number;
}

export interface Device {
  readonly mac: string;
  readonly name: string;
  readonly wired: boolean;
  /** How far from the access points: added to their typical level. */
  readonly distanceDb: number;
  /** Its row in `Device.Hosts.Host.`, null before it was first seen and after it was forgotten. */
  hostRow: number | null;
  readonly ipAddress: string;
  active: boolean;
  activeSinceMs: number;
  association: Association | null;
  wanSentBytes: number;
  wanReceivedBytes: number;
}

export interface Home {
  readonly devices: readonly Device[];
  nowMs: number;
  nextHostRow: number;
  /** Next row per access point: monotonic, as the agent in the captures numbers. */
  readonly nextStationRow: Record<1 | 2, number>;
}

/** What the agent would notify of. */
export type HomeChange =
  | {
      readonly kind: "station_created";
      readonly mac: string;
      readonly accessPoint: 1 | 2;
      readonly row: number;
    }
  | {
      readonly kind: "station_deleted";
      readonly mac: string;
      readonly accessPoint: 1 | 2;
      readonly row: number;
    }
  | { readonly kind: "host_created"; readonly mac: string; readonly row: number }
  | { readonly kind: "host_deleted"; readonly mac: string; readonly row: number }
  | { readonly kind: "host_active"; readonly mac: string; readonly row: number; readonly active: boolean };

/** Mean times of a lively demonstration home. */
export interface Habits {
  readonly stayMs: number;
  readonly awayMs: number;
  readonly moveMs: number;
  /** After this long away a host's row is deleted. */
  readonly forgetMs: number;
}

export const defaultHabits: Habits = { stayMs: 300_000, awayMs: 120_000, moveMs: 240_000, forgetMs: 180_000 };

const deviceNames = [
  "phone",
  "laptop",
  "tablet",
  "tv",
  "watch",
  "console",
  "camera",
  "speaker",
  "printer",
  "e-reader",
];

/** A home of 2 wired hosts and 3 to 8 stations, most of them present; `number` keeps MAC addresses apart. */
export function createHome(random: Random, number: number, nowMs: number): Home {
  const stations = random.integer(3, 8);
  const home: Home = {
    devices: Array.from({ length: 2 + stations }, (_, index) => newDevice(random, number, index)),
    nowMs,
    nextHostRow: 1,
    nextStationRow: { 1: 1, 2: 1 },
  };
  for (const device of home.devices) {
    if (device.wired || random.next() < 0.7) arrive(home, device, random);
  }
  return home;
}

function newDevice(random: Random, number: number, index: number): Device {
  const wired = index < 2;
  const tail = [number >> 8, number & 0xff, index + 1].map((byte) => byte.toString(16).padStart(2, "0"));
  const name = wired ? `wired-${index + 1}` : (deviceNames[index - 2] ?? `station-${index}`);
  return {
    mac: ["02", "53", "4d", ...tail].join(":").toUpperCase(),
    name,
    wired,
    distanceDb: -random.integer(0, 28),
    hostRow: null,
    ipAddress: `192.168.1.${20 + index}`,
    active: false,
    activeSinceMs: 0,
    association: null,
    wanSentBytes: 0,
    wanReceivedBytes: 0,
  };
}

/** Moves the home on to `untilMs`; what changed comes back in the order in which it happened. */
export function advanceHome(
  home: Home,
  random: Random,
  untilMs: number,
  habits: Habits = defaultHabits,
): HomeChange[] {
  const elapsedMs = untilMs - home.nowMs;
  home.nowMs = untilMs;
  return home.devices.flatMap((device) => {
    if (device.active) use(device, random, elapsedMs);
    return device.wired ? [] : decide(home, device, random, elapsedMs, habits);
  });
}

function decide(home: Home, device: Device, random: Random, elapsedMs: number, habits: Habits): HomeChange[] {
  if (device.active) {
    if (random.happens(habits.stayMs, elapsedMs)) return depart(home, device);
    return random.happens(habits.moveMs, elapsedMs) ? move(home, device, random) : [];
  }
  if (random.happens(habits.awayMs, elapsedMs)) return arrive(home, device, random);
  return home.nowMs - device.activeSinceMs > habits.forgetMs ? forget(device) : [];
}

function arrive(home: Home, device: Device, random: Random): HomeChange[] {
  const changes: HomeChange[] = [];
  device.active = true;
  device.activeSinceMs = home.nowMs;
  if (device.hostRow === null) {
    device.hostRow = home.nextHostRow++;
    changes.push({ kind: "host_created", mac: device.mac, row: device.hostRow });
  } else changes.push({ kind: "host_active", mac: device.mac, row: device.hostRow, active: true });
  if (!device.wired) changes.push(associate(home, device, random.next() < 0.5 ? 1 : 2));
  return changes;
}

function associate(home: Home, device: Device, accessPoint: 1 | 2): HomeChange {
  const row = home.nextStationRow[accessPoint]++;
  device.association = {
    accessPoint,
    row,
    sinceMs: home.nowMs,
    rssiDbm: levelOf(device, accessPoint),
    sentBytes: 0,
    receivedBytes: 0,
    retransmissions: 0,
  };
  return { kind: "station_created", mac: device.mac, accessPoint, row };
}

function depart(home: Home, device: Device): HomeChange[] {
  device.active = false;
  device.activeSinceMs = home.nowMs;
  const changes = dissociate(device);
  if (device.hostRow !== null)
    changes.push({ kind: "host_active", mac: device.mac, row: device.hostRow, active: false });
  return changes;
}

function dissociate(device: Device): HomeChange[] {
  const { association, mac } = device;
  device.association = null;
  if (association === null) return [];
  return [{ kind: "station_deleted", mac, accessPoint: association.accessPoint, row: association.row }];
}

function move(home: Home, device: Device, random: Random): HomeChange[] {
  const from = device.association?.accessPoint;
  if (from === undefined || random.next() < 0.3) return [];
  return [...dissociate(device), associate(home, device, from === 1 ? 2 : 1)];
}

function forget(device: Device): HomeChange[] {
  const { hostRow, mac } = device;
  device.hostRow = null;
  return hostRow === null ? [] : [{ kind: "host_deleted", mac, row: hostRow }];
}

const levelOf = (device: Device, accessPoint: 1 | 2): number =>
  (accessPoints[accessPoint - 1]?.typicalRssiDbm ?? -60) + device.distanceDb;

/** Traffic and signal of the time since the last look. */
function use(device: Device, random: Random, elapsedMs: number): void {
  const sent = Math.floor(random.next() * 400 * elapsedMs);
  const received = Math.floor(random.next() * 60 * elapsedMs);
  device.wanSentBytes += received;
  device.wanReceivedBytes += sent;
  const { association } = device;
  if (association === null) return;
  const pull = 0.1 * (levelOf(device, association.accessPoint) - association.rssiDbm);
  association.rssiDbm = Math.min(-25, Math.max(-95, association.rssiDbm + pull + 1.5 * random.normal()));
  association.sentBytes += sent;
  association.receivedBytes += received;
  association.retransmissions += random.integer(0, 20);
}
