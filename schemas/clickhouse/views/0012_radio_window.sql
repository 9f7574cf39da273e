-- One row per radio and window, of the newest revision of its home's window.
-- rssi_p10_dbm, _p50_, _p90_: the least bin that this share of the samples is in or below, exact.
CREATE OR REPLACE VIEW radio_window AS
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
    row.radio AS radio,
    row.band AS band,
    row.channel AS channel,
    row.samples AS samples,
    row.noise_mean_dbm AS noise_mean_dbm,
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
    metrics.channel_utilization_mean_percent AS channel_utilization_mean_percent,
    metrics.channel_utilization_max_percent AS channel_utilization_max_percent,
    metrics.stations_peak AS stations_peak,
    metrics.bytes_sent AS bytes_sent,
    metrics.bytes_received AS bytes_received,
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
        radios,
        radio_metrics,
        kafka_topic,
        kafka_partition,
        kafka_offset,
        inserted_at
    FROM home_window_store FINAL
)
ARRAY JOIN
    radios AS row,
    -- Windows of version 1 have none.
    arrayResize(radio_metrics, length(radios)) AS metrics;
