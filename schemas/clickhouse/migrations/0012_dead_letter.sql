-- Where records of usp.dead-letter.v1 are inserted, in the form the sink gives them (dead-letter-row.avsc).
CREATE TABLE IF NOT EXISTS landing_dead_letter_1
(
    kafka_topic String,
    kafka_partition Int32,
    kafka_offset Int64,
    kafka_timestamp DateTime64(3, 'UTC'),
    reason String,
    stage String,
    detail String,
    source_topic String,
    source_partition Nullable(Int64),
    source_offset Nullable(Int64),
    endpoint_id Nullable(String),
    received_at DateTime64(3, 'UTC'),
    digest String,
    chunk_index Int32,
    chunk_count Int32,
    key Nullable(String),
    payload Nullable(String),
    headers Map(String, String),
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again
)
ENGINE = Null;

-- What could not be processed, its bytes intact. Key: where it is in its topic. A header may name any received time, so
-- partitions are by insertion.
CREATE TABLE IF NOT EXISTS dead_letter_store
(
    reason LowCardinality(String) CODEC(ZSTD(1)),
    stage LowCardinality(String) CODEC(ZSTD(1)),
    detail String CODEC(ZSTD(1)),
    source_topic String CODEC(ZSTD(1)),
    source_partition Nullable(Int64) CODEC(ZSTD(1)),
    source_offset Nullable(Int64) CODEC(ZSTD(1)),
    endpoint_id Nullable(String) CODEC(ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    digest String CODEC(ZSTD(1)),
    chunk_index Int32 CODEC(T64, ZSTD(1)),
    chunk_count Int32 CODEC(T64, ZSTD(1)),
    key Nullable(String) CODEC(ZSTD(1)),
    payload Nullable(String) CODEC(ZSTD(1)),
    headers Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    kafka_timestamp DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    kafka_topic LowCardinality(String) CODEC(ZSTD(1)),
    kafka_partition Int32 CODEC(ZSTD(1)),
    kafka_offset Int64 CODEC(Delta, ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(inserted_at)
ORDER BY (kafka_topic, kafka_partition, kafka_offset)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS dead_letter_1_to_dead_letter TO dead_letter_store AS
SELECT
    reason,
    stage,
    detail,
    source_topic,
    source_partition,
    source_offset,
    endpoint_id,
    received_at,
    digest,
    chunk_index,
    chunk_count,
    key,
    payload,
    headers,
    kafka_timestamp,
    kafka_topic,
    kafka_partition,
    kafka_offset
FROM landing_dead_letter_1;
