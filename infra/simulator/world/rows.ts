/** The rows of a report, as the gateway's firmware says them. */
import { formatCounter, formatRssi } from "./firmware.ts";
import { gatewayClock, type Home } from "./home-state.ts";
import { adaptMcs, rateKbps, retryShare } from "./link-rate.ts";
import { randomMac } from "./mac.ts";
import type { NeighbourRow, RadioRow, StationRow } from "./report.ts";
import { fadingDb, levelDbm, snrDb } from "./signal.ts";
import { accessPointOf, bandOf, linkTo, type Station } from "./station.ts";
import { useAir } from "./traffic.ts";
import { weakSeen } from "./truth/weak-signal.ts";

/** How much of one report's fading the rate follows. */
const followedShare = 0.5;
const strongestDbm = -8;

/** The rows of all stations; their counters, rates and what truth knows of them move on to now. */
export function stationRows(home: Home, atMs: number): StationRow[] {
  const rows: StationRow[] = [];
  const { stations } = home;
  const load = home.air.utilization;
  const busy = new Float64Array(load.length);
  for (let index = 0; index < stations.length; index++) {
    const station = stations[index];
    if (station === undefined) continue;
    if (station.bss >= 0) {
      const row = stationRow(home, station, atMs, busy);
      rows.push(row);
    } else if (station.staleRows > 0 && station.lastRow !== null) {
      station.staleRows--;
      rows.push({ ...station.lastRow, active: false });
    }
  }
  for (let bss = 0; bss < load.length; bss++)
    load[bss] = Math.min(0.98, (home.air.foreignShare[bss] ?? 0) + (busy[bss] ?? 0));
  return rows;
}

function stationRow(home: Home, station: Station, atMs: number, busy: Float64Array): StationRow {
  const { air, firmware } = home;
  const { bss, fault } = station;
  const level = levelDbm(air, station, bss, atMs);
  const fading = fadingDb(air, station, bss);
  station.levelDbm = level;
  weakSeen(home, station, level, atMs);
  stepSeen(home, station, atMs);
  const snr = snrDb(air, bss, level + followedShare * fading);
  adaptMcs(station, snr);
  station.retryShare = retryShare(air.chance, bss, snr, air.utilization[bss] ?? 0);
  busy[bss] = (busy[bss] ?? 0) + useAir(air, station, atMs);
  const heard = Math.min(
    strongestDbm,
    Math.max(station.floorDbm + 2 * air.chance.uniform(), level + fading - fault.dipDb),
  );
  fault.dipDb = 0;
  const last = station.lastRow;
  const isFrozen = fault.countersFrozen && last !== null;
  const row: StationRow = {
    mac: station.mac,
    accessPoint: accessPointOf(bss),
    band: bandOf(bss),
    rssi: rssiOf(home, station, heard),
    downlinkKbps: rateKbps(station, 0),
    uplinkKbps: rateKbps(station, 1),
    retries: isFrozen ? last.retries : formatCounter(firmware, station.retries),
    bytesSent: isFrozen ? last.bytesSent : formatCounter(firmware, station.bytesSent),
    bytesReceived: isFrozen ? last.bytesReceived : formatCounter(firmware, station.bytesReceived),
    packetsSent: isFrozen ? last.packetsSent : formatCounter(firmware, station.packetsSent),
    packetsReceived: isFrozen ? last.packetsReceived : formatCounter(firmware, station.packetsReceived),
    active: true,
    sinceMs: Math.round(gatewayClock(home, station.sinceMs)),
  };
  station.isFirstRow = false;
  station.lastRow = row;
  return row;
}

/** Something that was moved takes so much at once, and nothing is wrong. */
const labelledStepDb = 6;

function stepSeen({ labels }: Home, station: Station, atMs: number): void {
  const link = linkTo(station, accessPointOf(station.bss));
  const fallDb = link.seenStepDb - link.stepDb;
  if (fallDb === 0) return;
  link.seenStepDb = link.stepDb;
  if (fallDb >= labelledStepDb) labels.addNegative(station.mac, "furniture_step", atMs, atMs);
}

function rssiOf({ firmware }: Home, station: Station, heardDbm: number): number {
  if (station.fault.rssiFrozen && station.lastRow !== null) return station.lastRow.rssi;
  if (station.isFirstRow && firmware.placeholder !== null) return firmware.placeholder;
  return formatRssi(firmware, heardDbm);
}

/** One row per access point and band. */
export function radioRows({ air, firmware, stations, chance, parameters }: Home): RadioRow[] {
  const rows: RadioRow[] = [];
  for (let bss = 0; bss < air.utilization.length; bss++) {
    const utilization = air.utilization[bss] ?? 0;
    const share = meanRetryShare(stations, bss, utilization);
    rows.push({
      accessPoint: accessPointOf(bss),
      band: bandOf(bss),
      noiseDbm: Math.round(parameters.noiseDbm + (air.noiseDb[bss] ?? 0) + 0.8 * chance.normal()),
      utilizationPercent: Math.round(100 * Math.min(1, Math.max(0, utilization + 0.03 * chance.normal()))),
      retryPercent: Math.round(100 * (firmware.retriesOfDelivered ? share / (1 - share) : share)),
    });
  }
  return rows;
}

function meanRetryShare(stations: readonly Station[], bss: number, utilization: number): number {
  let sum = 0;
  let count = 0;
  for (const station of stations) {
    if (station.bss !== bss) continue;
    sum += station.retryShare;
    count++;
  }
  return count === 0 ? 0.05 * utilization : sum / count;
}

/** Weaker is not heard. */
const faintestDbm = -93;
/** MACs of passers-by, probe requests only: measured 213 a day for each who lives there. */
const strangersPerMinute = 0.35;

/** What access points hear of the stations of others, in the band of these; and of strangers. */
export function neighbourRows(home: Home, atMs: number, sinceMs: number): NeighbourRow[] {
  const { air, stations, building, chance } = home;
  const accessPoints = building.accessPoints.length;
  const rows: NeighbourRow[] = [];
  for (const station of stations) {
    if (station.bss < 0) continue;
    const band = bandOf(station.bss);
    for (let accessPoint = 0; accessPoint < accessPoints; accessPoint++) {
      if (accessPoint === accessPointOf(station.bss)) continue;
      const bss = 2 * accessPoint + band;
      const heard = levelDbm(air, station, bss, atMs) + fadingDb(air, station, bss);
      if (heard >= faintestDbm) rows.push({ mac: station.mac, accessPoint, band, rssi: Math.round(heard) });
    }
  }
  const strangers = chance.poisson((strangersPerMinute * Math.min(60_000, atMs - sinceMs)) / 60_000);
  for (let index = 0; index < strangers; index++)
    rows.push({
      mac: randomMac(chance),
      accessPoint: chance.below(accessPoints),
      band: chance.happens(0.6) ? 0 : 1,
      rssi: Math.round(chance.between(-92, -65)),
    });
  return rows;
}
