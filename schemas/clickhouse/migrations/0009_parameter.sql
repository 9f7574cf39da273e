-- Where records of usp.parameter.v1 in version 1 of their schema are inserted.
CREATE TABLE IF NOT EXISTS landing_parameter_event_1
(
    kafka_topic String,
    kafka_partition Int32,
    kafka_offset Int64,
    kafka_timestamp DateTime64(3, 'UTC'),
    event_id String,
    home_id String,
    endpoint_id String,
    profile_id String,
    source String,
    observed_at DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    time_quality String,
    parameters Array(Tuple(
        path String,
        value String,
        value_type String
    )),
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again,
    CONSTRAINT observed_at_in_range CHECK observed_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND observed_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC'),
    CONSTRAINT received_at_in_range CHECK received_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND received_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC')
)
ENGINE = Null;

-- Parameters that map to no column. Key: the event, the path and the value, since a report may hold a name twice with different values;
-- sorted by path before event, since values of one path are alike.
CREATE TABLE IF NOT EXISTS parameter_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    path String CODEC(ZSTD(1)),
    value String CODEC(ZSTD(1)),
    value_type LowCardinality(String) CODEC(ZSTD(1)),
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
ORDER BY (home_id, endpoint_id, path, event_id, value_type, value)
TTL inserted_at + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS parameter_event_1_to_parameter TO parameter_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    row.path AS path,
    row.value AS value,
    row.value_type AS value_type,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_parameter_event_1
ARRAY JOIN parameters AS row;
