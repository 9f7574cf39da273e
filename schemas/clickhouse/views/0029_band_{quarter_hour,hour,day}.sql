-- One row per home and band and {bucket}, of the newest revisions of its windows; where the gateway's model or software changed within, one for each.
-- area, access_node, tariff: what the inventory says of the home at bucket_start (of several gateways the one that began last); null without.
CREATE OR REPLACE VIEW band_{size} AS
WITH
    (bins, counts, percent) -> if(
        empty(bins),
        NULL,
        bins[arrayFirstIndex(below -> below * 100 >= arraySum(counts) * percent, arrayCumSum(counts))]) AS percentile,
    arrayLast(
        period -> period.1 <= bucket_start AND bucket_start < period.4,
        periods) AS period
SELECT
    home_id,
    bucket_start,
    model_name,
    software_version,
    period.5 AS area,
    period.6 AS access_node,
    period.7 AS tariff,
    band,
    stations,
    station_windows,
    samples,
    associated_ms,
    rssi_count,
    rssi_bins,
    rssi_counts,
    rssi_out_of_range,
    percentile(rssi_bins, rssi_counts, 10) AS rssi_p10_dbm,
    percentile(rssi_bins, rssi_counts, 50) AS rssi_p50_dbm,
    percentile(rssi_bins, rssi_counts, 90) AS rssi_p90_dbm,
    traffic_ms,
    bytes_sent,
    bytes_received,
    packets_sent,
    retransmissions,
    retry_packets_sent,
    if(retry_packets_sent > 0, retransmissions / retry_packets_sent, NULL) AS retry_share,
    if(downlink_rate_samples > 0, downlink_rate_sum_kbps / downlink_rate_samples, NULL) AS downlink_rate_mean_kbps,
    computed_at
FROM
(
    SELECT
        home_id,
        bucket_start,
        computed_at,
        row_model_name AS model_name,
        row_software_version AS software_version,
        row_band AS band,
        row_stations AS stations,
        row_station_windows AS station_windows,
        row_samples AS samples,
        row_associated_ms AS associated_ms,
        row_rssi_count AS rssi_count,
        row_rssi_bins AS rssi_bins,
        row_rssi_counts AS rssi_counts,
        row_rssi_out_of_range AS rssi_out_of_range,
        row_traffic_ms AS traffic_ms,
        row_bytes_sent AS bytes_sent,
        row_bytes_received AS bytes_received,
        row_packets_sent AS packets_sent,
        row_retransmissions AS retransmissions,
        row_retry_packets_sent AS retry_packets_sent,
        row_downlink_rate_samples AS downlink_rate_samples,
        row_downlink_rate_sum_kbps AS downlink_rate_sum_kbps
    FROM band_{size}_store FINAL
    ARRAY JOIN
        `rows.model_name` AS row_model_name,
        `rows.software_version` AS row_software_version,
        `rows.band` AS row_band,
        `rows.stations` AS row_stations,
        `rows.station_windows` AS row_station_windows,
        `rows.samples` AS row_samples,
        `rows.associated_ms` AS row_associated_ms,
        `rows.rssi_count` AS row_rssi_count,
        `rows.rssi_bins` AS row_rssi_bins,
        `rows.rssi_counts` AS row_rssi_counts,
        `rows.rssi_out_of_range` AS row_rssi_out_of_range,
        `rows.traffic_ms` AS row_traffic_ms,
        `rows.bytes_sent` AS row_bytes_sent,
        `rows.bytes_received` AS row_bytes_received,
        `rows.packets_sent` AS row_packets_sent,
        `rows.retransmissions` AS row_retransmissions,
        `rows.retry_packets_sent` AS row_retry_packets_sent,
        `rows.downlink_rate_samples` AS row_downlink_rate_samples,
        `rows.downlink_rate_sum_kbps` AS row_downlink_rate_sum_kbps
) AS counted
LEFT ANY JOIN home_period USING (home_id);
