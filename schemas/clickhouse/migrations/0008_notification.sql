-- What notifications said: events, operations, value changes, rows created and deleted, online and offline.
-- Key: the event and what in it. A notification carries no time: sent twice it has one event_id and two observed times,
-- so no time is in the key and copies can lie in two monthly partitions; FINAL merges across them.
CREATE TABLE IF NOT EXISTS notification_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    kind LowCardinality(String) CODEC(ZSTD(1)),
    path String CODEC(ZSTD(1)),
    event_name LowCardinality(String) CODEC(ZSTD(1)),
    msg_id Nullable(String) CODEC(ZSTD(1)),
    value Nullable(String) CODEC(ZSTD(1)),
    params Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    unique_keys Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    error_code Nullable(Int32) CODEC(ZSTD(1)),
    subscription_id LowCardinality(String) CODEC(ZSTD(1)),
    source LowCardinality(String) CODEC(ZSTD(1)),
    time_quality LowCardinality(String) CODEC(ZSTD(1)),
    flags Array(LowCardinality(String)) CODEC(ZSTD(1)),
    event_id String CODEC(ZSTD(1)),
    kafka_topic LowCardinality(String) CODEC(ZSTD(1)),
    kafka_partition Int32 CODEC(ZSTD(1)),
    kafka_offset Int64 CODEC(Delta, ZSTD(1)),
    -- The bits of received_at, inverted: of the copies of one fact the one received first wins, whatever their order in the log.
    first_wins UInt64 CODEC(Delta, ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(first_wins)
PARTITION BY toYYYYMM(observed_at)
ORDER BY (home_id, endpoint_id, event_id, path, event_name, kind)
TTL inserted_at + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_events_to_notification TO notification_store AS
SELECT
    home_id,
    endpoint_id,
    observed_at,
    received_at,
    kind,
    row.path AS path,
    row.name AS event_name,
    msg_id,
    row.value AS value,
    row.params AS params,
    map() AS unique_keys,
    row.error_code AS error_code,
    profile_id AS subscription_id,
    source,
    time_quality,
    flags,
    event_id,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_1
ARRAY JOIN events AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_changes_to_notification TO notification_store AS
SELECT
    home_id,
    endpoint_id,
    observed_at,
    received_at,
    -- One Notify creates or deletes; where an event holds both, each row says which.
    if(row.kind = 'created', 'object_creation', 'object_deletion') AS kind,
    row.path AS path,
    '' AS event_name,
    msg_id,
    CAST(NULL AS Nullable(String)) AS value,
    map() AS params,
    row.unique_keys AS unique_keys,
    CAST(NULL AS Nullable(Int32)) AS error_code,
    profile_id AS subscription_id,
    source,
    time_quality,
    flags,
    event_id,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_1
ARRAY JOIN changes AS row;
