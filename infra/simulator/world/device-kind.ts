/** Kinds of devices: how many there are, what they can do, how they come and go, when they change the access point. */

export type KindName = "phone" | "laptop" | "tv" | "iot" | "tablet";

/** When a client looks for a better BSS, and how much better it must be: `trigger` 0 is always. */
export interface RoamingPolicy {
  readonly name: "apple" | "macos" | "android" | "never" | "aggressive";
  readonly triggerDbm: readonly [number, number];
  readonly busyMarginDb: readonly [number, number];
  readonly idleMarginDb: readonly [number, number];
}

/** support.apple.com/HT203068 for Apple; ranges are drawn from per device. */
export const policies: Readonly<Record<RoamingPolicy["name"], RoamingPolicy>> = {
  apple: { name: "apple", triggerDbm: [-70, -70], busyMarginDb: [8, 8], idleMarginDb: [12, 12] },
  macos: { name: "macos", triggerDbm: [-75, -75], busyMarginDb: [12, 12], idleMarginDb: [12, 12] },
  android: { name: "android", triggerDbm: [-78, -72], busyMarginDb: [6, 10], idleMarginDb: [6, 10] },
  never: { name: "never", triggerDbm: [-200, -200], busyMarginDb: [99, 99], idleMarginDb: [99, 99] },
  aggressive: { name: "aggressive", triggerDbm: [0, 0], busyMarginDb: [3, 3], idleMarginDb: [3, 3] },
};

export interface DeviceKind {
  readonly name: KindName;
  /** Of all stations. */
  readonly share: number;
  /** Of these, on 2.4 GHz only. */
  readonly only24Share: number;
  /** Spatial streams, lowest and highest. */
  readonly streams: readonly [number, number];
  /** Carried from room to room. */
  readonly isMobile: boolean;
  /** Mean bytes per second to the station in traffic, and how long traffic and its absence last, minutes. */
  readonly busyBytesPerSecond: number;
  readonly busyMinutes: number;
  readonly idleMinutes: number;
  readonly idleBytesPerSecond: number;
  /** Mean minutes until it comes back, at the day's mean rate. */
  readonly absenceMinutes: number;
  readonly policyWeights: readonly (readonly [RoamingPolicy["name"], number])[];
  readonly names: readonly string[];
}

/** All kinds; shares add up to 1. */
export const deviceKinds: readonly DeviceKind[] = [
  {
    name: "phone",
    share: 0.25,
    only24Share: 0,
    streams: [1, 2],
    isMobile: true,
    busyBytesPerSecond: 180_000,
    busyMinutes: 4,
    idleMinutes: 7,
    idleBytesPerSecond: 400,
    absenceMinutes: 55,
    policyWeights: [
      ["apple", 0.45],
      ["android", 0.55],
    ],
    names: ["phone", "mobile", "handset"],
  },
  {
    name: "laptop",
    share: 0.15,
    only24Share: 0,
    streams: [2, 2],
    isMobile: true,
    busyBytesPerSecond: 350_000,
    busyMinutes: 15,
    idleMinutes: 8,
    idleBytesPerSecond: 1_500,
    absenceMinutes: 360,
    policyWeights: [
      ["macos", 0.4],
      ["android", 0.6],
    ],
    names: ["laptop", "notebook", "workstation"],
  },
  {
    name: "tv",
    share: 0.15,
    only24Share: 0.1,
    streams: [2, 2],
    isMobile: false,
    busyBytesPerSecond: 900_000,
    busyMinutes: 70,
    idleMinutes: 60,
    idleBytesPerSecond: 300,
    absenceMinutes: 420,
    policyWeights: [["never", 1]],
    names: ["tv", "console", "streamer"],
  },
  {
    name: "iot",
    share: 0.35,
    only24Share: 0.7,
    streams: [1, 1],
    isMobile: false,
    busyBytesPerSecond: 6_000,
    busyMinutes: 2,
    idleMinutes: 12,
    idleBytesPerSecond: 60,
    absenceMinutes: 10,
    policyWeights: [["never", 1]],
    names: ["plug", "camera", "speaker", "lamp", "thermostat", "vacuum", "sensor"],
  },
  {
    name: "tablet",
    share: 0.1,
    only24Share: 0.05,
    streams: [1, 2],
    isMobile: true,
    busyBytesPerSecond: 400_000,
    busyMinutes: 10,
    idleMinutes: 12,
    idleBytesPerSecond: 400,
    absenceMinutes: 300,
    policyWeights: [
      ["apple", 0.6],
      ["android", 0.4],
    ],
    names: ["tablet", "e-reader"],
  },
];

/** The kind of that name. */
export function kindOf(name: KindName): DeviceKind {
  const kind = deviceKinds.find((each) => each.name === name);
  if (kind === undefined) throw new RangeError(`No kind ${name}`);
  return kind;
}
