-- Observations of radios (Device.WiFi.Radio.{i}.), one row per radio and report.
-- Key: what was observed, when, and in which event. sort_at is the time as reported (1970 without one), a function of the event: a report sent
-- twice has one key even where its observed_at is the time it came (architecture section 3), and two reports never share one.
CREATE TABLE IF NOT EXISTS radio_observation_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    radio LowCardinality(String) CODEC(ZSTD(1)),
    band LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    channel Nullable(UInt16) CODEC(ZSTD(1)),
    bandwidth LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    status LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    enabled Nullable(Bool) CODEC(ZSTD(1)),
    transmit_power_percent Nullable(Int16) CODEC(ZSTD(1)),
    noise_dbm Nullable(Int16) CODEC(ZSTD(1)),
    channel_utilization_percent Nullable(Float64) CODEC(ZSTD(1)),
    bytes_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    bytes_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    packets_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    packets_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    errors_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    errors_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
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
ORDER BY (home_id, endpoint_id, radio, sort_at, event_id)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_1_to_radio_observation TO radio_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.radio AS radio,
    row.band AS band,
    accurateCastOrNull(row.channel, 'UInt16') AS channel,
    row.bandwidth AS bandwidth,
    row.status AS status,
    row.enabled AS enabled,
    accurateCastOrNull(row.transmit_power_percent, 'Int16') AS transmit_power_percent,
    accurateCastOrNull(row.noise_dbm, 'Int16') AS noise_dbm,
    row.channel_utilization_percent AS channel_utilization_percent,
    row.bytes_sent_total AS bytes_sent_total,
    row.bytes_received_total AS bytes_received_total,
    row.packets_sent_total AS packets_sent_total,
    row.packets_received_total AS packets_received_total,
    row.errors_sent_total AS errors_sent_total,
    row.errors_received_total AS errors_received_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_1
ARRAY JOIN radios AS row;
