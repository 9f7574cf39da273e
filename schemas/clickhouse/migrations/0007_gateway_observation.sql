-- Observations of the gateway itself (Device.DeviceInfo.), one row per report.
-- Key: what was observed, when, and in which event. sort_at is the time as reported (1970 without one), a function of the event: a report sent
-- twice has one key even where its observed_at is the time it came (architecture section 3), and two reports never share one.
CREATE TABLE IF NOT EXISTS gateway_observation_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    manufacturer LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    model_name LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    product_class LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    serial_number Nullable(String) CODEC(ZSTD(1)),
    hardware_version LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    software_version LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    uptime_seconds Nullable(Int64) CODEC(T64, ZSTD(1)),
    memory_total_kib Nullable(Int64) CODEC(T64, ZSTD(1)),
    memory_free_kib Nullable(Int64) CODEC(T64, ZSTD(1)),
    cpu_usage_percent Nullable(UInt8) CODEC(ZSTD(1)),
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
ORDER BY (home_id, endpoint_id, sort_at, event_id)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_to_gateway_observation TO gateway_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.manufacturer AS manufacturer,
    row.model_name AS model_name,
    row.product_class AS product_class,
    row.serial_number AS serial_number,
    row.hardware_version AS hardware_version,
    row.software_version AS software_version,
    row.uptime_seconds AS uptime_seconds,
    row.memory_total_kib AS memory_total_kib,
    row.memory_free_kib AS memory_free_kib,
    accurateCastOrNull(row.cpu_usage_percent, 'UInt8') AS cpu_usage_percent,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_1
ARRAY JOIN gateway AS row;
