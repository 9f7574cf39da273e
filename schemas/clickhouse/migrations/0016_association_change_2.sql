-- Version 2 of the schema of usp.association-change.v1: hosts, sessions, flaps, where a roam went, randomized MACs, emptied tables.
-- What comes in version 1 goes its old way. A host is part of the key.
ALTER TABLE association_change_store
    ADD COLUMN IF NOT EXISTS host_mac String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS scope LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS from_endpoint_id Nullable(String) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS flap Bool CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS ping_pong Bool CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS session_ms Nullable(Int64) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS continues_mac Nullable(String) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS continuity Nullable(Float64) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS count Int32 DEFAULT 1 CODEC(T64, ZSTD(1)),
    MODIFY ORDER BY (home_id, endpoint_id, sta_mac, observed_at, kind, host_mac);

-- Where records of usp.association-change.v1 in version 2 of their schema are inserted.
CREATE TABLE IF NOT EXISTS landing_association_change_2
(
    kafka_topic String,
    kafka_partition Int32,
    kafka_offset Int64,
    kafka_timestamp DateTime64(3, 'UTC'),
    home_id String,
    endpoint_id String,
    profile_id String,
    observed_at DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    kind String,
    sta_mac String,
    access_point String,
    bssid Nullable(String),
    from_access_point Nullable(String),
    from_bssid Nullable(String),
    last_seen_at Nullable(DateTime64(3, 'UTC')),
    reason String,
    clock_epoch Int32,
    row_version Int64,
    host_mac String,
    scope Nullable(String),
    from_endpoint_id Nullable(String),
    flap Bool,
    ping_pong Bool,
    session_ms Nullable(Int64),
    continues_mac Nullable(String),
    continuity Nullable(Float64),
    count Int32,
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again,
    CONSTRAINT observed_at_in_range CHECK observed_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND observed_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC'),
    CONSTRAINT received_at_in_range CHECK received_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND received_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC')
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS association_change_2_to_association_change TO association_change_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    kind,
    sta_mac,
    access_point,
    bssid,
    from_access_point,
    from_bssid,
    last_seen_at,
    reason,
    clock_epoch,
    row_version,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    host_mac,
    scope,
    from_endpoint_id,
    flap,
    ping_pong,
    session_ms,
    continues_mac,
    continuity,
    count
FROM landing_association_change_2;

CREATE MATERIALIZED VIEW IF NOT EXISTS association_change_2_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    max(observed_at) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_association_change_2 AS landing
GROUP BY kafka_topic, kafka_partition;
