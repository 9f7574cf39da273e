-- Where records of usp.inventory.v1 in version 1 of their schema are inserted. A tombstone of the topic comes as a record without periods.
CREATE TABLE IF NOT EXISTS landing_inventory_1
(
    kafka_topic String,
    kafka_partition Int32,
    kafka_offset Int64,
    kafka_timestamp DateTime64(3, 'UTC'),
    home_id String,
    endpoint_id String,
    periods Array(Tuple(
        valid_from Nullable(DateTime64(3, 'UTC')),
        valid_to Nullable(DateTime64(3, 'UTC')),
        area Nullable(String),
        access_node Nullable(String),
        tariff Nullable(String)
    )),
    loaded_at DateTime64(3, 'UTC'),
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again,
    CONSTRAINT loaded_at_in_range CHECK loaded_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND loaded_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC')
)
ENGINE = Null;

-- What the operator's inventory says of each gateway, all its periods in one row, as in the compacted topic: of two records of one gateway
-- the one loaded later holds, in whatever order they are inserted. One without periods is of a gateway that the inventory does not know.
-- Small (a row a gateway), so without partitions, and without TTL: it is what holds now, not history.
CREATE TABLE IF NOT EXISTS home_inventory_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    periods Array(Tuple(
        valid_from Nullable(DateTime64(3, 'UTC')),
        valid_to Nullable(DateTime64(3, 'UTC')),
        area Nullable(String),
        access_node Nullable(String),
        tariff Nullable(String)
    )) CODEC(ZSTD(1)),
    loaded_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    kafka_topic LowCardinality(String) CODEC(ZSTD(1)),
    kafka_partition Int32 CODEC(ZSTD(1)),
    kafka_offset Int64 CODEC(Delta, ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(loaded_at)
ORDER BY (home_id, endpoint_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS inventory_1_to_home_inventory TO home_inventory_store AS
SELECT
    home_id,
    endpoint_id,
    periods,
    loaded_at,
    kafka_topic,
    kafka_partition,
    kafka_offset
FROM landing_inventory_1;

CREATE MATERIALIZED VIEW IF NOT EXISTS inventory_1_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    toDateTime64(0, 3, 'UTC') AS last_received_at,
    toDateTime64(0, 3, 'UTC') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_inventory_1 AS landing
GROUP BY kafka_topic, kafka_partition;
