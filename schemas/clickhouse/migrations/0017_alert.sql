-- Where records of usp.alert.v1 in version 1 of their schema are inserted.
CREATE TABLE IF NOT EXISTS landing_alert_1
(
    kafka_topic String,
    kafka_partition Int32,
    kafka_offset Int64,
    kafka_timestamp DateTime64(3, 'UTC'),
    episode_id String,
    sequence Int32,
    candidate_sequence Int32,
    fingerprint String,
    state String,
    alert_class String,
    rule Nullable(String),
    severity String,
    subject_kind String,
    subject String,
    home_id String,
    endpoint_id Nullable(String),
    raised_at DateTime64(3, 'UTC'),
    changed_at DateTime64(3, 'UTC'),
    cleared_at Nullable(DateTime64(3, 'UTC')),
    received_at DateTime64(3, 'UTC'),
    summary String,
    value Nullable(Float64),
    threshold Nullable(Float64),
    baseline Nullable(Float64),
    unit Nullable(String),
    coverage Nullable(Float64),
    evidence Map(String, Float64),
    labels Map(String, String),
    parent_episode_id Nullable(String),
    children Int32,
    row_version Int64,
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again,
    CONSTRAINT raised_at_in_range CHECK raised_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND raised_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC'),
    CONSTRAINT changed_at_in_range CHECK changed_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND changed_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC'),
    CONSTRAINT received_at_in_range CHECK received_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND received_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC')
)
ENGINE = Null;

-- Every transition of every alert. Key: which episode, and its how manieth transition.
CREATE TABLE IF NOT EXISTS alert_store
(
    episode_id String CODEC(ZSTD(1)),
    sequence Int32 CODEC(T64, ZSTD(1)),
    candidate_sequence Int32 CODEC(T64, ZSTD(1)),
    fingerprint String CODEC(ZSTD(1)),
    state LowCardinality(String) CODEC(ZSTD(1)),
    alert_class LowCardinality(String) CODEC(ZSTD(1)),
    rule LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    severity LowCardinality(String) CODEC(ZSTD(1)),
    subject_kind LowCardinality(String) CODEC(ZSTD(1)),
    subject String CODEC(ZSTD(1)),
    home_id String CODEC(ZSTD(1)),
    endpoint_id Nullable(String) CODEC(ZSTD(1)),
    raised_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    changed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    cleared_at Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    summary String CODEC(ZSTD(1)),
    value Nullable(Float64) CODEC(ZSTD(1)),
    threshold Nullable(Float64) CODEC(ZSTD(1)),
    baseline Nullable(Float64) CODEC(ZSTD(1)),
    unit LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    coverage Nullable(Float64) CODEC(ZSTD(1)),
    evidence Map(LowCardinality(String), Float64) CODEC(ZSTD(1)),
    labels Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    parent_episode_id Nullable(String) CODEC(ZSTD(1)),
    children Int32 CODEC(T64, ZSTD(1)),
    row_version Int64 CODEC(T64, ZSTD(1)),
    kafka_topic LowCardinality(String) CODEC(ZSTD(1)),
    kafka_partition Int32 CODEC(ZSTD(1)),
    kafka_offset Int64 CODEC(Delta, ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(row_version)
PARTITION BY toYYYYMM(raised_at)
ORDER BY (home_id, alert_class, episode_id, raised_at, sequence)
TTL inserted_at + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS alert_1_to_alert TO alert_store AS
SELECT
    episode_id,
    sequence,
    candidate_sequence,
    fingerprint,
    state,
    alert_class,
    rule,
    severity,
    subject_kind,
    subject,
    home_id,
    endpoint_id,
    raised_at,
    changed_at,
    cleared_at,
    received_at,
    summary,
    value,
    threshold,
    baseline,
    unit,
    coverage,
    evidence,
    labels,
    parent_episode_id,
    children,
    row_version,
    kafka_topic,
    kafka_partition,
    kafka_offset
FROM landing_alert_1;

CREATE MATERIALIZED VIEW IF NOT EXISTS alert_1_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    max(changed_at) AS last_observed_at,
    now() AS last_inserted_at
FROM landing_alert_1 AS landing
GROUP BY kafka_topic, kafka_partition;
