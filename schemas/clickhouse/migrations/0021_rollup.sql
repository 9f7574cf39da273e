-- Rollups: what homes did in a quarter of an hour, an hour and a day (UTC), recounted from the newest revision of their windows by
-- `usp-telemetry rollup`; how, and why nothing is counted twice, is in processors/rollup/README.md.
--
-- One row per home and bucket, with one element of `rows` per subject in it: a recount replaces the whole bucket, so a station or a model
-- that a late revision took away is gone without a trace, as in home_window_store.
-- - source_version is the sum of the row_versions of the windows counted. It rises with every window and every revision that comes in, so
--   of two recounts, whoever made them and in whatever order they are stored, the one that knew more is kept. 128 bits: a day of
--   one-second windows of a high log generation sums past 64.
-- - Sorting key: a home's buckets lie together, as its windows do: one home's history is one range, and neighbors are alike (compression).
-- - Partitions: months of quarters and hours, years of days: a question about last week reads one or two. Both follow from the sorting
--   key, so all versions of a row are in one partition.
-- - Codecs: Delta for the time, which goes in equal steps, else ZSTD(1): higher levels cost every merge more CPU than their few percent are worth.
-- - TTL goes by computed_at, not by the bucket: what is recounted from a replay of old data must not vanish at once. Quarters
--   of an hour last 100 days (a season's shape), hours 400 (last year's same week), days five years (growth). Whole parts are dropped.

-- Per quarter hour and element: a home: its windows summed, the greatest of its peaks, and how many windows had how many stations and hosts at once.
CREATE TABLE IF NOT EXISTS home_quarter_hour_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.expected` Array(UInt64) CODEC(ZSTD(1)),
    `rows.received` Array(UInt64) CODEC(ZSTD(1)),
    `rows.covered` Array(UInt64) CODEC(ZSTD(1)),
    `rows.late` Array(UInt64) CODEC(ZSTD(1)),
    `rows.duplicate` Array(UInt64) CODEC(ZSTD(1)),
    `rows.joins` Array(UInt64) CODEC(ZSTD(1)),
    `rows.leaves` Array(UInt64) CODEC(ZSTD(1)),
    `rows.roams` Array(UInt64) CODEC(ZSTD(1)),
    `rows.flaps` Array(UInt64) CODEC(ZSTD(1)),
    `rows.ping_pongs` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rotations` Array(UInt64) CODEC(ZSTD(1)),
    `rows.host_joins` Array(UInt64) CODEC(ZSTD(1)),
    `rows.host_leaves` Array(UInt64) CODEC(ZSTD(1)),
    `rows.stations_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.hosts_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.wired_hosts_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.stations_bins` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.stations_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.hosts_bins` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.hosts_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retransmissions` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retry_packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYYYYMM(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 100 DAY
SETTINGS ttl_only_drop_parts = 1;

-- Per hour and element: a home: its windows summed, the greatest of its peaks, and how many windows had how many stations and hosts at once.
CREATE TABLE IF NOT EXISTS home_hour_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.expected` Array(UInt64) CODEC(ZSTD(1)),
    `rows.received` Array(UInt64) CODEC(ZSTD(1)),
    `rows.covered` Array(UInt64) CODEC(ZSTD(1)),
    `rows.late` Array(UInt64) CODEC(ZSTD(1)),
    `rows.duplicate` Array(UInt64) CODEC(ZSTD(1)),
    `rows.joins` Array(UInt64) CODEC(ZSTD(1)),
    `rows.leaves` Array(UInt64) CODEC(ZSTD(1)),
    `rows.roams` Array(UInt64) CODEC(ZSTD(1)),
    `rows.flaps` Array(UInt64) CODEC(ZSTD(1)),
    `rows.ping_pongs` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rotations` Array(UInt64) CODEC(ZSTD(1)),
    `rows.host_joins` Array(UInt64) CODEC(ZSTD(1)),
    `rows.host_leaves` Array(UInt64) CODEC(ZSTD(1)),
    `rows.stations_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.hosts_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.wired_hosts_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.stations_bins` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.stations_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.hosts_bins` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.hosts_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retransmissions` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retry_packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYYYYMM(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1;

-- Per day and element: a home: its windows summed, the greatest of its peaks, and how many windows had how many stations and hosts at once.
CREATE TABLE IF NOT EXISTS home_day_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.expected` Array(UInt64) CODEC(ZSTD(1)),
    `rows.received` Array(UInt64) CODEC(ZSTD(1)),
    `rows.covered` Array(UInt64) CODEC(ZSTD(1)),
    `rows.late` Array(UInt64) CODEC(ZSTD(1)),
    `rows.duplicate` Array(UInt64) CODEC(ZSTD(1)),
    `rows.joins` Array(UInt64) CODEC(ZSTD(1)),
    `rows.leaves` Array(UInt64) CODEC(ZSTD(1)),
    `rows.roams` Array(UInt64) CODEC(ZSTD(1)),
    `rows.flaps` Array(UInt64) CODEC(ZSTD(1)),
    `rows.ping_pongs` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rotations` Array(UInt64) CODEC(ZSTD(1)),
    `rows.host_joins` Array(UInt64) CODEC(ZSTD(1)),
    `rows.host_leaves` Array(UInt64) CODEC(ZSTD(1)),
    `rows.stations_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.hosts_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.wired_hosts_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.stations_bins` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.stations_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.hosts_bins` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.hosts_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retransmissions` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retry_packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYear(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 5 YEAR
SETTINGS ttl_only_drop_parts = 1;

-- Per quarter hour and element: a band of a home: what its stations on it did.
CREATE TABLE IF NOT EXISTS band_quarter_hour_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.band` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.stations` Array(UInt32) CODEC(ZSTD(1)),
    `rows.station_windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.associated_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1)),
    `rows.traffic_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retransmissions` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retry_packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.downlink_rate_samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.downlink_rate_sum_kbps` Array(Float64) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYYYYMM(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 100 DAY
SETTINGS ttl_only_drop_parts = 1;

-- Per hour and element: a band of a home: what its stations on it did.
CREATE TABLE IF NOT EXISTS band_hour_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.band` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.stations` Array(UInt32) CODEC(ZSTD(1)),
    `rows.station_windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.associated_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1)),
    `rows.traffic_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retransmissions` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retry_packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.downlink_rate_samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.downlink_rate_sum_kbps` Array(Float64) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYYYYMM(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1;

-- Per day and element: a band of a home: what its stations on it did.
CREATE TABLE IF NOT EXISTS band_day_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.band` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.stations` Array(UInt32) CODEC(ZSTD(1)),
    `rows.station_windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.associated_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1)),
    `rows.traffic_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retransmissions` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retry_packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.downlink_rate_samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.downlink_rate_sum_kbps` Array(Float64) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYear(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 5 YEAR
SETTINGS ttl_only_drop_parts = 1;

-- Per quarter hour and element: a radio of a home.
CREATE TABLE IF NOT EXISTS radio_quarter_hour_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.endpoint_id` Array(String) CODEC(ZSTD(1)),
    `rows.radio` Array(String) CODEC(ZSTD(1)),
    `rows.band` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.channel` Array(Nullable(Int32)) CODEC(ZSTD(1)),
    `rows.samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.stations_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1)),
    `rows.utilization_windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.utilization_sum_percent` Array(Float64) CODEC(ZSTD(1)),
    `rows.channel_utilization_max_percent` Array(Nullable(Int32)) CODEC(ZSTD(1)),
    `rows.utilization_bins` Array(Array(UInt8)) CODEC(ZSTD(1)),
    `rows.utilization_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.noise_samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.noise_sum_dbm` Array(Float64) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYYYYMM(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 100 DAY
SETTINGS ttl_only_drop_parts = 1;

-- Per hour and element: a radio of a home.
CREATE TABLE IF NOT EXISTS radio_hour_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.endpoint_id` Array(String) CODEC(ZSTD(1)),
    `rows.radio` Array(String) CODEC(ZSTD(1)),
    `rows.band` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.channel` Array(Nullable(Int32)) CODEC(ZSTD(1)),
    `rows.samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.stations_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1)),
    `rows.utilization_windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.utilization_sum_percent` Array(Float64) CODEC(ZSTD(1)),
    `rows.channel_utilization_max_percent` Array(Nullable(Int32)) CODEC(ZSTD(1)),
    `rows.utilization_bins` Array(Array(UInt8)) CODEC(ZSTD(1)),
    `rows.utilization_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.noise_samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.noise_sum_dbm` Array(Float64) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYYYYMM(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1;

-- Per day and element: a radio of a home.
CREATE TABLE IF NOT EXISTS radio_day_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.endpoint_id` Array(String) CODEC(ZSTD(1)),
    `rows.radio` Array(String) CODEC(ZSTD(1)),
    `rows.band` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.channel` Array(Nullable(Int32)) CODEC(ZSTD(1)),
    `rows.samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.stations_peak` Array(UInt32) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1)),
    `rows.utilization_windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.utilization_sum_percent` Array(Float64) CODEC(ZSTD(1)),
    `rows.channel_utilization_max_percent` Array(Nullable(Int32)) CODEC(ZSTD(1)),
    `rows.utilization_bins` Array(Array(UInt8)) CODEC(ZSTD(1)),
    `rows.utilization_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.noise_samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.noise_sum_dbm` Array(Float64) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYear(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 5 YEAR
SETTINGS ttl_only_drop_parts = 1;

-- Per hour and element: a station of a home on a band.
CREATE TABLE IF NOT EXISTS station_hour_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.endpoint_id` Array(String) CODEC(ZSTD(1)),
    `rows.sta_mac` Array(String) CODEC(ZSTD(1)),
    `rows.band` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.associated_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1)),
    `rows.traffic_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retransmissions` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retry_packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.downlink_rate_samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.downlink_rate_sum_kbps` Array(Float64) CODEC(ZSTD(1)),
    `rows.best_other_windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.best_other_better_windows` Array(UInt32) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYYYYMM(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1;

-- Per day and element: a station of a home on a band.
CREATE TABLE IF NOT EXISTS station_day_store
(
    home_id String CODEC(ZSTD(1)),
    bucket_start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    source_version UInt128 CODEC(ZSTD(1)),
    computed_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    `rows.model_name` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.software_version` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.endpoint_id` Array(String) CODEC(ZSTD(1)),
    `rows.sta_mac` Array(String) CODEC(ZSTD(1)),
    `rows.band` Array(LowCardinality(Nullable(String))) CODEC(ZSTD(1)),
    `rows.windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.associated_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_count` Array(UInt64) CODEC(ZSTD(1)),
    `rows.rssi_bins` Array(Array(Int8)) CODEC(ZSTD(1)),
    `rows.rssi_counts` Array(Array(UInt32)) CODEC(ZSTD(1)),
    `rows.rssi_out_of_range` Array(UInt64) CODEC(ZSTD(1)),
    `rows.traffic_ms` Array(UInt64) CODEC(ZSTD(1)),
    `rows.bytes_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.bytes_received` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retransmissions` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.retry_packets_sent` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
    `rows.downlink_rate_samples` Array(UInt64) CODEC(ZSTD(1)),
    `rows.downlink_rate_sum_kbps` Array(Float64) CODEC(ZSTD(1)),
    `rows.best_other_windows` Array(UInt32) CODEC(ZSTD(1)),
    `rows.best_other_better_windows` Array(UInt32) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(source_version)
PARTITION BY toYear(bucket_start)
ORDER BY (home_id, bucket_start)
TTL computed_at + INTERVAL 5 YEAR
SETTINGS ttl_only_drop_parts = 1;

-- Which hours of which homes must be recounted: those whose newest change is not older than the newest recount that began long enough after it
-- (an insert shows its change before its windows are there, so a recount that begins too soon may miss them). Both columns keep the greatest.
-- The rollup takes away what it has recounted a day later. No TTL: it looks at rows before they are merged, would take a recount away
-- alone, and so leave its change pending.
CREATE TABLE IF NOT EXISTS home_hour_change_store
(
    home_id String CODEC(ZSTD(1)),
    hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
    changed_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1)),
    -- When the recount began that is told here.
    computed_from SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1))
)
ENGINE = AggregatingMergeTree
ORDER BY (home_id, hour);

CREATE MATERIALIZED VIEW IF NOT EXISTS home_window_to_home_hour_change TO home_hour_change_store AS
SELECT
    home_id,
    toStartOfHour(window_start) AS hour,
    now64(3, 'UTC') AS changed_at
FROM home_window_store
GROUP BY home_id, hour;

-- Windows that were there before: every hour is to be counted.
INSERT INTO home_hour_change_store (home_id, hour, changed_at)
SELECT
    home_id,
    toStartOfHour(window_start) AS hour,
    now64(3, 'UTC') AS changed_at
FROM home_window_store
GROUP BY home_id, hour;

-- What the gateway of each home last said it is, of all windows: the later window's word, of one window the newer revision's.
CREATE TABLE IF NOT EXISTS home_gateway_store
(
    home_id String CODEC(ZSTD(1)),
    model_name AggregateFunction(argMax, Nullable(String), Tuple(DateTime64(3, 'UTC'), Int64)),
    software_version AggregateFunction(argMax, Nullable(String), Tuple(DateTime64(3, 'UTC'), Int64)),
    last_window_start SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY home_id;

CREATE MATERIALIZED VIEW IF NOT EXISTS home_window_to_home_gateway TO home_gateway_store AS
SELECT
    home_id,
    argMaxState(CAST(model_name, 'Nullable(String)'), (window_start, row_version)) AS model_name,
    argMaxState(CAST(software_version, 'Nullable(String)'), (window_start, row_version)) AS software_version,
    max(window_start) AS last_window_start
FROM home_window_store AS stored
GROUP BY home_id;

INSERT INTO home_gateway_store (home_id, model_name, software_version, last_window_start)
SELECT
    home_id,
    argMaxState(CAST(model_name, 'Nullable(String)'), (window_start, row_version)),
    argMaxState(CAST(software_version, 'Nullable(String)'), (window_start, row_version)),
    max(window_start)
FROM home_window_store
GROUP BY home_id;
