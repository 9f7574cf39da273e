-- Views without a name of their own for the table they read: a database that is restored under another name (RESTORE DATABASE usp AS look)
-- loses such names (ClickHouse 26.7), and the copy took no inserts. The table's own name goes along.
ALTER TABLE telemetry_event_1_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    maxIf(observed_at, kind != 'tick') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_telemetry_event_1
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE parameter_event_1_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    max(observed_at) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_parameter_event_1
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE home_window_1_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    toDateTime64(0, 3, 'UTC') AS last_received_at,
    max(window_start + toIntervalMillisecond(window_ms)) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_home_window_1
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE association_change_1_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    max(observed_at) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_association_change_1
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE dead_letter_1_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    toDateTime64(0, 3, 'UTC') AS last_received_at,
    toDateTime64(0, 3, 'UTC') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_dead_letter_1
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE telemetry_event_2_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    maxIf(observed_at, kind != 'tick') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_telemetry_event_2
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE home_window_2_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    toDateTime64(0, 3, 'UTC') AS last_received_at,
    max(window_start + toIntervalMillisecond(window_ms)) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_home_window_2
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE association_change_2_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    max(observed_at) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_association_change_2
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE alert_1_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    max(changed_at) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_alert_1
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE telemetry_event_3_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    maxIf(observed_at, kind != 'tick') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_telemetry_event_3
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE inventory_1_to_pipeline_progress MODIFY QUERY
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    toDateTime64(0, 3, 'UTC') AS last_received_at,
    toDateTime64(0, 3, 'UTC') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_inventory_1
GROUP BY kafka_topic, kafka_partition;

ALTER TABLE home_window_2_to_home_window MODIFY QUERY
SELECT
    home_id,
    window_start,
    window_ms,
    clock_epoch,
    revision,
    row_version,
    closed_by,
    expected,
    received,
    late,
    duplicate,
    coverage,
    joins,
    leaves,
    roams,
    stations_peak,
    hosts_peak,
    rssi_count,
    rssi_bins,
    rssi_counts,
    rssi_out_of_range,
    rssi_min_dbm,
    rssi_max_dbm,
    rssi_mean_dbm,
    streams,
    CAST(arrayMap(row -> tuple(row.endpoint_id, row.sta_mac, row.access_point, row.bssid, row.band, row.samples, row.rssi_count, row.rssi_bins, row.rssi_counts, row.rssi_out_of_range, row.rssi_min_dbm, row.rssi_max_dbm, row.rssi_mean_dbm), landing_home_window_2.stations), 'Array(Tuple(endpoint_id String, sta_mac String, access_point String, bssid Nullable(String), band Nullable(String), samples Int64, rssi_count Int64, rssi_bins Array(Int32), rssi_counts Array(Int64), rssi_out_of_range Int64, rssi_min_dbm Nullable(Int32), rssi_max_dbm Nullable(Int32), rssi_mean_dbm Nullable(Float64)))') AS stations,
    CAST(arrayMap(row -> tuple(row.endpoint_id, row.radio, row.band, row.channel, row.samples, row.noise_mean_dbm, row.rssi_count, row.rssi_bins, row.rssi_counts, row.rssi_out_of_range, row.rssi_min_dbm, row.rssi_max_dbm, row.rssi_mean_dbm), landing_home_window_2.radios), 'Array(Tuple(endpoint_id String, radio String, band Nullable(String), channel Nullable(Int32), samples Int64, noise_mean_dbm Nullable(Float64), rssi_count Int64, rssi_bins Array(Int32), rssi_counts Array(Int64), rssi_out_of_range Int64, rssi_min_dbm Nullable(Int32), rssi_max_dbm Nullable(Int32), rssi_mean_dbm Nullable(Float64)))') AS radios,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    flaps,
    ping_pongs,
    rotations,
    host_joins,
    host_leaves,
    wired_hosts_peak,
    bytes_sent,
    bytes_received,
    retry_share,
    uptime_seconds,
    model_name,
    software_version,
    CAST(arrayMap(row -> tuple(row.downlink_rate_mean_kbps, row.downlink_rate_min_kbps, row.downlink_rate_max_kbps, row.uplink_rate_mean_kbps, row.uplink_rate_min_kbps, row.uplink_rate_max_kbps, row.bytes_sent, row.bytes_received, row.packets_sent, row.retransmissions, row.traffic_ms, row.counter_resets, row.retry_share, row.associated_ms, row.best_other_rssi_dbm, row.best_other_bss), landing_home_window_2.stations), 'Array(Tuple(downlink_rate_mean_kbps Nullable(Float64), downlink_rate_min_kbps Nullable(Int64), downlink_rate_max_kbps Nullable(Int64), uplink_rate_mean_kbps Nullable(Float64), uplink_rate_min_kbps Nullable(Int64), uplink_rate_max_kbps Nullable(Int64), bytes_sent Nullable(Int64), bytes_received Nullable(Int64), packets_sent Nullable(Int64), retransmissions Nullable(Int64), traffic_ms Int64, counter_resets Int32, retry_share Nullable(Float64), associated_ms Int64, best_other_rssi_dbm Nullable(Int32), best_other_bss Nullable(String)))') AS station_metrics,
    CAST(arrayMap(row -> tuple(row.channel_utilization_mean_percent, row.channel_utilization_max_percent, row.stations_peak, row.bytes_sent, row.bytes_received), landing_home_window_2.radios), 'Array(Tuple(channel_utilization_mean_percent Nullable(Float64), channel_utilization_max_percent Nullable(Int32), stations_peak Int32, bytes_sent Nullable(Int64), bytes_received Nullable(Int64)))') AS radio_metrics
FROM landing_home_window_2;
