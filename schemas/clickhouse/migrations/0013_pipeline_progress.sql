-- How far each partition of each topic is in the tables. The views of one insert are not written together: right after a
-- failed insert this can be ahead of the other tables, until the sink has repeated it.
CREATE TABLE IF NOT EXISTS pipeline_progress_store
(
    topic LowCardinality(String),
    partition Int32,
    last_offset SimpleAggregateFunction(max, Int64),
    last_kafka_timestamp SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    -- 1970 where the topic's records have no such time.
    last_received_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    last_observed_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    last_inserted_at SimpleAggregateFunction(max, DateTime('UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY (topic, partition);

-- The newest tick of each bridge in each partition: whatever the bridge received before it is in Kafka before it.
CREATE TABLE IF NOT EXISTS tick_store
(
    topic LowCardinality(String),
    partition Int32,
    bridge_id String,
    ticked_at DateTime64(3, 'UTC'),
    session_expiry_ms Int64,
    farewell Bool,
    kafka_offset Int64
)
ENGINE = ReplacingMergeTree(kafka_offset)
ORDER BY (topic, partition, bridge_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_to_tick TO tick_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    tick.bridge_id AS bridge_id,
    received_at AS ticked_at,
    tick.session_expiry_ms AS session_expiry_ms,
    tick.farewell AS farewell,
    kafka_offset
FROM landing_telemetry_event_1
WHERE kind = 'tick';

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    maxIf(observed_at, kind != 'tick') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_telemetry_event_1 AS landing
GROUP BY kafka_topic, kafka_partition;

CREATE MATERIALIZED VIEW IF NOT EXISTS parameter_event_1_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    max(observed_at) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_parameter_event_1 AS landing
GROUP BY kafka_topic, kafka_partition;

CREATE MATERIALIZED VIEW IF NOT EXISTS home_window_1_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    toDateTime64(0, 3, 'UTC') AS last_received_at,
    max(window_start + toIntervalMillisecond(window_ms)) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_home_window_1 AS landing
GROUP BY kafka_topic, kafka_partition;

CREATE MATERIALIZED VIEW IF NOT EXISTS association_change_1_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    max(observed_at) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_association_change_1 AS landing
GROUP BY kafka_topic, kafka_partition;

CREATE MATERIALIZED VIEW IF NOT EXISTS dead_letter_1_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    toDateTime64(0, 3, 'UTC') AS last_received_at,
    toDateTime64(0, 3, 'UTC') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_dead_letter_1 AS landing
GROUP BY kafka_topic, kafka_partition;
