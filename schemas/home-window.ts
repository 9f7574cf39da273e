/** The record of `home-window.avsc`; field for field (a test holds them together). */
import type { EpochMs } from "./units.ts";

/** One radio in the window: its own rows, and the RSSI of stations known to be on it. */
export interface RadioWindow {
  readonly endpoint_id: string;
  readonly radio: string;
  readonly band: string | null;
  /** Last. */
  readonly channel: number | null;
  /** Reports with this radio in them. */
  readonly samples: number;
  readonly noise_mean_dbm: number | null;
  /** Samples in the histogram. */
  readonly rssi_count: number;
  /** 1 dB bins present, ascending, -110..0 dBm. */
  readonly rssi_bins: readonly number[];
  /** Count of each bin of rssi_bins. */
  readonly rssi_counts: readonly number[];
  /** Reported numbers not in -110..0 or not trusted, counted apart. */
  readonly rssi_out_of_range: number;
  readonly rssi_min_dbm: number | null;
  readonly rssi_max_dbm: number | null;
  readonly rssi_mean_dbm: number | null;
}

/** One station in the window. */
export interface StationWindow {
  readonly endpoint_id: string;
  readonly sta_mac: string;
  /** Last seen at. */
  readonly access_point: string;
  readonly bssid: string | null;
  readonly band: string | null;
  /** Reports with this station in them. */
  readonly samples: number;
  /** Samples in the histogram. */
  readonly rssi_count: number;
  /** 1 dB bins present, ascending, -110..0 dBm. */
  readonly rssi_bins: readonly number[];
  /** Count of each bin of rssi_bins. */
  readonly rssi_counts: readonly number[];
  /** Reported numbers not in -110..0 or not trusted, counted apart. */
  readonly rssi_out_of_range: number;
  readonly rssi_min_dbm: number | null;
  readonly rssi_max_dbm: number | null;
  readonly rssi_mean_dbm: number | null;
}

/** Coverage of one stream. */
export interface StreamWindow {
  readonly endpoint_id: string;
  readonly profile_id: string;
  readonly interval_ms: number | null;
  readonly expected: number;
  readonly received: number;
  readonly late: number;
  readonly duplicate: number;
}

/** One home in one window [window_start, window_start + window_ms); a revision replaces the whole window. */
export interface HomeWindow {
  readonly home_id: string;
  readonly window_start: EpochMs;
  readonly window_ms: number;
  /** Counts up when the gateway's clock jumped. */
  readonly clock_epoch: number;
  /** 0 at first emission, +1 at each re-emission. */
  readonly revision: number;
  /** log generation * 2^44 + offset of the last input: the newest wins in any order. */
  readonly row_version: number;
  /** progress | idle | late */
  readonly closed_by: "progress" | "idle" | "late";
  /** Reports due over all streams. */
  readonly expected: number;
  /** Distinct reports observed in the window. */
  readonly received: number;
  /** Reports that came after the window was first emitted. */
  readonly late: number;
  /** Reports dropped as seen before. */
  readonly duplicate: number;
  /** received / expected, at most 1; 0 when nothing was expected. */
  readonly coverage: number;
  readonly joins: number;
  readonly leaves: number;
  readonly roams: number;
  /** Most stations in one report. */
  readonly stations_peak: number;
  /** Most active hosts in one report. */
  readonly hosts_peak: number;
  /** Samples in the histogram. */
  readonly rssi_count: number;
  /** 1 dB bins present, ascending, -110..0 dBm. */
  readonly rssi_bins: readonly number[];
  /** Count of each bin of rssi_bins. */
  readonly rssi_counts: readonly number[];
  /** Reported numbers not in -110..0 or not trusted, counted apart. */
  readonly rssi_out_of_range: number;
  readonly rssi_min_dbm: number | null;
  readonly rssi_max_dbm: number | null;
  readonly rssi_mean_dbm: number | null;
  readonly streams: readonly StreamWindow[];
  readonly stations: readonly StationWindow[];
  readonly radios: readonly RadioWindow[];
}
