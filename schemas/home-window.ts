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
  readonly channel_utilization_mean_percent: number | null;
  readonly channel_utilization_max_percent: number | null;
  /** Most stations on it in one report, of those known to be on it. */
  readonly stations_peak: number;
  /** Increase, as that of a station. */
  readonly bytes_sent: number | null;
  /** Likewise. */
  readonly bytes_received: number | null;
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
  readonly downlink_rate_mean_kbps: number | null;
  readonly downlink_rate_min_kbps: number | null;
  readonly downlink_rate_max_kbps: number | null;
  readonly uplink_rate_mean_kbps: number | null;
  readonly uplink_rate_min_kbps: number | null;
  readonly uplink_rate_max_kbps: number | null;
  /** To the station: increase since the newest sample of the window before, else since the first in this one. */
  readonly bytes_sent: number | null;
  /** From the station, likewise. */
  readonly bytes_received: number | null;
  /** Likewise. */
  readonly packets_sent: number | null;
  /** Likewise. */
  readonly retransmissions: number | null;
  /** Time from the first to the last counter sample of these increases. */
  readonly traffic_ms: number;
  /** Counters seen to begin anew; a wrap at 32 bits is none. */
  readonly counter_resets: number;
  /** retransmissions / packets_sent; null without either. Some vendors divide by delivered packets. */
  readonly retry_share: number | null;
  /** Share of its stream's reports with the station in them, times the window. */
  readonly associated_ms: number;
  /** Strongest that another BSS of the home hears the station at; null without such a measurement. */
  readonly best_other_rssi_dbm: number | null;
  /** BSSID, or path of the radio, of that measurement. */
  readonly best_other_bss: string | null;
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
  /** Joins within 10 minutes of the same station's leave. */
  readonly flaps: number;
  /** Roams back within 30 s to where the station came from. */
  readonly ping_pongs: number;
  /** Joins that seem to continue a station known under another randomized MAC. */
  readonly rotations: number;
  /** Hosts that became active. */
  readonly host_joins: number;
  /** Hosts that became inactive or went. */
  readonly host_leaves: number;
  /** Most active hosts on Ethernet in one report. */
  readonly wired_hosts_peak: number;
  /** Sum over its stations. */
  readonly bytes_sent: number | null;
  /** Sum over its stations. */
  readonly bytes_received: number | null;
  /** Retransmissions per packet sent, over its stations; null without either counter. */
  readonly retry_share: number | null;
  /** Last. */
  readonly uptime_seconds: number | null;
  /** Last known. */
  readonly model_name: string | null;
  /** Last known. */
  readonly software_version: string | null;
}
