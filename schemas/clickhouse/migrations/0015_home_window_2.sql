-- Version 2 of the schema of usp.window.v1: rates, traffic, retries, flaps, hosts. What comes in version 1 goes its old way.
-- What is new of a station or radio stands in arrays of their own beside the old ones, row for row: a tuple can't be given fields.
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS flaps Int32 CODEC(T64, ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS ping_pongs Int32 CODEC(T64, ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS rotations Int32 CODEC(T64, ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS host_joins Int32 CODEC(T64, ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS host_leaves Int32 CODEC(T64, ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS wired_hosts_peak Int32 CODEC(T64, ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS bytes_sent Nullable(Int64) CODEC(ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS bytes_received Nullable(Int64) CODEC(ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS retry_share Nullable(Float64) CODEC(ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS uptime_seconds Nullable(Int64) CODEC(ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS model_name LowCardinality(Nullable(String)) CODEC(ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS software_version LowCardinality(Nullable(String)) CODEC(ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS station_metrics Array(Tuple(
        downlink_rate_mean_kbps Nullable(Float64),
        downlink_rate_min_kbps Nullable(Int64),
        downlink_rate_max_kbps Nullable(Int64),
        uplink_rate_mean_kbps Nullable(Float64),
        uplink_rate_min_kbps Nullable(Int64),
        uplink_rate_max_kbps Nullable(Int64),
        bytes_sent Nullable(Int64),
        bytes_received Nullable(Int64),
        packets_sent Nullable(Int64),
        retransmissions Nullable(Int64),
        traffic_ms Int64,
        counter_resets Int32,
        retry_share Nullable(Float64),
        associated_ms Int64,
        best_other_rssi_dbm Nullable(Int32),
        best_other_bss Nullable(String)
    )) CODEC(ZSTD(1));
ALTER TABLE home_window_store ADD COLUMN IF NOT EXISTS radio_metrics Array(Tuple(
        channel_utilization_mean_percent Nullable(Float64),
        channel_utilization_max_percent Nullable(Int32),
        stations_peak Int32,
        bytes_sent Nullable(Int64),
        bytes_received Nullable(Int64)
    )) CODEC(ZSTD(1));

-- Where records of usp.window.v1 in version 2 of their schema are inserted.
CREATE TABLE IF NOT EXISTS landing_home_window_2
(
    kafka_topic String,
    kafka_partition Int32,
    kafka_offset Int64,
    kafka_timestamp DateTime64(3, 'UTC'),
    home_id String,
    window_start DateTime64(3, 'UTC'),
    window_ms Int64,
    clock_epoch Int32,
    revision Int32,
    row_version Int64,
    closed_by String,
    expected Int64,
    received Int64,
    late Int64,
    duplicate Int64,
    coverage Float64,
    joins Int32,
    leaves Int32,
    roams Int32,
    stations_peak Int32,
    hosts_peak Int32,
    rssi_count Int64,
    rssi_bins Array(Int32),
    rssi_counts Array(Int64),
    rssi_out_of_range Int64,
    rssi_min_dbm Nullable(Int32),
    rssi_max_dbm Nullable(Int32),
    rssi_mean_dbm Nullable(Float64),
    streams Array(Tuple(
        endpoint_id String,
        profile_id String,
        interval_ms Nullable(Int64),
        expected Int64,
        received Int64,
        late Int64,
        duplicate Int64
    )),
    stations Array(Tuple(
        endpoint_id String,
        sta_mac String,
        access_point String,
        bssid Nullable(String),
        band Nullable(String),
        samples Int64,
        rssi_count Int64,
        rssi_bins Array(Int32),
        rssi_counts Array(Int64),
        rssi_out_of_range Int64,
        rssi_min_dbm Nullable(Int32),
        rssi_max_dbm Nullable(Int32),
        rssi_mean_dbm Nullable(Float64),
        downlink_rate_mean_kbps Nullable(Float64),
        downlink_rate_min_kbps Nullable(Int64),
        downlink_rate_max_kbps Nullable(Int64),
        uplink_rate_mean_kbps Nullable(Float64),
        uplink_rate_min_kbps Nullable(Int64),
        uplink_rate_max_kbps Nullable(Int64),
        bytes_sent Nullable(Int64),
        bytes_received Nullable(Int64),
        packets_sent Nullable(Int64),
        retransmissions Nullable(Int64),
        traffic_ms Int64,
        counter_resets Int32,
        retry_share Nullable(Float64),
        associated_ms Int64,
        best_other_rssi_dbm Nullable(Int32),
        best_other_bss Nullable(String)
    )),
    radios Array(Tuple(
        endpoint_id String,
        radio String,
        band Nullable(String),
        channel Nullable(Int32),
        samples Int64,
        noise_mean_dbm Nullable(Float64),
        rssi_count Int64,
        rssi_bins Array(Int32),
        rssi_counts Array(Int64),
        rssi_out_of_range Int64,
        rssi_min_dbm Nullable(Int32),
        rssi_max_dbm Nullable(Int32),
        rssi_mean_dbm Nullable(Float64),
        channel_utilization_mean_percent Nullable(Float64),
        channel_utilization_max_percent Nullable(Int32),
        stations_peak Int32,
        bytes_sent Nullable(Int64),
        bytes_received Nullable(Int64)
    )),
    flaps Int32,
    ping_pongs Int32,
    rotations Int32,
    host_joins Int32,
    host_leaves Int32,
    wired_hosts_peak Int32,
    bytes_sent Nullable(Int64),
    bytes_received Nullable(Int64),
    retry_share Nullable(Float64),
    uptime_seconds Nullable(Int64),
    model_name Nullable(String),
    software_version Nullable(String),
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again,
    CONSTRAINT window_start_in_range CHECK window_start >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND window_start < toDateTime64('2100-01-01 00:00:00', 3, 'UTC')
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS home_window_2_to_home_window TO home_window_store AS
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
    CAST(arrayMap(row -> tuple(row.endpoint_id, row.sta_mac, row.access_point, row.bssid, row.band, row.samples, row.rssi_count, row.rssi_bins, row.rssi_counts, row.rssi_out_of_range, row.rssi_min_dbm, row.rssi_max_dbm, row.rssi_mean_dbm), landing.stations), 'Array(Tuple(endpoint_id String, sta_mac String, access_point String, bssid Nullable(String), band Nullable(String), samples Int64, rssi_count Int64, rssi_bins Array(Int32), rssi_counts Array(Int64), rssi_out_of_range Int64, rssi_min_dbm Nullable(Int32), rssi_max_dbm Nullable(Int32), rssi_mean_dbm Nullable(Float64)))') AS stations,
    CAST(arrayMap(row -> tuple(row.endpoint_id, row.radio, row.band, row.channel, row.samples, row.noise_mean_dbm, row.rssi_count, row.rssi_bins, row.rssi_counts, row.rssi_out_of_range, row.rssi_min_dbm, row.rssi_max_dbm, row.rssi_mean_dbm), landing.radios), 'Array(Tuple(endpoint_id String, radio String, band Nullable(String), channel Nullable(Int32), samples Int64, noise_mean_dbm Nullable(Float64), rssi_count Int64, rssi_bins Array(Int32), rssi_counts Array(Int64), rssi_out_of_range Int64, rssi_min_dbm Nullable(Int32), rssi_max_dbm Nullable(Int32), rssi_mean_dbm Nullable(Float64)))') AS radios,
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
    CAST(arrayMap(row -> tuple(row.downlink_rate_mean_kbps, row.downlink_rate_min_kbps, row.downlink_rate_max_kbps, row.uplink_rate_mean_kbps, row.uplink_rate_min_kbps, row.uplink_rate_max_kbps, row.bytes_sent, row.bytes_received, row.packets_sent, row.retransmissions, row.traffic_ms, row.counter_resets, row.retry_share, row.associated_ms, row.best_other_rssi_dbm, row.best_other_bss), landing.stations), 'Array(Tuple(downlink_rate_mean_kbps Nullable(Float64), downlink_rate_min_kbps Nullable(Int64), downlink_rate_max_kbps Nullable(Int64), uplink_rate_mean_kbps Nullable(Float64), uplink_rate_min_kbps Nullable(Int64), uplink_rate_max_kbps Nullable(Int64), bytes_sent Nullable(Int64), bytes_received Nullable(Int64), packets_sent Nullable(Int64), retransmissions Nullable(Int64), traffic_ms Int64, counter_resets Int32, retry_share Nullable(Float64), associated_ms Int64, best_other_rssi_dbm Nullable(Int32), best_other_bss Nullable(String)))') AS station_metrics,
    CAST(arrayMap(row -> tuple(row.channel_utilization_mean_percent, row.channel_utilization_max_percent, row.stations_peak, row.bytes_sent, row.bytes_received), landing.radios), 'Array(Tuple(channel_utilization_mean_percent Nullable(Float64), channel_utilization_max_percent Nullable(Int32), stations_peak Int32, bytes_sent Nullable(Int64), bytes_received Nullable(Int64)))') AS radio_metrics
FROM landing_home_window_2 AS landing;

CREATE MATERIALIZED VIEW IF NOT EXISTS home_window_2_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    toDateTime64(0, 3, 'UTC') AS last_received_at,
    max(window_start + toIntervalMillisecond(window_ms)) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_home_window_2 AS landing
GROUP BY kafka_topic, kafka_partition;
