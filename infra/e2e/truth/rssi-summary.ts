/** Count, 1 dB histogram, least, most and mean of signal levels, the plain way: from the whole list. */
import type { Row } from "./row.ts";

/** Levels in dBm, -110..0; everything else was counted apart. */
export function summarizeRssi(levels: readonly number[], outOfRange: number): Row {
  const sorted = levels.toSorted((a, b) => a - b);
  const bins = [...new Set(sorted)];
  const counts = bins.map((bin) => sorted.filter((level) => level === bin).length);
  const sum = sorted.reduce((total, level) => total + level, 0);
  return {
    rssi_count: String(sorted.length),
    rssi_bins: bins.join(","),
    rssi_counts: counts.join(","),
    rssi_out_of_range: String(outOfRange),
    rssi_min_dbm: sorted.length === 0 ? null : String(sorted[0]),
    rssi_max_dbm: sorted.length === 0 ? null : String(sorted.at(-1)),
    rssi_mean_dbm: sorted.length === 0 ? null : (sum / sorted.length).toFixed(6),
  };
}
