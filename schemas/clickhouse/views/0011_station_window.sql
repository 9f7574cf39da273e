-- One row per station and window, of the newest revision of its home's window.
-- rssi_p10_dbm, _p50_, _p90_: the least bin that this share of the samples is in or below, exact.
CREATE OR REPLACE VIEW station_window AS
WITH
    (bins, counts, percent) -> if(
        empty(bins),
        NULL,
        bins[arrayFirstIndex(below -> below * 100 >= arraySum(counts) * percent, arrayCumSum(counts))]) AS percentile
SELECT
    home_id,
    stations.endpoint_id[place] AS endpoint_id,
    window_start,
    window_start + toIntervalMillisecond(window_ms) AS window_end,
    stations.sta_mac[place] AS sta_mac,
    stations.access_point[place] AS access_point,
    stations.bssid[place] AS bssid,
    stations.band[place] AS band,
    stations.samples[place] AS samples,
    stations.rssi_count[place] AS rssi_count,
    stations.rssi_bins[place] AS rssi_bins,
    stations.rssi_counts[place] AS rssi_counts,
    stations.rssi_out_of_range[place] AS rssi_out_of_range,
    stations.rssi_min_dbm[place] AS rssi_min_dbm,
    stations.rssi_max_dbm[place] AS rssi_max_dbm,
    stations.rssi_mean_dbm[place] AS rssi_mean_dbm,
    percentile(stations.rssi_bins[place], stations.rssi_counts[place], 10) AS rssi_p10_dbm,
    percentile(stations.rssi_bins[place], stations.rssi_counts[place], 50) AS rssi_p50_dbm,
    percentile(stations.rssi_bins[place], stations.rssi_counts[place], 90) AS rssi_p90_dbm,
    station_metrics.downlink_rate_mean_kbps[place] AS downlink_rate_mean_kbps,
    station_metrics.downlink_rate_min_kbps[place] AS downlink_rate_min_kbps,
    station_metrics.downlink_rate_max_kbps[place] AS downlink_rate_max_kbps,
    station_metrics.uplink_rate_mean_kbps[place] AS uplink_rate_mean_kbps,
    station_metrics.uplink_rate_min_kbps[place] AS uplink_rate_min_kbps,
    station_metrics.uplink_rate_max_kbps[place] AS uplink_rate_max_kbps,
    station_metrics.bytes_sent[place] AS bytes_sent,
    station_metrics.bytes_received[place] AS bytes_received,
    station_metrics.packets_sent[place] AS packets_sent,
    station_metrics.retransmissions[place] AS retransmissions,
    station_metrics.traffic_ms[place] AS traffic_ms,
    station_metrics.counter_resets[place] AS counter_resets,
    station_metrics.retry_share[place] AS retry_share,
    station_metrics.associated_ms[place] AS associated_ms,
    station_metrics.best_other_rssi_dbm[place] AS best_other_rssi_dbm,
    station_metrics.best_other_bss[place] AS best_other_bss,
    window_ms,
    clock_epoch,
    revision,
    closed_by,
    row_version,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM home_window_store FINAL
-- By place, so that a question reads only the columns it names.
ARRAY JOIN arrayEnumerate(stations.sta_mac) AS place;
