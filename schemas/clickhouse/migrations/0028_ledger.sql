-- Where records of usp.ledger.v1 in version 1 of their schema are inserted.
CREATE TABLE IF NOT EXISTS landing_ledger_entry_1
(
    kafka_topic String,
    kafka_partition Int32,
    kafka_offset Int64,
    kafka_timestamp DateTime64(3, 'UTC'),
    stage String,
    writer String,
    hour DateTime64(3, 'UTC'),
    open Int64,
    counts Array(Tuple(
        topic String,
        partition Int32,
        fate String,
        records Int64
    )),
    taken Array(Tuple(
        topic String,
        partition Int32,
        first_offset Int64,
        next_offset Int64,
        records Int64,
        sum Int64,
        located Int64
    )),
    written Array(Tuple(
        topic String,
        partition Int32,
        next_sequence Int64
    )),
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again,
    CONSTRAINT hour_in_range CHECK hour >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND hour < toDateTime64('2100-01-01 00:00:00', 3, 'UTC')
)
ENGINE = Null;

-- Counts of the conservation ledger: of each entry a row for each topic, partition and fate, and for each partition written to one of
-- fate `written`, whose records are those of the writer so far. Sorted by hour: questions are of a span of time. An entry is known by
-- its place in Kafka. Partitions: months of the hour. Kept 90 days, as what is reported.
CREATE TABLE IF NOT EXISTS ledger_store
(
    hour DateTime('UTC') CODEC(Delta, ZSTD(3)),
    stage LowCardinality(String) CODEC(ZSTD(3)),
    writer LowCardinality(String) CODEC(ZSTD(3)),
    topic LowCardinality(String) CODEC(ZSTD(3)),
    partition Int32 CODEC(ZSTD(3)),
    fate LowCardinality(String) CODEC(ZSTD(3)),
    records Int64 CODEC(Delta, ZSTD(3)),
    kafka_topic LowCardinality(String) CODEC(ZSTD(3)),
    kafka_partition Int32 CODEC(ZSTD(3)),
    kafka_offset Int64 CODEC(Delta, ZSTD(3)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(3))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, stage, topic, partition, fate, writer, kafka_partition, kafka_offset)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'Behind ledger: ask there, this may change. Copies of a row meet in merges. Key: hour, stage, topic, partition, fate, writer, place in Kafka. Kept 90 days.';

CREATE MATERIALIZED VIEW IF NOT EXISTS ledger_entry_1_to_ledger_counts TO ledger_store AS
SELECT
    toDateTime(hour, 'UTC') AS hour,
    stage,
    writer,
    count.topic AS topic,
    count.partition AS partition,
    count.fate AS fate,
    count.records AS records,
    kafka_topic,
    kafka_partition,
    kafka_offset
FROM landing_ledger_entry_1
ARRAY JOIN counts AS count;

CREATE MATERIALIZED VIEW IF NOT EXISTS ledger_entry_1_to_ledger_written TO ledger_store AS
SELECT
    toDateTime(hour, 'UTC') AS hour,
    stage,
    writer,
    place.topic AS topic,
    place.partition AS partition,
    'written' AS fate,
    place.next_sequence AS records,
    kafka_topic,
    kafka_partition,
    kafka_offset
FROM landing_ledger_entry_1
ARRAY JOIN written AS place;

CREATE MATERIALIZED VIEW IF NOT EXISTS ledger_entry_1_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(kafka_timestamp) AS last_kafka_timestamp,
    toDateTime64(0, 3, 'UTC') AS last_received_at,
    toDateTime64(0, 3, 'UTC') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_ledger_entry_1
GROUP BY kafka_topic, kafka_partition;
