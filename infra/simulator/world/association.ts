/** A station comes to a BSS, leaves it, or changes it; everybody who has to know is told. */
import { notify, gatewayClock, type Home } from "./home-state.ts";
import { adaptMcs } from "./link-rate.ts";
import { hourMs, secondMs } from "./local-time.ts";
import { bestBss } from "./roaming.ts";
import { levelDbm, snrDb } from "./signal.ts";
import { never, type LeaveReason, type Station } from "./station.ts";
import { flapped } from "./truth/flapping.ts";
import { roamed } from "./truth/ping-pong.ts";
import { weakEnds } from "./truth/weak-signal.ts";

/** Joins the best BSS, or the one given. False where none is heard. */
export function join(
  home: Home,
  station: Station,
  atMs: number,
  bss = bestBss(home.air, station, atMs),
): boolean {
  if (bss < 0) return false;
  associate(home, station, atMs, bss);
  const { mac, name, ip } = station;
  const isNew = home.hosts.arrive({ mac, name, ip, wired: false }, gatewayClock(home, atMs));
  notify(home, "station_created", station, atMs);
  notify(home, isNew ? "host_created" : "host_active", station, atMs);
  flapped(home, station, atMs);
  return true;
}

/** Leaves; its host stays known for the rest of the lease. */
export function leave(home: Home, station: Station, atMs: number, why: LeaveReason): void {
  if (station.bss < 0) return;
  weakEnds(home, station, atMs);
  notify(home, "station_deleted", station, atMs);
  const leaseLeftMs = home.chance.between(0.5, 1) * station.leaseMs;
  home.hosts.leave(station.mac, gatewayClock(home, atMs), atMs + leaseLeftMs);
  notify(home, "host_inactive", station, atMs);
  station.staleRows = home.firmware.staleReports;
  station.leftAtMs = atMs;
  station.leftBecause = why;
  dissociate(station);
}

/** Changes the BSS without leaving the home. */
export function roam(home: Home, station: Station, atMs: number, to: number): void {
  const from = station.bss;
  weakEnds(home, station, atMs);
  notify(home, "station_deleted", station, atMs);
  associate(home, station, atMs, to);
  notify(home, "station_created", station, atMs);
  roamed(home, station, from, to, atMs);
}

function associate({ air, firmware, chance }: Home, station: Station, atMs: number, bss: number): void {
  station.bss = bss;
  station.sinceMs = atMs;
  station.roamTo = -1;
  station.roamAtMs = never;
  station.countedAtMs = atMs;
  station.staleRows = 0;
  station.isFirstRow = true;
  if (!firmware.keepsCounters) {
    station.bytesSent = chance.below(4000);
    station.bytesReceived = chance.below(4000);
    station.packetsSent = chance.below(30);
    station.packetsReceived = chance.below(30);
    station.retries = 0;
  }
  station.mcs = 4;
  adaptMcs(station, snrDb(air, bss, levelDbm(air, station, bss, atMs)));
}

function dissociate(station: Station): void {
  station.bss = -1;
  station.lookAtMs = never;
  station.roamTo = -1;
  station.roamAtMs = never;
}

/** Hours a DHCP lease runs; renewed at half of it, so a leave finds between half and all of it left. */
export const drawLeaseMs = (chance: Home["chance"]): number => chance.pick([1, 4, 12, 24]) * hourMs;

/** A station that has lost its access point tries again after a while. */
export const retryMs = (chance: Home["chance"]): number => chance.between(20, 90) * secondMs;
