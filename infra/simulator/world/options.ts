/** What the caller chooses. Everything else follows from the seeds. */
export interface HomeOptions {
  readonly seed: string;
  /** Draws the means of the distributions; empty: the nominal ones. */
  readonly worldSeed: string;
  /** Number of the home, from 1; homes differ by it and are independent. */
  readonly home: number;
  /** The first report is within one interval after it. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Report interval; null: 5, 10, 30 or 60 s, the home's own choice. */
  readonly intervalMs: number | null;
  /** How often faults are injected: 1 is each class about once in 30 home-days, 0 never. */
  readonly anomalies: number;
  /** No fault starts before that much has passed. */
  readonly warmUpMs: number;
  /** Homes whose access points hear the stations of others steer them. No, unless told. */
  readonly isSteered?: boolean;
}

/** 14 days at 60 s from Monday, 2026-10-19, so that the end of summer time is within. */
export const defaultOptions: Omit<HomeOptions, "home"> = {
  seed: "usp",
  worldSeed: "",
  startMs: Date.UTC(2026, 9, 19),
  durationMs: 14 * 86_400_000,
  intervalMs: 60_000,
  anomalies: 1,
  warmUpMs: 12 * 3_600_000,
};
