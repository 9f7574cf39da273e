-- Version 2 of the schema of usp.telemetry.v1: interfaces and mesh nodes, counters of a BSS, a station's SNR and time on it.
-- What comes in version 1 goes its old way. First the columns and tables that are new, then the landing table, then the views
-- from there, each as that of version 1 with the new columns.
ALTER TABLE station_observation_store ADD COLUMN IF NOT EXISTS snr_db Nullable(Int16) CODEC(ZSTD(1)) AFTER multiple_retries_total;
ALTER TABLE station_observation_store ADD COLUMN IF NOT EXISTS connected_seconds Nullable(Int64) CODEC(T64, ZSTD(1)) AFTER snr_db;

ALTER TABLE access_point_observation_store ADD COLUMN IF NOT EXISTS bytes_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)) AFTER associated_devices;
ALTER TABLE access_point_observation_store ADD COLUMN IF NOT EXISTS bytes_received_total Nullable(Int64) CODEC(T64, ZSTD(1)) AFTER bytes_sent_total;
ALTER TABLE access_point_observation_store ADD COLUMN IF NOT EXISTS packets_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)) AFTER bytes_received_total;
ALTER TABLE access_point_observation_store ADD COLUMN IF NOT EXISTS packets_received_total Nullable(Int64) CODEC(T64, ZSTD(1)) AFTER packets_sent_total;
ALTER TABLE access_point_observation_store ADD COLUMN IF NOT EXISTS errors_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)) AFTER packets_received_total;
ALTER TABLE access_point_observation_store ADD COLUMN IF NOT EXISTS errors_received_total Nullable(Int64) CODEC(T64, ZSTD(1)) AFTER errors_sent_total;
ALTER TABLE access_point_observation_store ADD COLUMN IF NOT EXISTS retransmissions_total Nullable(Int64) CODEC(T64, ZSTD(1)) AFTER errors_received_total;

-- Observations of IP and Ethernet interfaces (Device.IP.Interface.{i}., Device.Ethernet.Interface.{i}.), one row per interface and report. Key and sort_at as those of the other observations.
CREATE TABLE IF NOT EXISTS interface_observation_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    interface LowCardinality(String) CODEC(ZSTD(1)),
    name LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    status LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    enabled Nullable(Bool) CODEC(ZSTD(1)),
    upstream Nullable(Bool) CODEC(ZSTD(1)),
    bit_rate_mbps Nullable(Int64) CODEC(T64, ZSTD(1)),
    bytes_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    bytes_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    packets_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    packets_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    errors_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    errors_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    discards_sent_total Nullable(Int64) CODEC(T64, ZSTD(1)),
    discards_received_total Nullable(Int64) CODEC(T64, ZSTD(1)),
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
ORDER BY (home_id, endpoint_id, interface, sort_at, event_id)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

-- Observations of the nodes of a home's Wi-Fi mesh (Device.WiFi.DataElements.Network.Device.{i}.), one row per node and report. Key and sort_at as those of the other observations.
CREATE TABLE IF NOT EXISTS mesh_node_observation_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    node_mac String CODEC(ZSTD(1)),
    path String CODEC(ZSTD(1)),
    manufacturer LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    model_name LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    serial_number Nullable(String) CODEC(ZSTD(1)),
    software_version LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    backhaul_node_mac Nullable(String) CODEC(ZSTD(1)),
    backhaul_mac Nullable(String) CODEC(ZSTD(1)),
    backhaul_medium LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    backhaul_rate_mbps Nullable(Int64) CODEC(T64, ZSTD(1)),
    backhaul_downlink_rate_kbps Nullable(Int64) CODEC(T64, ZSTD(1)),
    backhaul_uplink_rate_kbps Nullable(Int64) CODEC(T64, ZSTD(1)),
    backhaul_rssi_dbm Nullable(Int8) CODEC(ZSTD(1)),
    backhaul_rssi_raw Nullable(Int64) CODEC(T64, ZSTD(1)),
    backhaul_rssi_quality Array(LowCardinality(String)) CODEC(ZSTD(1)),
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
ORDER BY (home_id, endpoint_id, node_mac, sort_at, event_id, path)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE TABLE IF NOT EXISTS landing_telemetry_event_2
(
    kafka_topic String,
    kafka_partition Int32,
    kafka_offset Int64,
    kafka_timestamp DateTime64(3, 'UTC'),
    event_id String,
    home_id String,
    endpoint_id String,
    profile_id String,
    kind String,
    source String,
    observed_at DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    time_quality String,
    time_raw Nullable(String),
    msg_id Nullable(String),
    flags Array(String),
    tables Array(String),
    stations Array(Tuple(
        sta_mac String,
        path String,
        access_point String,
        bssid Nullable(String),
        ssid Nullable(String),
        band Nullable(String),
        rssi_dbm Nullable(Int32),
        rssi_raw Nullable(Int64),
        rssi_quality Array(String),
        noise_dbm Nullable(Int32),
        downlink_rate_kbps Nullable(Int64),
        uplink_rate_kbps Nullable(Int64),
        retransmissions_percent Nullable(Int32),
        active Nullable(Bool),
        authenticated Nullable(Bool),
        associated_since Nullable(DateTime64(3, 'UTC')),
        operating_standard Nullable(String),
        bytes_sent_total Nullable(Int64),
        bytes_received_total Nullable(Int64),
        packets_sent_total Nullable(Int64),
        packets_received_total Nullable(Int64),
        errors_sent_total Nullable(Int64),
        errors_received_total Nullable(Int64),
        retransmissions_total Nullable(Int64),
        failed_retransmissions_total Nullable(Int64),
        retries_total Nullable(Int64),
        multiple_retries_total Nullable(Int64),
        snr_db Nullable(Int32),
        connected_seconds Nullable(Int64)
    )),
    hosts Array(Tuple(
        host_mac String,
        path String,
        host_name Nullable(String),
        ip_address Nullable(String),
        ip_addresses Array(String),
        interface_type Nullable(String),
        active Nullable(Bool),
        active_since Nullable(DateTime64(3, 'UTC')),
        layer1_interface Nullable(String),
        layer3_interface Nullable(String),
        associated_device Nullable(String),
        address_source Nullable(String),
        lease_time_remaining_seconds Nullable(Int64),
        bytes_sent_total Nullable(Int64),
        bytes_received_total Nullable(Int64),
        packets_sent_total Nullable(Int64),
        packets_received_total Nullable(Int64)
    )),
    radios Array(Tuple(
        radio String,
        band Nullable(String),
        channel Nullable(Int32),
        bandwidth Nullable(String),
        status Nullable(String),
        enabled Nullable(Bool),
        transmit_power_percent Nullable(Int32),
        noise_dbm Nullable(Int32),
        channel_utilization_percent Nullable(Float64),
        bytes_sent_total Nullable(Int64),
        bytes_received_total Nullable(Int64),
        packets_sent_total Nullable(Int64),
        packets_received_total Nullable(Int64),
        errors_sent_total Nullable(Int64),
        errors_received_total Nullable(Int64)
    )),
    access_points Array(Tuple(
        access_point String,
        ssid_path Nullable(String),
        bssid Nullable(String),
        ssid Nullable(String),
        radio Nullable(String),
        status Nullable(String),
        enabled Nullable(Bool),
        associated_devices Nullable(Int32),
        bytes_sent_total Nullable(Int64),
        bytes_received_total Nullable(Int64),
        packets_sent_total Nullable(Int64),
        packets_received_total Nullable(Int64),
        errors_sent_total Nullable(Int64),
        errors_received_total Nullable(Int64),
        retransmissions_total Nullable(Int64)
    )),
    gateway Array(Tuple(
        manufacturer Nullable(String),
        model_name Nullable(String),
        product_class Nullable(String),
        serial_number Nullable(String),
        hardware_version Nullable(String),
        software_version Nullable(String),
        uptime_seconds Nullable(Int64),
        memory_total_kib Nullable(Int64),
        memory_free_kib Nullable(Int64),
        cpu_usage_percent Nullable(Int32)
    )),
    changes Array(Tuple(
        kind String,
        path String,
        unique_keys Map(String, String)
    )),
    events Array(Tuple(
        path String,
        name String,
        value Nullable(String),
        params Map(String, String),
        error_code Nullable(Int32)
    )),
    tick Tuple(
        bridge_id String,
        period_ms Int32,
        session_expiry_ms Int64,
        farewell Bool
    ),
    interval_ms Nullable(Int64),
    interfaces Array(Tuple(
        interface String,
        name Nullable(String),
        status Nullable(String),
        enabled Nullable(Bool),
        upstream Nullable(Bool),
        bit_rate_mbps Nullable(Int64),
        bytes_sent_total Nullable(Int64),
        bytes_received_total Nullable(Int64),
        packets_sent_total Nullable(Int64),
        packets_received_total Nullable(Int64),
        errors_sent_total Nullable(Int64),
        errors_received_total Nullable(Int64),
        discards_sent_total Nullable(Int64),
        discards_received_total Nullable(Int64)
    )),
    mesh_nodes Array(Tuple(
        node_mac String,
        path String,
        manufacturer Nullable(String),
        model_name Nullable(String),
        serial_number Nullable(String),
        software_version Nullable(String),
        backhaul_node_mac Nullable(String),
        backhaul_mac Nullable(String),
        backhaul_medium Nullable(String),
        backhaul_rate_mbps Nullable(Int64),
        backhaul_downlink_rate_kbps Nullable(Int64),
        backhaul_uplink_rate_kbps Nullable(Int64),
        backhaul_rssi_dbm Nullable(Int32),
        backhaul_rssi_raw Nullable(Int64),
        backhaul_rssi_quality Array(String)
    )),
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again,
    CONSTRAINT observed_at_in_range CHECK observed_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND observed_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC'),
    CONSTRAINT received_at_in_range CHECK received_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND received_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC')
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_telemetry_event TO telemetry_event_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    kind,
    source,
    observed_at,
    received_at,
    time_quality,
    time_raw,
    if(kind = 'report', coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')), toDateTime64(0, 3, 'UTC')) AS sort_at,
    msg_id,
    event_id,
    flags,
    tables,
    interval_ms,
    length(stations) AS stations,
    length(hosts) AS hosts,
    length(radios) AS radios,
    length(access_points) AS access_points,
    length(gateway) AS gateway,
    length(changes) AS changes,
    length(events) AS events,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_2
WHERE kind != 'tick';

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_station_observation TO station_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.sta_mac AS sta_mac,
    row.path AS path,
    row.access_point AS access_point,
    row.bssid AS bssid,
    row.ssid AS ssid,
    row.band AS band,
    accurateCastOrNull(row.rssi_dbm, 'Int8') AS rssi_dbm,
    row.rssi_raw AS rssi_raw,
    row.rssi_quality AS rssi_quality,
    accurateCastOrNull(row.noise_dbm, 'Int16') AS noise_dbm,
    row.downlink_rate_kbps AS downlink_rate_kbps,
    row.uplink_rate_kbps AS uplink_rate_kbps,
    accurateCastOrNull(row.retransmissions_percent, 'UInt8') AS retransmissions_percent,
    row.active AS active,
    row.authenticated AS authenticated,
    row.associated_since AS associated_since,
    row.operating_standard AS operating_standard,
    row.bytes_sent_total AS bytes_sent_total,
    row.bytes_received_total AS bytes_received_total,
    row.packets_sent_total AS packets_sent_total,
    row.packets_received_total AS packets_received_total,
    row.errors_sent_total AS errors_sent_total,
    row.errors_received_total AS errors_received_total,
    row.retransmissions_total AS retransmissions_total,
    row.failed_retransmissions_total AS failed_retransmissions_total,
    row.retries_total AS retries_total,
    row.multiple_retries_total AS multiple_retries_total,
    accurateCastOrNull(row.snr_db, 'Int16') AS snr_db,
    row.connected_seconds AS connected_seconds,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_2
ARRAY JOIN stations AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_host_observation TO host_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.host_mac AS host_mac,
    row.path AS path,
    row.host_name AS host_name,
    row.ip_address AS ip_address,
    row.ip_addresses AS ip_addresses,
    row.interface_type AS interface_type,
    row.active AS active,
    row.active_since AS active_since,
    row.layer1_interface AS layer1_interface,
    row.layer3_interface AS layer3_interface,
    row.associated_device AS associated_device,
    row.address_source AS address_source,
    row.lease_time_remaining_seconds AS lease_time_remaining_seconds,
    row.bytes_sent_total AS bytes_sent_total,
    row.bytes_received_total AS bytes_received_total,
    row.packets_sent_total AS packets_sent_total,
    row.packets_received_total AS packets_received_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_2
ARRAY JOIN hosts AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_radio_observation TO radio_observation_store AS
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
FROM landing_telemetry_event_2
ARRAY JOIN radios AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_access_point_observation TO access_point_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.access_point AS access_point,
    row.ssid_path AS ssid_path,
    row.bssid AS bssid,
    row.ssid AS ssid,
    row.radio AS radio,
    row.status AS status,
    row.enabled AS enabled,
    accurateCastOrNull(row.associated_devices, 'UInt32') AS associated_devices,
    row.bytes_sent_total AS bytes_sent_total,
    row.bytes_received_total AS bytes_received_total,
    row.packets_sent_total AS packets_sent_total,
    row.packets_received_total AS packets_received_total,
    row.errors_sent_total AS errors_sent_total,
    row.errors_received_total AS errors_received_total,
    row.retransmissions_total AS retransmissions_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_2
ARRAY JOIN access_points AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_gateway_observation TO gateway_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.manufacturer AS manufacturer,
    row.model_name AS model_name,
    row.product_class AS product_class,
    row.serial_number AS serial_number,
    row.hardware_version AS hardware_version,
    row.software_version AS software_version,
    row.uptime_seconds AS uptime_seconds,
    row.memory_total_kib AS memory_total_kib,
    row.memory_free_kib AS memory_free_kib,
    accurateCastOrNull(row.cpu_usage_percent, 'UInt8') AS cpu_usage_percent,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_2
ARRAY JOIN gateway AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_events_to_notification TO notification_store AS
SELECT
    home_id,
    endpoint_id,
    observed_at,
    received_at,
    kind,
    row.path AS path,
    row.name AS event_name,
    msg_id,
    row.value AS value,
    row.params AS params,
    map() AS unique_keys,
    row.error_code AS error_code,
    profile_id AS subscription_id,
    source,
    time_quality,
    flags,
    event_id,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_2
ARRAY JOIN events AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_changes_to_notification TO notification_store AS
SELECT
    home_id,
    endpoint_id,
    observed_at,
    received_at,
    -- One Notify creates or deletes; where an event holds both, each row says which.
    if(row.kind = 'created', 'object_creation', 'object_deletion') AS kind,
    row.path AS path,
    '' AS event_name,
    msg_id,
    CAST(NULL AS Nullable(String)) AS value,
    map() AS params,
    row.unique_keys AS unique_keys,
    CAST(NULL AS Nullable(Int32)) AS error_code,
    profile_id AS subscription_id,
    source,
    time_quality,
    flags,
    event_id,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_2
ARRAY JOIN changes AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_tick TO tick_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    tick.bridge_id AS bridge_id,
    received_at AS ticked_at,
    tick.session_expiry_ms AS session_expiry_ms,
    tick.farewell AS farewell,
    kafka_offset
FROM landing_telemetry_event_2
WHERE kind = 'tick';

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    maxIf(observed_at, kind != 'tick') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_telemetry_event_2 AS landing
GROUP BY kafka_topic, kafka_partition;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_interface_observation TO interface_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.interface AS interface,
    row.name AS name,
    row.status AS status,
    row.enabled AS enabled,
    row.upstream AS upstream,
    row.bit_rate_mbps AS bit_rate_mbps,
    row.bytes_sent_total AS bytes_sent_total,
    row.bytes_received_total AS bytes_received_total,
    row.packets_sent_total AS packets_sent_total,
    row.packets_received_total AS packets_received_total,
    row.errors_sent_total AS errors_sent_total,
    row.errors_received_total AS errors_received_total,
    row.discards_sent_total AS discards_sent_total,
    row.discards_received_total AS discards_received_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_2
ARRAY JOIN interfaces AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_2_to_mesh_node_observation TO mesh_node_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    row.node_mac AS node_mac,
    row.path AS path,
    row.manufacturer AS manufacturer,
    row.model_name AS model_name,
    row.serial_number AS serial_number,
    row.software_version AS software_version,
    row.backhaul_node_mac AS backhaul_node_mac,
    row.backhaul_mac AS backhaul_mac,
    row.backhaul_medium AS backhaul_medium,
    row.backhaul_rate_mbps AS backhaul_rate_mbps,
    row.backhaul_downlink_rate_kbps AS backhaul_downlink_rate_kbps,
    row.backhaul_uplink_rate_kbps AS backhaul_uplink_rate_kbps,
    accurateCastOrNull(row.backhaul_rssi_dbm, 'Int8') AS backhaul_rssi_dbm,
    row.backhaul_rssi_raw AS backhaul_rssi_raw,
    row.backhaul_rssi_quality AS backhaul_rssi_quality,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_2
ARRAY JOIN mesh_nodes AS row;
