-- Observations of BSSs (Device.WiFi.AccessPoint.{i}. and its SSID row), one row per access point and report.
-- Key: what was observed, when, and in which event. sort_at is the time as reported (1970 without one), a function of the event: a report sent
-- twice has one key even where its observed_at is the time it came (architecture section 3), and two reports never share one.
CREATE TABLE IF NOT EXISTS access_point_observation_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    access_point LowCardinality(String) CODEC(ZSTD(1)),
    ssid_path Nullable(String) CODEC(ZSTD(1)),
    bssid Nullable(String) CODEC(ZSTD(1)),
    ssid LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    radio LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    status LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    enabled Nullable(Bool) CODEC(ZSTD(1)),
    associated_devices Nullable(UInt32) CODEC(ZSTD(1)),
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
ORDER BY (home_id, endpoint_id, access_point, sort_at, event_id, ifNull(ssid_path, ''))
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_to_access_point_observation TO access_point_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.access_point AS access_point,
    row.ssid_path AS ssid_path,
    row.bssid AS bssid,
    row.ssid AS ssid,
    row.radio AS radio,
    row.status AS status,
    row.enabled AS enabled,
    accurateCastOrNull(row.associated_devices, 'UInt32') AS associated_devices,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_1
ARRAY JOIN access_points AS row;
