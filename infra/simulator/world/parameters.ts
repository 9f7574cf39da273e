/**
 * The means of the world's distributions. Nominal values are those measured on real data or published (see
 * `../README.md`); a world seed moves each a little, so that thresholds frozen in one world can be judged in another.
 */
import { Chance } from "./chance.ts";

const nominal = {
  areaMedianM2: 95,
  devicesMean: 15,
  /** Shadowing: standard deviation and the distance at which its correlation is 1/e. */
  shadowSigmaDb: 4,
  shadowLengthM: 2.5,
  wallLossDb: 5,
  /** Slow changes of the environment, as an Ornstein-Uhlenbeck process. */
  environmentSigmaDb: 1.2,
  environmentTauMinutes: 20,
  /** Doors and furniture; each replaces what was before. */
  stepsPerDay: 0.5,
  stepSigmaDb: 2.5,
  /** Fading left after averaging; its deviation differs from link to link. */
  fadingMedianDb: 0.45,
  fadingSpread: 0.85,
  dipsPerSample: 0.008,
  blockingPerHour: 6,
  blockingMedianSeconds: 25,
  walkMetersPerSecond: 1.1,
  dwellMedianMinutes: 9,
  phoneAbsenceMinutes: 55,
  visitorsPerDay: 0.15,
  outagesPerIotDay: 0.08,
  microwavesPerDay: 1.2,
  updatesPerDay: 0.03,
  crashesPerDay: 0.004,
  lossShare: 0.005,
  gapsPerDay: 0.02,
  aggressiveShare: 0.12,
  randomizedShare: 0.7,
  notifyingShare: 0.7,
  neighbourShare: 0.7,
  noiseDbm: -95,
};

export type Parameters = Readonly<typeof nominal>;

/** How far a world's mean is from the nominal one: a tenth, by and large. Shares stay below 1. */
const spread = 0.08;
const shares: ReadonlySet<string> = new Set(["randomizedShare", "notifyingShare", "neighbourShare"]);

/** The world of a seed; the empty seed is the nominal one. */
export function drawParameters(worldSeed: string): Parameters {
  if (worldSeed === "") return nominal;
  const chance = new Chance(`world/${worldSeed}`);
  const moved = (name: string, value: number): number => {
    if (value < 0) return value + chance.normal();
    const factor = Math.exp(spread * chance.normal());
    return shares.has(name) ? Math.min(0.95, value * factor) : value * factor;
  };
  return Object.fromEntries(
    Object.entries(nominal).map(([name, value]) => [name, moved(name, value)]),
  ) as Parameters;
}
