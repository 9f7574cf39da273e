/** Draws a home: its building, its devices, its gateway, and how they are when the simulation starts. */
import { Building } from "./building.ts";
import { drawLeaseMs } from "./association.ts";
import { Chance } from "./chance.ts";
import { deviceKinds, kindOf, policies, type DeviceKind, type RoamingPolicy } from "./device-kind.ts";
import { models } from "./firmware.ts";
import type { Home } from "./home-state.ts";
import { HostTable } from "./hosts.ts";
import { LabelBook } from "./label-book.ts";
import { dayMs, hourMs, localOffsetMs, minuteMs, secondMs } from "./local-time.ts";
import { makerMac, randomMac } from "./mac.ts";
import { place } from "./mobility.ts";
import type { HomeOptions } from "./options.ts";
import { drawParameters, type Parameters } from "./parameters.ts";
import type { Air } from "./signal.ts";
import { never, soundFault, type LeaveReason, type Link, type Station } from "./station.ts";
import { newWatch } from "./truth/watch.ts";
import { Uplink } from "./uplink.ts";

/** The home of that number; nobody has joined yet. */
export function createHome(options: HomeOptions): Home {
  const parameters = drawParameters(options.worldSeed);
  const chance = new Chance(`${options.seed}/${options.worldSeed}/${options.home}`);
  const building = new Building(chance, parameters);
  const firmware = chance.weighted(models, ({ share }) => share);
  const drawnMs = chance.pick([5, 10, 30, 60]) * secondMs;
  const intervalMs = options.intervalMs ?? drawnMs;
  const id = `sim-${String(options.home).padStart(6, "0")}`;
  const accessPoints = building.accessPoints.length;
  const home: Home = {
    id,
    options,
    parameters,
    chance,
    building,
    firmware,
    intervalMs,
    untilMs: options.startMs + options.durationMs,
    notifies: chance.happens(parameters.notifyingShare),
    hearsNeighbours: accessPoints > 1 && chance.happens(parameters.neighbourShare),
    stations: [],
    air: createAir(chance, parameters, accessPoints),
    hosts: new HostTable(),
    labels: new LabelBook(id),
    uplink: new Uplink(
      new Chance(`${options.seed}/${options.worldSeed}/${options.home}/uplink`),
      firmware,
      parameters,
      options.startMs,
      intervalMs,
    ),
    offsetMs: localOffsetMs(options.startMs),
    bootMs: options.startMs - Math.round(chance.exponential(20 * dayMs)),
    clockErrorMs: chance.pick([-2, -1, 1, 2, 5]) * hourMs,
    downUntilMs: 0,
    version: 1 + chance.below(3),
    notifications: [],
  };
  addDevices(home);
  return home;
}

function createAir(chance: Chance, parameters: Parameters, accessPoints: number): Air {
  const bsses = 2 * accessPoints;
  const air: Air = {
    chance,
    parameters,
    lossDb: new Float64Array(bsses),
    noiseDb: new Float64Array(bsses),
    foreignShare: new Float64Array(bsses),
    utilization: new Float64Array(bsses),
    isOccupied: true,
  };
  for (let bss = 0; bss < bsses; bss++)
    air.foreignShare[bss] = chance.between(0.02, bss % 2 === 0 ? 0.4 : 0.2);
  return air;
}

/** Negative binomial of mean 15 and variance 60: Poisson whose mean is gamma distributed. */
function addDevices(home: Home): void {
  const { chance, parameters } = home;
  const count = Math.max(1, chance.poisson(chance.gamma(5, parameters.devicesMean / 5)));
  for (let index = 0; index < count; index++) {
    const kind = chance.weighted(deviceKinds, ({ share }) => share);
    home.stations.push(createStation(home, kind, index, false));
  }
  for (let index = 0; index < 1 + chance.below(3); index++) {
    const ip = `192.168.1.${200 + index}`;
    home.hosts.arrive({ mac: makerMac(chance), name: `wired-${index + 1}`, ip, wired: true }, home.bootMs);
  }
}

/** Somebody's phone, for an hour or two. */
export function createVisitor(home: Home, index: number): Station {
  return createStation(home, kindOf("phone"), index, true);
}

/** Nothing that only a walk away from any access point could be used is put there. */
const usableDbm = -82;
const tries = 12;

function createStation(home: Home, kind: DeviceKind, index: number, isVisitor: boolean): Station {
  const { chance, parameters, building, options } = home;
  const policy = drawPolicy(chance, parameters, kind);
  const isRandomized = kind.name === "phone" && chance.happens(parameters.randomizedShare);
  const rotationMs = isRandomized ? chance.weighted(rotations, ({ share }) => share).everyMs : 0;
  const station: Station = {
    ...identity(home, kind, index, isVisitor, isRandomized),
    ...radio(chance, kind, policy),
    links: building.accessPoints.map(() => createLink(chance, parameters, options.startMs)),
    rotationMs,
    rotateAtMs: options.startMs + chance.uniform() * rotationMs,
    napPeriodMs:
      kind.name === "phone" && chance.happens(0.35)
        ? Math.exp(chance.between(Math.log(5), Math.log(60))) * minuteMs
        : 0,
    ...atRest(options.startMs, chance),
    fault: soundFault(),
    watch: newWatch(),
  };
  for (let attempt = 0; attempt < tries; attempt++) {
    const { x, y, floor } = building.anyPlace(chance);
    place(building, station, x, y, floor);
    if (station.links.some(({ placeDbm, fiveDb }) => placeDbm + (station.only24 ? 0 : fiveDb) > usableDbm))
      break;
  }
  return station;
}

/** Of randomized MACs; a network keeps its own while nothing rotates. */
const rotations = [
  { share: 0.8, everyMs: 0 },
  { share: 0.15, everyMs: 14 * dayMs },
  { share: 0.05, everyMs: dayMs },
] as const;

function identity(
  { chance }: Home,
  kind: DeviceKind,
  index: number,
  isVisitor: boolean,
  isRandomized: boolean,
) {
  const name = `${isVisitor ? "guest-" : ""}${chance.pick(kind.names)}-${index + 1}`;
  return {
    kind,
    kindName: kind.name,
    mac: isRandomized || isVisitor ? randomMac(chance) : makerMac(chance),
    name,
    ip: `192.168.1.${10 + (index % 180)}`,
    isVisitor,
    leaseMs: drawLeaseMs(chance),
  };
}

function radio(chance: Chance, kind: DeviceKind, policy: RoamingPolicy) {
  return {
    only24: chance.happens(kind.only24Share),
    streams: kind.streams[0] + chance.below(kind.streams[1] - kind.streams[0] + 1),
    policy: policy.name,
    triggerDbm: chance.between(...policy.triggerDbm),
    busyMarginDb: chance.between(...policy.busyMarginDb),
    idleMarginDb: chance.between(...policy.idleMarginDb),
    offsetDb: chance.between(-3, 3) - stationDeficitDb,
    floorDbm: chance.between(-96, -92),
  };
}

function drawPolicy(chance: Chance, { aggressiveShare }: Parameters, kind: DeviceKind): RoamingPolicy {
  if (kind.isMobile && chance.happens(aggressiveShare)) return policies.aggressive;
  return policies[chance.weighted(kind.policyWeights, ([, weight]) => weight)[0]];
}

/** What a station's transmitter and antenna, and what stands around it, lack against an access point's. */
const stationDeficitDb = 14;

/** 5 GHz has 3 dB more power and 7 dB more loss over the air, and walls cost it a little more. */
function createLink(chance: Chance, parameters: Parameters, startMs: number): Link {
  const stepDb = parameters.stepSigmaDb * chance.normal();
  return {
    placeDbm: 0,
    fiveDb: -4.2 - Math.abs(2 * chance.normal()),
    environmentDb: parameters.environmentSigmaDb * chance.normal(),
    environmentScale: Math.min(6, chance.lognormal(0.45, 1.4)),
    environmentAtMs: startMs,
    stepDb,
    seenStepDb: stepDb,
    stepAtMs: startMs + chance.exponential(dayMs / parameters.stepsPerDay),
    bodyDb: 0,
    bodyUntilMs: 0,
    fadingDb: Math.min(
      6,
      Math.max(0.4, chance.lognormal(parameters.fadingMedianDb, parameters.fadingSpread)),
    ),
  };
}

function atRest(startMs: number, chance: Chance) {
  return {
    isHome: false,
    presenceAtMs: startMs,
    isNapping: false,
    napAtMs: never,
    x: 0,
    y: 0,
    floor: 0,
    fromX: 0,
    fromY: 0,
    fromFloor: 0,
    toX: 0,
    toY: 0,
    toFloor: 0,
    walkStartMs: 0,
    walkFromBss: -1,
    walkFromDbm: 0,
    walkEndMs: 0,
    walkedAtMs: 0,
    moveAtMs: never,
    bss: -1,
    levelDbm: 0,
    sinceMs: startMs,
    roamTo: -1,
    roamAtMs: never,
    lookAtMs: never,
    lookedAtMs: startMs,
    bodyAtMs: startMs + chance.exponential(10 * minuteMs),
    isBusy: chance.happens(0.5),
    busyToggleMs: startMs,
    bytesPerSecond: 0,
    countedAtMs: startMs,
    bytesSent: chance.below(1e9),
    bytesReceived: chance.below(1e8),
    packetsSent: chance.below(1e6),
    packetsReceived: chance.below(1e6),
    retries: chance.below(1e4),
    retryShare: 0.05,
    mcs: 5,
    nextMs: startMs,
    lastRow: null,
    staleRows: 0,
    isFirstRow: true,
    leftAtMs: 0,
    leftBecause: "session" as LeaveReason,
  };
}
