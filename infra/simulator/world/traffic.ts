/** What a station sends and receives between two moments. */
import type { Air } from "./signal.ts";
import { rateKbps } from "./link-rate.ts";
import { minuteMs, secondMs } from "./local-time.ts";
import type { Station } from "./station.ts";

const uploadShare = 0.09;
const bytesPerPacket = 900;
/** A station never gets more than this share of its PHY rate. */
const goodputShare = 0.55;

/** Switches between busy and idle as time goes by. */
export function changeActivity({ chance }: Air, station: Station, atMs: number): void {
  const { kind } = station;
  station.isBusy = !station.isBusy;
  const meanMs = (station.isBusy ? kind.busyMinutes : kind.idleMinutes) * minuteMs;
  station.busyToggleMs = atMs + chance.exponential(meanMs);
  station.bytesPerSecond = station.isBusy
    ? chance.lognormal(kind.busyBytesPerSecond, 0.9)
    : chance.lognormal(kind.idleBytesPerSecond, 0.5);
}

/** Counts up to now; gives back the share of airtime it took. */
export function useAir(air: Air, station: Station, atMs: number): number {
  const { chance } = air;
  if (atMs >= station.busyToggleMs) changeActivity(air, station, atMs);
  const seconds = Math.max(0, atMs - station.countedAtMs) / secondMs;
  station.countedAtMs = atMs;
  const capacity = rateKbps(station, 0) * 125 * goodputShare * (1 - station.retryShare);
  const perSecond = Math.min(capacity, station.bytesPerSecond * (0.6 + 0.8 * chance.uniform()));
  const sent = Math.round(perSecond * seconds);
  const received = Math.round(sent * uploadShare * (0.7 + 0.6 * chance.uniform()));
  const packets = Math.ceil(sent / bytesPerPacket);
  station.bytesSent += sent;
  station.bytesReceived += received;
  station.packetsSent += packets;
  station.packetsReceived += Math.ceil(received / (bytesPerPacket / 3));
  station.retries += Math.round((packets * station.retryShare) / (1 - station.retryShare));
  return capacity > 0 ? perSecond / (capacity / goodputShare) : 0;
}
