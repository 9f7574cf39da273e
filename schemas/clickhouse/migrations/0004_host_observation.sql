-- Observations of LAN devices, wired too (Device.Hosts.Host.{i}.), one row per host and report.
-- Key: what was observed, when, and in which event. sort_at is the time as reported (1970 without one), a function of the event: a report sent
-- twice has one key even where its observed_at is the time it came (architecture section 3), and two reports never share one.
CREATE TABLE IF NOT EXISTS host_observation_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    host_mac String CODEC(ZSTD(1)),
    path String CODEC(ZSTD(1)),
    host_name Nullable(String) CODEC(ZSTD(1)),
    ip_address Nullable(String) CODEC(ZSTD(1)),
    ip_addresses Array(String) CODEC(ZSTD(1)),
    interface_type LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    active Nullable(Bool) CODEC(ZSTD(1)),
    active_since Nullable(DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1)),
    layer1_interface LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    layer3_interface LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    associated_device Nullable(String) CODEC(ZSTD(1)),
    address_source LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    lease_time_remaining_seconds Nullable(Int64) CODEC(T64, ZSTD(1)),
    bytes_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    bytes_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    packets_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    packets_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
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
ORDER BY (home_id, endpoint_id, host_mac, sort_at, event_id, path)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_to_host_observation TO host_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.host_mac AS host_mac,
    row.path AS path,
    row.host_name AS host_name,
    row.ip_address AS ip_address,
    row.ip_addresses AS ip_addresses,
    row.interface_type AS interface_type,
    row.active AS active,
    row.active_since AS active_since,
    row.layer1_interface AS layer1_interface,
    row.layer3_interface AS layer3_interface,
    row.associated_device AS associated_device,
    row.address_source AS address_source,
    row.lease_time_remaining_seconds AS lease_time_remaining_seconds,
    row.bytes_sent_total AS bytes_sent_total,
    row.bytes_received_total AS bytes_received_total,
    row.packets_sent_total AS packets_sent_total,
    row.packets_received_total AS packets_received_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_1
ARRAY JOIN hosts AS row;
