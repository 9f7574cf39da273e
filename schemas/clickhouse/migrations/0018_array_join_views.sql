-- The views that take arrays apart say what they said, in other words: tupleElement(row, 'x') for row.x. ClickHouse reads every view's query
-- anew at each insert, and row.x of a record of n fields costs it n steps: the view of stations took three times as long to read as now, and
-- the smallest insert of reports a quarter more CPU. New views of arrays should say it so. MODIFY QUERY changes a view between two inserts.
ALTER TABLE telemetry_event_2_to_station_observation MODIFY QUERY
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
FROM landing_telemetry_event_2
ARRAY JOIN stations AS row;

ALTER TABLE telemetry_event_2_to_host_observation MODIFY QUERY
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
FROM landing_telemetry_event_2
ARRAY JOIN hosts AS row;

ALTER TABLE telemetry_event_2_to_radio_observation MODIFY QUERY
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
FROM landing_telemetry_event_2
ARRAY JOIN radios AS row;

ALTER TABLE telemetry_event_2_to_access_point_observation MODIFY QUERY
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
FROM landing_telemetry_event_2
ARRAY JOIN access_points AS row;

ALTER TABLE telemetry_event_2_to_gateway_observation MODIFY QUERY
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
FROM landing_telemetry_event_2
ARRAY JOIN gateway AS row;

ALTER TABLE telemetry_event_2_events_to_notification MODIFY QUERY
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
FROM landing_telemetry_event_2
ARRAY JOIN events AS row;

ALTER TABLE telemetry_event_2_changes_to_notification MODIFY QUERY
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
FROM landing_telemetry_event_2
ARRAY JOIN changes AS row;

ALTER TABLE telemetry_event_2_to_interface_observation MODIFY QUERY
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
FROM landing_telemetry_event_2
ARRAY JOIN interfaces AS row;

ALTER TABLE telemetry_event_2_to_mesh_node_observation MODIFY QUERY
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
FROM landing_telemetry_event_2
ARRAY JOIN mesh_nodes AS row;

ALTER TABLE parameter_event_1_to_parameter MODIFY QUERY
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    tupleElement(row, 'path') AS path,
    tupleElement(row, 'value') AS value,
    tupleElement(row, 'value_type') AS value_type,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    bitNot(toUInt64(toUnixTimestamp64Milli(received_at))) AS first_wins
FROM landing_parameter_event_1
ARRAY JOIN parameters AS row;
