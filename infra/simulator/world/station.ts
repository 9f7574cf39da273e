/** One Wi-Fi device of a home: plain, mutable state. What moves it is in files of its own. */
import type { DeviceKind, KindName, RoamingPolicy } from "./device-kind.ts";
import type { StationRow } from "./report.ts";
import type { Watch } from "./truth/watch.ts";

/** Later than anything. */
export const never = Number.MAX_SAFE_INTEGER;

/** What is between a station and one access point. Levels in dB, times in milliseconds. */
export interface Link {
  /** dBm at 2.4 GHz by place alone, the device's own offset included. */
  placeDbm: number;
  /** What 5 GHz is beyond that. */
  fiveDb: number;
  environmentDb: number;
  /** How lively the environment of this link is beside others. */
  environmentScale: number;
  environmentAtMs: number;
  /** Doors and furniture. */
  stepDb: number;
  /** What that was when a report last showed this link. */
  seenStepDb: number;
  stepAtMs: number;
  /** Somebody in the way, until then. */
  bodyDb: number;
  bodyUntilMs: number;
  /** Deviation of the fading that averaging leaves. */
  fadingDb: number;
}

/** Its owner went away with it, it sleeps, it lost its access point, or somebody made it leave. */
export type LeaveReason = "session" | "sleep" | "lost" | "thrown_out";

/** A fault put on a station; neutral values when there is none. */
export interface Fault {
  /** Lost on all links, and on those of one access point. */
  lossDb: number;
  accessPointLossDb: number;
  accessPoint: number;
  /** Grows from 0 to `rampDb` within `rampMs`. */
  rampDb: number;
  rampFromMs: number;
  rampMs: number;
  /** Does not roam, leave, sleep or walk before. */
  holdUntilMs: number;
  rssiFrozen: boolean;
  countersFrozen: boolean;
  /** Forced leaves, joins and roams: what is due at `scriptAtMs`, then the next. */
  script: readonly ScriptStep[];
  scriptIndex: number;
  /** One sample is that much lower. */
  dipDb: number;
}

export interface ScriptStep {
  readonly atMs: number;
  /** A BSS to change to; `leave`, or `join` the best. */
  readonly act: "leave" | "join" | number;
}

/** Nothing is wrong. */
export const soundFault = (): Fault => ({
  lossDb: 0,
  accessPointLossDb: 0,
  accessPoint: -1,
  rampDb: 0,
  rampFromMs: 0,
  rampMs: 1,
  holdUntilMs: 0,
  rssiFrozen: false,
  countersFrozen: false,
  script: [],
  scriptIndex: 0,
  dipDb: 0,
});

export interface Station {
  readonly kind: DeviceKind;
  readonly kindName: KindName;
  mac: string;
  readonly name: string;
  readonly ip: string;
  readonly isVisitor: boolean;
  readonly only24: boolean;
  readonly streams: number;
  readonly policy: RoamingPolicy["name"];
  readonly triggerDbm: number;
  readonly busyMarginDb: number;
  readonly idleMarginDb: number;
  /** Of its radio, beside others at the same place. */
  readonly offsetDb: number;
  /** Below it nothing is heard. */
  readonly floorDbm: number;
  readonly links: readonly Link[];

  /** Milliseconds between changes of a randomized MAC; 0: it is never changed. */
  readonly rotationMs: number;
  rotateAtMs: number;

  /** At home, or away. */
  isHome: boolean;
  /** When it comes or goes next. */
  presenceAtMs: number;
  /** A phone that leaves the Wi-Fi while it sleeps. */
  readonly napPeriodMs: number;
  isNapping: boolean;
  napAtMs: number;

  x: number;
  y: number;
  floor: number;
  /** A walk, from and to; `walkEndMs` 0: none. */
  fromX: number;
  fromY: number;
  fromFloor: number;
  toX: number;
  toY: number;
  toFloor: number;
  walkStartMs: number;
  walkFromBss: number;
  walkFromDbm: number;
  walkEndMs: number;
  /** When a walk's levels were reckoned last. */
  walkedAtMs: number;
  /** Next walk, or the next look around within one. */
  moveAtMs: number;

  /** access point * 2 + band; -1: not associated. */
  bss: number;
  sinceMs: number;
  /** In the last report, without fading. */
  levelDbm: number;
  roamTo: number;
  roamAtMs: number;
  /** A look around beyond those of walks and reports, soon after a roam. */
  lookAtMs: number;
  lookedAtMs: number;
  /** When somebody steps into the way next. */
  bodyAtMs: number;

  isBusy: boolean;
  busyToggleMs: number;
  bytesPerSecond: number;
  countedAtMs: number;
  bytesSent: number;
  bytesReceived: number;
  packetsSent: number;
  packetsReceived: number;
  retries: number;
  retryShare: number;
  mcs: number;

  fault: Fault;
  /** The earliest of all moments above. */
  nextMs: number;
  lastRow: StationRow | null;
  /** Reports for which firmware still shows the row of the one who left. */
  staleRows: number;
  isFirstRow: boolean;
  readonly leaseMs: number;
  leftAtMs: number;
  leftBecause: LeaveReason;
  readonly watch: Watch;
}

/** The link to an access point. */
export function linkTo(station: Station, accessPoint: number): Link {
  const link = station.links[accessPoint];
  if (link === undefined) throw new RangeError(`No link to access point ${accessPoint}`);
  return link;
}

/** Index of the mesh node of a BSS. */
export const accessPointOf = (bss: number): number => bss >> 1;
/** Band of a BSS. */
export const bandOf = (bss: number): 0 | 1 => (bss & 1) as 0 | 1;
/** On the way from one place to another. */
export const isWalking = (station: Station): boolean => station.walkEndMs > 0;

/** To be called whenever one of the moments has changed. */
export function schedule(station: Station): void {
  const { fault } = station;
  const script = fault.script[fault.scriptIndex]?.atMs ?? never;
  station.nextMs = Math.min(
    station.presenceAtMs,
    station.napAtMs,
    station.moveAtMs,
    station.roamAtMs,
    station.lookAtMs,
    script,
  );
}
