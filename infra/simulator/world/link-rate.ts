/** PHY rate and retries from the signal over noise. */
import type { Chance } from "./chance.ts";
import type { Station } from "./station.ts";

/** SNR in dB at 20 MHz that each MCS of 802.11ax needs. */
const neededDb = [5, 8, 11, 14, 17, 21, 23, 25, 29, 31, 34, 37] as const;
/** kbit/s of one spatial stream, guard interval 0.8 us, at 20 and 80 MHz. */
const rate20Kbps = [
  8_600, 17_200, 25_800, 34_400, 51_600, 68_800, 77_400, 86_000, 103_200, 114_700, 129_000, 143_400,
] as const;
const rate80Kbps = [
  36_000, 72_100, 108_100, 144_100, 216_200, 288_200, 324_300, 360_300, 432_400, 480_400, 540_400, 600_500,
] as const;
/** Four times the width, a quarter of the power in each part. */
const width80Db = 6;
const topMcs = neededDb.length - 1;

const effectiveDb = (bss: number, snrDb: number): number => ((bss & 1) === 1 ? snrDb - width80Db : snrDb);

/** Moves the MCS with hysteresis: up once there are 1.5 dB to spare, down when half a dB is missing. */
export function adaptMcs(station: Station, snrDb: number): void {
  const snr = effectiveDb(station.bss, snrDb);
  let { mcs } = station;
  while (mcs < topMcs && snr >= (neededDb[mcs + 1] ?? 99) + 1.5) mcs++;
  while (mcs > 0 && snr < (neededDb[mcs] ?? 0) - 0.5) mcs--;
  station.mcs = mcs;
}

/** kbit/s; `stepsDown` is for the direction that is a little worse. */
export function rateKbps(station: Station, stepsDown: number): number {
  const table = (station.bss & 1) === 1 ? rate80Kbps : rate20Kbps;
  return (table[Math.max(0, station.mcs - stepsDown)] ?? 0) * station.streams;
}

/**
 * Share of attempts that are retries: a few per cent on a good link, up to half where the signal ends, and more where
 * the air is full.
 */
export function retryShare(chance: Chance, bss: number, snrDb: number, utilization: number): number {
  const edge = 1 / (1 + Math.exp((effectiveDb(bss, snrDb) - 9) / 2.2));
  const mean = 0.05 + 0.5 * edge + 0.22 * utilization * utilization;
  return Math.min(0.95, Math.max(0.002, mean * (1 + 0.22 * chance.normal())));
}
