-- Where records of usp.association-change.v1 in version 1 of their schema are inserted.
CREATE TABLE IF NOT EXISTS landing_association_change_1
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
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again,
    CONSTRAINT observed_at_in_range CHECK observed_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND observed_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC'),
    CONSTRAINT received_at_in_range CHECK received_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND received_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC')
)
ENGINE = Null;

-- Joins, leaves and roams of stations. Key: which station, when and what; the newest row_version wins.
CREATE TABLE IF NOT EXISTS association_change_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    kind LowCardinality(String) CODEC(ZSTD(1)),
    sta_mac String CODEC(ZSTD(1)),
    access_point LowCardinality(String) CODEC(ZSTD(1)),
    bssid Nullable(String) CODEC(ZSTD(1)),
    from_access_point LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    from_bssid Nullable(String) CODEC(ZSTD(1)),
    last_seen_at Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    reason LowCardinality(String) CODEC(ZSTD(1)),
    clock_epoch Int32 CODEC(T64, ZSTD(1)),
    row_version Int64 CODEC(T64, ZSTD(1)),
    kafka_topic LowCardinality(String) CODEC(ZSTD(1)),
    kafka_partition Int32 CODEC(ZSTD(1)),
    kafka_offset Int64 CODEC(Delta, ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(row_version)
PARTITION BY toYYYYMM(observed_at)
ORDER BY (home_id, endpoint_id, sta_mac, observed_at, kind)
TTL inserted_at + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS association_change_1_to_association_change TO association_change_store AS
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
    kafka_offset
FROM landing_association_change_1;
