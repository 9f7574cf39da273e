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
    row.endpoint_id AS endpoint_id,
    window_start,
    window_start + toIntervalMillisecond(window_ms) AS window_end,
    row.sta_mac AS sta_mac,
    row.access_point AS access_point,
    row.bssid AS bssid,
    row.band AS band,
    row.samples AS samples,
    row.rssi_count AS rssi_count,
    row.rssi_bins AS rssi_bins,
    row.rssi_counts AS rssi_counts,
    row.rssi_out_of_range AS rssi_out_of_range,
    row.rssi_min_dbm AS rssi_min_dbm,
    row.rssi_max_dbm AS rssi_max_dbm,
    row.rssi_mean_dbm AS rssi_mean_dbm,
    percentile(row.rssi_bins, row.rssi_counts, 10) AS rssi_p10_dbm,
    percentile(row.rssi_bins, row.rssi_counts, 50) AS rssi_p50_dbm,
    percentile(row.rssi_bins, row.rssi_counts, 90) AS rssi_p90_dbm,
    metrics.downlink_rate_mean_kbps AS downlink_rate_mean_kbps,
    metrics.downlink_rate_min_kbps AS downlink_rate_min_kbps,
    metrics.downlink_rate_max_kbps AS downlink_rate_max_kbps,
    metrics.uplink_rate_mean_kbps AS uplink_rate_mean_kbps,
    metrics.uplink_rate_min_kbps AS uplink_rate_min_kbps,
    metrics.uplink_rate_max_kbps AS uplink_rate_max_kbps,
    metrics.bytes_sent AS bytes_sent,
    metrics.bytes_received AS bytes_received,
    metrics.packets_sent AS packets_sent,
    metrics.retransmissions AS retransmissions,
    metrics.traffic_ms AS traffic_ms,
    metrics.counter_resets AS counter_resets,
    metrics.retry_share AS retry_share,
    metrics.associated_ms AS associated_ms,
    metrics.best_other_rssi_dbm AS best_other_rssi_dbm,
    metrics.best_other_bss AS best_other_bss,
    window_ms,
    clock_epoch,
    revision,
    closed_by,
    row_version,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM
(
    SELECT
        home_id,
        window_start,
        window_ms,
        clock_epoch,
        revision,
        closed_by,
        row_version,
        stations,
        station_metrics,
        kafka_topic,
        kafka_partition,
        kafka_offset,
        inserted_at
    FROM home_window_store FINAL
)
ARRAY JOIN
    stations AS row,
    -- Windows of version 1 have none.
    arrayResize(station_metrics, length(stations)) AS metrics;
