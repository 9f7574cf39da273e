/** Models of gateways and what each of them gets wrong. Most get something wrong. */

export interface Firmware {
  readonly model: string;
  /** Of all gateways. */
  readonly share: number;
  /** Counters are 32 bits wide. */
  readonly wraps: boolean;
  /** Counters go on when a station comes back; else they start anew with its row. */
  readonly keepsCounters: boolean;
  /** Counters never count. */
  readonly countsNothing: boolean;
  /** For so many reports after a leave the row stays, inactive, as it was. */
  readonly staleReports: number;
  /** RSSI in the first report after a join; null: the right one. */
  readonly placeholder: number | null;
  /** dBm, an index of 0 to 100, or dBm of the strongest chain (3 dB more). */
  readonly rssiForm: "dbm" | "index" | "chain";
  /** Retries divided by delivered frames, not by attempts. */
  readonly retriesOfDelivered: boolean;
  /** `local`: local time sent as UTC; `boot`: 1970 until NTP answers; `steps`: hours off until NTP answers. */
  readonly clock: "right" | "local" | "boot" | "steps";
  /** Keeps reports while the link is down and sends them in a burst. */
  readonly buffers: boolean;
  /** Shares of reports that come twice, and that come after their successor. */
  readonly duplicateShare: number;
  readonly reorderShare: number;
}

const sound: Firmware = {
  model: "SIM-AX2",
  share: 0.34,
  wraps: false,
  keepsCounters: false,
  countsNothing: false,
  staleReports: 0,
  placeholder: null,
  rssiForm: "dbm",
  retriesOfDelivered: false,
  clock: "right",
  buffers: false,
  duplicateShare: 0,
  reorderShare: 0,
};

/** All models; shares add up to 1. */
export const models: readonly Firmware[] = [
  sound,
  { ...sound, model: "SIM-AC1", share: 0.15, wraps: true, keepsCounters: true },
  { ...sound, model: "SIM-ST3", share: 0.1, staleReports: 2 },
  { ...sound, model: "SIM-PH4", share: 0.08, placeholder: -127 },
  { ...sound, model: "SIM-PZ5", share: 0.04, placeholder: 0, clock: "boot" },
  { ...sound, model: "SIM-LT6", share: 0.03, clock: "local" },
  { ...sound, model: "SIM-NT7", share: 0.04, clock: "steps", wraps: true },
  { ...sound, model: "SIM-RD8", share: 0.08, retriesOfDelivered: true },
  { ...sound, model: "SIM-BU9", share: 0.08, buffers: true, duplicateShare: 0.003, reorderShare: 0.003 },
  { ...sound, model: "SIM-CH0", share: 0.04, rssiForm: "chain" },
  { ...sound, model: "SIM-IX1", share: 0.01, rssiForm: "index" },
  { ...sound, model: "SIM-CN2", share: 0.01, countsNothing: true },
];

/** Ends of the index. */
export const lowestIndex = 0;
export const highestIndex = 100;

/** RSSI as that firmware says it. */
export function formatRssi({ rssiForm }: Firmware, dbm: number): number {
  if (rssiForm === "chain") return Math.round(dbm + 3);
  if (rssiForm === "index") return Math.min(highestIndex, Math.max(lowestIndex, Math.round(2 * (dbm + 100))));
  return Math.round(dbm);
}

/** A counter as that firmware says it. */
export function formatCounter({ wraps, countsNothing }: Firmware, value: number): number {
  if (countsNothing) return 0;
  return wraps && value >= 4_294_967_296 ? value % 4_294_967_296 : value;
}
