-- Observations of stations as their access points see them (Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}.), one row per station and report.
-- Key: what was observed, when, and in which event. sort_at is the time as reported (1970 without one), a function of the event: a report sent
-- twice has one key even where its observed_at is the time it came (architecture section 3), and two reports never share one.
CREATE TABLE IF NOT EXISTS station_observation_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sta_mac String CODEC(ZSTD(1)),
    path String CODEC(ZSTD(1)),
    access_point LowCardinality(String) CODEC(ZSTD(1)),
    bssid Nullable(String) CODEC(ZSTD(1)),
    ssid LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    band LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    rssi_dbm Nullable(Int8) CODEC(Delta, ZSTD(3)),
    rssi_raw Nullable(Int64) CODEC(T64, ZSTD(1)),
    rssi_quality Array(LowCardinality(String)) CODEC(ZSTD(1)),
    noise_dbm Nullable(Int16) CODEC(ZSTD(1)),
    downlink_rate_kbps Nullable(Int64) CODEC(T64, ZSTD(1)),
    uplink_rate_kbps Nullable(Int64) CODEC(T64, ZSTD(1)),
    retransmissions_percent Nullable(UInt8) CODEC(ZSTD(1)),
    active Nullable(Bool) CODEC(ZSTD(1)),
    authenticated Nullable(Bool) CODEC(ZSTD(1)),
    associated_since Nullable(DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1)),
    operating_standard LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    bytes_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    bytes_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    packets_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    packets_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    errors_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    errors_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    retransmissions_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    failed_retransmissions_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    retries_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    multiple_retries_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    event_id String CODEC(ZSTD(1)),
    source LowCardinality(String) CODEC(ZSTD(1)),
    time_quality LowCardinality(String) CODEC(ZSTD(1)),
    kafka_topic LowCardinality(String) CODEC(ZSTD(1)),
    kafka_partition Int32 CODEC(ZSTD(1)),
    kafka_offset Int64 CODEC(Delta, ZSTD(1)),
    -- The bits of received_at, inverted: of the copies of one fact the one received first wins, whatever their order in the log.
    first_wins UInt64 CODEC(Delta, ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(first_wins)
PARTITION BY toYYYYMM(observed_at)
ORDER BY (home_id, endpoint_id, sta_mac, sort_at, event_id, path)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_to_station_observation TO station_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.sta_mac AS sta_mac,
    row.path AS path,
    row.access_point AS access_point,
    row.bssid AS bssid,
    row.ssid AS ssid,
    row.band AS band,
    accurateCastOrNull(row.rssi_dbm, 'Int8') AS rssi_dbm,
    row.rssi_raw AS rssi_raw,
    row.rssi_quality AS rssi_quality,
    accurateCastOrNull(row.noise_dbm, 'Int16') AS noise_dbm,
    row.downlink_rate_kbps AS downlink_rate_kbps,
    row.uplink_rate_kbps AS uplink_rate_kbps,
    accurateCastOrNull(row.retransmissions_percent, 'UInt8') AS retransmissions_percent,
    row.active AS active,
    row.authenticated AS authenticated,
    row.associated_since AS associated_since,
    row.operating_standard AS operating_standard,
    row.bytes_sent_total AS bytes_sent_total,
    row.bytes_received_total AS bytes_received_total,
    row.packets_sent_total AS packets_sent_total,
    row.packets_received_total AS packets_received_total,
    row.errors_sent_total AS errors_sent_total,
    row.errors_received_total AS errors_received_total,
    row.retransmissions_total AS retransmissions_total,
    row.failed_retransmissions_total AS failed_retransmissions_total,
    row.retries_total AS retries_total,
    row.multiple_retries_total AS multiple_retries_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_1
ARRAY JOIN stations AS row;
