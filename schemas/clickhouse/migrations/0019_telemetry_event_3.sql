-- Version 3 of the schema of usp.telemetry.v1: what radios hear of stations that are not theirs, and of other BSSs. What comes in
-- an older version goes its old way. First the new tables, then the landing table, then the views from there, each as that of
-- version 2 (0014, in the words of 0018).
-- What a radio hears of a station that is not associated there (UnassociatedSTA of DataElements), one row per station, radio and report. Key and sort_at as those of the other observations.
CREATE TABLE IF NOT EXISTS heard_station_observation_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sta_mac String CODEC(ZSTD(1)),
    path String CODEC(ZSTD(1)),
    radio LowCardinality(String) CODEC(ZSTD(1)),
    rssi_dbm Nullable(Int8) CODEC(ZSTD(1)),
    rssi_raw Nullable(Int64) CODEC(T64, ZSTD(1)),
    rssi_quality Array(LowCardinality(String)) CODEC(ZSTD(1)),
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
ORDER BY (home_id, endpoint_id, sta_mac, radio, sort_at, event_id, path)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

-- What a radio hears of another BSS (NeighboringWiFiDiagnostic, NeighborBSS of DataElements), one row per BSS and report. Key and sort_at as those of the other observations.
CREATE TABLE IF NOT EXISTS heard_bss_observation_store
(
    home_id String CODEC(ZSTD(1)),
    endpoint_id String CODEC(ZSTD(1)),
    profile_id LowCardinality(String) CODEC(ZSTD(1)),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    sort_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    bssid String CODEC(ZSTD(1)),
    path String CODEC(ZSTD(1)),
    radio LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    ssid Nullable(String) CODEC(ZSTD(1)),
    band LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    channel Nullable(UInt16) CODEC(ZSTD(1)),
    bandwidth LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    rssi_dbm Nullable(Int8) CODEC(ZSTD(1)),
    rssi_raw Nullable(Int64) CODEC(T64, ZSTD(1)),
    rssi_quality Array(LowCardinality(String)) CODEC(ZSTD(1)),
    channel_utilization_percent Nullable(Float64) CODEC(ZSTD(1)),
    stations Nullable(Int64) CODEC(T64, ZSTD(1)),
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
ORDER BY (home_id, endpoint_id, bssid, sort_at, event_id, path)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE TABLE IF NOT EXISTS landing_telemetry_event_3
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
    heard_stations Array(Tuple(
        sta_mac String,
        path String,
        radio String,
        rssi_dbm Nullable(Int32),
        rssi_raw Nullable(Int64),
        rssi_quality Array(String)
    )),
    heard_bsses Array(Tuple(
        bssid String,
        path String,
        radio Nullable(String),
        ssid Nullable(String),
        band Nullable(String),
        channel Nullable(Int32),
        bandwidth Nullable(String),
        rssi_dbm Nullable(Int32),
        rssi_raw Nullable(Int64),
        rssi_quality Array(String),
        channel_utilization_percent Nullable(Float64),
        stations Nullable(Int64)
    )),
    kafka_offset_again Int64,
    -- The field after the record's bytes must be the one before them: a body longer or shorter than its schema says fails.
    CONSTRAINT whole CHECK kafka_offset = kafka_offset_again,
    CONSTRAINT observed_at_in_range CHECK observed_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND observed_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC'),
    CONSTRAINT received_at_in_range CHECK received_at >= toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AND received_at < toDateTime64('2100-01-01 00:00:00', 3, 'UTC')
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_telemetry_event TO telemetry_event_store AS
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
FROM landing_telemetry_event_3
WHERE kind != 'tick';

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_station_observation TO station_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    tupleElement(row, 'sta_mac') AS sta_mac,
    tupleElement(row, 'path') AS path,
    tupleElement(row, 'access_point') AS access_point,
    tupleElement(row, 'bssid') AS bssid,
    tupleElement(row, 'ssid') AS ssid,
    tupleElement(row, 'band') AS band,
    accurateCastOrNull(tupleElement(row, 'rssi_dbm'), 'Int8') AS rssi_dbm,
    tupleElement(row, 'rssi_raw') AS rssi_raw,
    tupleElement(row, 'rssi_quality') AS rssi_quality,
    accurateCastOrNull(tupleElement(row, 'noise_dbm'), 'Int16') AS noise_dbm,
    tupleElement(row, 'downlink_rate_kbps') AS downlink_rate_kbps,
    tupleElement(row, 'uplink_rate_kbps') AS uplink_rate_kbps,
    accurateCastOrNull(tupleElement(row, 'retransmissions_percent'), 'UInt8') AS retransmissions_percent,
    tupleElement(row, 'active') AS active,
    tupleElement(row, 'authenticated') AS authenticated,
    tupleElement(row, 'associated_since') AS associated_since,
    tupleElement(row, 'operating_standard') AS operating_standard,
    tupleElement(row, 'bytes_sent_total') AS bytes_sent_total,
    tupleElement(row, 'bytes_received_total') AS bytes_received_total,
    tupleElement(row, 'packets_sent_total') AS packets_sent_total,
    tupleElement(row, 'packets_received_total') AS packets_received_total,
    tupleElement(row, 'errors_sent_total') AS errors_sent_total,
    tupleElement(row, 'errors_received_total') AS errors_received_total,
    tupleElement(row, 'retransmissions_total') AS retransmissions_total,
    tupleElement(row, 'failed_retransmissions_total') AS failed_retransmissions_total,
    tupleElement(row, 'retries_total') AS retries_total,
    tupleElement(row, 'multiple_retries_total') AS multiple_retries_total,
    accurateCastOrNull(tupleElement(row, 'snr_db'), 'Int16') AS snr_db,
    tupleElement(row, 'connected_seconds') AS connected_seconds,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN stations AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_host_observation TO host_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    tupleElement(row, 'host_mac') AS host_mac,
    tupleElement(row, 'path') AS path,
    tupleElement(row, 'host_name') AS host_name,
    tupleElement(row, 'ip_address') AS ip_address,
    tupleElement(row, 'ip_addresses') AS ip_addresses,
    tupleElement(row, 'interface_type') AS interface_type,
    tupleElement(row, 'active') AS active,
    tupleElement(row, 'active_since') AS active_since,
    tupleElement(row, 'layer1_interface') AS layer1_interface,
    tupleElement(row, 'layer3_interface') AS layer3_interface,
    tupleElement(row, 'associated_device') AS associated_device,
    tupleElement(row, 'address_source') AS address_source,
    tupleElement(row, 'lease_time_remaining_seconds') AS lease_time_remaining_seconds,
    tupleElement(row, 'bytes_sent_total') AS bytes_sent_total,
    tupleElement(row, 'bytes_received_total') AS bytes_received_total,
    tupleElement(row, 'packets_sent_total') AS packets_sent_total,
    tupleElement(row, 'packets_received_total') AS packets_received_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN hosts AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_radio_observation TO radio_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    tupleElement(row, 'radio') AS radio,
    tupleElement(row, 'band') AS band,
    accurateCastOrNull(tupleElement(row, 'channel'), 'UInt16') AS channel,
    tupleElement(row, 'bandwidth') AS bandwidth,
    tupleElement(row, 'status') AS status,
    tupleElement(row, 'enabled') AS enabled,
    accurateCastOrNull(tupleElement(row, 'transmit_power_percent'), 'Int16') AS transmit_power_percent,
    accurateCastOrNull(tupleElement(row, 'noise_dbm'), 'Int16') AS noise_dbm,
    tupleElement(row, 'channel_utilization_percent') AS channel_utilization_percent,
    tupleElement(row, 'bytes_sent_total') AS bytes_sent_total,
    tupleElement(row, 'bytes_received_total') AS bytes_received_total,
    tupleElement(row, 'packets_sent_total') AS packets_sent_total,
    tupleElement(row, 'packets_received_total') AS packets_received_total,
    tupleElement(row, 'errors_sent_total') AS errors_sent_total,
    tupleElement(row, 'errors_received_total') AS errors_received_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN radios AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_access_point_observation TO access_point_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    tupleElement(row, 'access_point') AS access_point,
    tupleElement(row, 'ssid_path') AS ssid_path,
    tupleElement(row, 'bssid') AS bssid,
    tupleElement(row, 'ssid') AS ssid,
    tupleElement(row, 'radio') AS radio,
    tupleElement(row, 'status') AS status,
    tupleElement(row, 'enabled') AS enabled,
    accurateCastOrNull(tupleElement(row, 'associated_devices'), 'UInt32') AS associated_devices,
    tupleElement(row, 'bytes_sent_total') AS bytes_sent_total,
    tupleElement(row, 'bytes_received_total') AS bytes_received_total,
    tupleElement(row, 'packets_sent_total') AS packets_sent_total,
    tupleElement(row, 'packets_received_total') AS packets_received_total,
    tupleElement(row, 'errors_sent_total') AS errors_sent_total,
    tupleElement(row, 'errors_received_total') AS errors_received_total,
    tupleElement(row, 'retransmissions_total') AS retransmissions_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN access_points AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_gateway_observation TO gateway_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    tupleElement(row, 'manufacturer') AS manufacturer,
    tupleElement(row, 'model_name') AS model_name,
    tupleElement(row, 'product_class') AS product_class,
    tupleElement(row, 'serial_number') AS serial_number,
    tupleElement(row, 'hardware_version') AS hardware_version,
    tupleElement(row, 'software_version') AS software_version,
    tupleElement(row, 'uptime_seconds') AS uptime_seconds,
    tupleElement(row, 'memory_total_kib') AS memory_total_kib,
    tupleElement(row, 'memory_free_kib') AS memory_free_kib,
    accurateCastOrNull(tupleElement(row, 'cpu_usage_percent'), 'UInt8') AS cpu_usage_percent,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN gateway AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_events_to_notification TO notification_store AS
SELECT
    home_id,
    endpoint_id,
    observed_at,
    received_at,
    kind,
    tupleElement(row, 'path') AS path,
    tupleElement(row, 'name') AS event_name,
    msg_id,
    tupleElement(row, 'value') AS value,
    tupleElement(row, 'params') AS params,
    map() AS unique_keys,
    tupleElement(row, 'error_code') AS error_code,
    profile_id AS subscription_id,
    source,
    time_quality,
    flags,
    event_id,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN events AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_changes_to_notification TO notification_store AS
SELECT
    home_id,
    endpoint_id,
    observed_at,
    received_at,
    -- One Notify creates or deletes; where an event holds both, each row says which.
    if(tupleElement(row, 'kind') = 'created', 'object_creation', 'object_deletion') AS kind,
    tupleElement(row, 'path') AS path,
    '' AS event_name,
    msg_id,
    CAST(NULL AS Nullable(String)) AS value,
    map() AS params,
    tupleElement(row, 'unique_keys') AS unique_keys,
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
FROM landing_telemetry_event_3
ARRAY JOIN changes AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_tick TO tick_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    tick.bridge_id AS bridge_id,
    received_at AS ticked_at,
    tick.session_expiry_ms AS session_expiry_ms,
    tick.farewell AS farewell,
    kafka_offset
FROM landing_telemetry_event_3
WHERE kind = 'tick';

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_pipeline_progress TO pipeline_progress_store AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    max(kafka_offset) AS last_offset,
    max(landing.kafka_timestamp) AS last_kafka_timestamp,
    max(received_at) AS last_received_at,
    maxIf(observed_at, kind != 'tick') AS last_observed_at,
    now() AS last_inserted_at
FROM landing_telemetry_event_3 AS landing
GROUP BY kafka_topic, kafka_partition;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_interface_observation TO interface_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    tupleElement(row, 'interface') AS interface,
    tupleElement(row, 'name') AS name,
    tupleElement(row, 'status') AS status,
    tupleElement(row, 'enabled') AS enabled,
    tupleElement(row, 'upstream') AS upstream,
    tupleElement(row, 'bit_rate_mbps') AS bit_rate_mbps,
    tupleElement(row, 'bytes_sent_total') AS bytes_sent_total,
    tupleElement(row, 'bytes_received_total') AS bytes_received_total,
    tupleElement(row, 'packets_sent_total') AS packets_sent_total,
    tupleElement(row, 'packets_received_total') AS packets_received_total,
    tupleElement(row, 'errors_sent_total') AS errors_sent_total,
    tupleElement(row, 'errors_received_total') AS errors_received_total,
    tupleElement(row, 'discards_sent_total') AS discards_sent_total,
    tupleElement(row, 'discards_received_total') AS discards_received_total,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN interfaces AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_mesh_node_observation TO mesh_node_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    tupleElement(row, 'node_mac') AS node_mac,
    tupleElement(row, 'path') AS path,
    tupleElement(row, 'manufacturer') AS manufacturer,
    tupleElement(row, 'model_name') AS model_name,
    tupleElement(row, 'serial_number') AS serial_number,
    tupleElement(row, 'software_version') AS software_version,
    tupleElement(row, 'backhaul_node_mac') AS backhaul_node_mac,
    tupleElement(row, 'backhaul_mac') AS backhaul_mac,
    tupleElement(row, 'backhaul_medium') AS backhaul_medium,
    tupleElement(row, 'backhaul_rate_mbps') AS backhaul_rate_mbps,
    tupleElement(row, 'backhaul_downlink_rate_kbps') AS backhaul_downlink_rate_kbps,
    tupleElement(row, 'backhaul_uplink_rate_kbps') AS backhaul_uplink_rate_kbps,
    accurateCastOrNull(tupleElement(row, 'backhaul_rssi_dbm'), 'Int8') AS backhaul_rssi_dbm,
    tupleElement(row, 'backhaul_rssi_raw') AS backhaul_rssi_raw,
    tupleElement(row, 'backhaul_rssi_quality') AS backhaul_rssi_quality,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN mesh_nodes AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_heard_station_observation TO heard_station_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    tupleElement(row, 'sta_mac') AS sta_mac,
    tupleElement(row, 'path') AS path,
    tupleElement(row, 'radio') AS radio,
    accurateCastOrNull(tupleElement(row, 'rssi_dbm'), 'Int8') AS rssi_dbm,
    tupleElement(row, 'rssi_raw') AS rssi_raw,
    tupleElement(row, 'rssi_quality') AS rssi_quality,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN heard_stations AS row;

CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_event_3_to_heard_bss_observation TO heard_bss_observation_store AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    coalesce(parseDateTime64BestEffortOrNull(time_raw, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) AS sort_at,
    tupleElement(row, 'bssid') AS bssid,
    tupleElement(row, 'path') AS path,
    tupleElement(row, 'radio') AS radio,
    tupleElement(row, 'ssid') AS ssid,
    tupleElement(row, 'band') AS band,
    accurateCastOrNull(tupleElement(row, 'channel'), 'UInt16') AS channel,
    tupleElement(row, 'bandwidth') AS bandwidth,
    accurateCastOrNull(tupleElement(row, 'rssi_dbm'), 'Int8') AS rssi_dbm,
    tupleElement(row, 'rssi_raw') AS rssi_raw,
    tupleElement(row, 'rssi_quality') AS rssi_quality,
    tupleElement(row, 'channel_utilization_percent') AS channel_utilization_percent,
    tupleElement(row, 'stations') AS stations,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_telemetry_event_3
ARRAY JOIN heard_bsses AS row;
