-- One row per event of usp.telemetry.v1: what came, how it was flagged and how many rows it carried. Ticks are not events.
-- Key: the event. A notification sent twice has one event_id but two received times, so no time is in the key.
CREATE TABLE IF NOT EXISTS telemetry_event_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    kind LowCardinality(String) CODEC(ZSTD(1)),
    source LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    time_quality LowCardinality(String) CODEC(ZSTD(1)),
    time_raw Nullable(String) CODEC(ZSTD(1)),
    -- The time as reported, for the order only: a function of the event, 1970 where there is none.
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    msg_id Nullable(String) CODEC(ZSTD(1)),
    event_id String CODEC(ZSTD(1)),
    flags Array(LowCardinality(String)) CODEC(ZSTD(1)),
    tables Array(LowCardinality(String)) CODEC(ZSTD(1)),
    interval_ms Nullable(Int64) CODEC(T64, ZSTD(1)),
    stations UInt32 CODEC(T64, ZSTD(1)),
    hosts UInt32 CODEC(T64, ZSTD(1)),
    radios UInt32 CODEC(T64, ZSTD(1)),
    access_points UInt32 CODEC(T64, ZSTD(1)),
    gateway UInt32 CODEC(T64, ZSTD(1)),
    changes UInt32 CODEC(T64, ZSTD(1)),
    events UInt32 CODEC(T64, ZSTD(1)),
    kafka_topic LowCardinality(String) CODEC(ZSTD(1)),
    kafka_partition Int32 CODEC(ZSTD(1)),
    kafka_offset Int64 CODEC(Delta, ZSTD(1)),
    -- The bits of received_at, inverted: of the copies of one fact the one received first wins, whatever their order in the log.
    first_wins UInt64 CODEC(Delta, ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(first_wins)
PARTITION BY toYYYYMM(observed_at)
ORDER BY (home_id, endpoint_id, kind, sort_at, event_id)
TTL inserted_at + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_to_telemetry_event TO telemetry_event_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    kind,
    source,
    observed_at,
    received_at,
    time_quality,
    time_raw,
    if(kind = 'report', coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')), toDateTime64(0, 3, 'UTC')) AS sort_at,
    msg_id,
    event_id,
    flags,
    tables,
    interval_ms,
    length(stations) AS stations,
    length(hosts) AS hosts,
    length(radios) AS radios,
    length(access_points) AS access_points,
    length(gateway) AS gateway,
    length(changes) AS changes,
    length(events) AS events,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_1
WHERE kind != 'tick';
