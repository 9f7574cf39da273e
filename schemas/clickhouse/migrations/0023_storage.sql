-- How rows are stored, table by table: what they are sorted by and why, codec, partition and TTL. Changing a codec rewrites nothing:
-- parts that are there get it with their next merge. Measured by `npm run bench -- storage`; figures in infra/bench/README.md.
--
-- The same everywhere:
-- * Sorted by the natural key (the home, what was observed, when, in which event): copies of a fact meet in a merge, and are dropped there. The home comes first.
-- * Partitions are months of when it was observed: an insert of what came in late touches few of them. TTL counts from when a row
--   was inserted, and drops whole parts: what an old recording brings in again is not gone at once.
-- * Texts, and names that repeat for thousands of rows: ZSTD(3). Level 1 leaves 0.27 bytes a row of a value that never changes, 3 leaves 0.02.
-- * Times: Delta, ZSTD(3); a report's second moves by the same interval. DoubleDelta is larger: clocks jitter.
-- * Counters: Delta, T64, ZSTD(1). The differences of a counter are small, T64 leaves out the bits they do not need. Without Delta a
--   fifth more, without T64 an eighth more.
-- * Rates: ZSTD(3); they are steps of a table (MCS), so whole values come back. T64 hides that and more than doubles them.
-- * event_id has 16 random bytes, the same for all rows of a report, which the order by station puts far apart: a month of reports a
--   minute apart is 1.4 MB from one to the next. In the usual blocks each of them is 16.3 bytes, in blocks of 16 MB 3.3. A reader of a few
--   rows has to unpack such a block of this one column: 11 ms and 10 ms for a day of a home, with and without.

-- telemetry_event_store: a report or a notification. Sorted by home, endpoint, kind, time as reported, event. An event is found
-- by home and time. Every id is another one, 16 random bytes written as text: nothing makes them smaller. Partitions: months of
-- observed_at. Kept 400 days, as windows: it says what those were made of.
ALTER TABLE telemetry_event_store
    MODIFY COMMENT 'Behind telemetry_event: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, kind, time as reported, event. Kept 400 days.';

-- station_observation_store: a Wi-Fi station in a report, as its access point sees it. Sorted by home, endpoint, station, time
-- as reported, event, path. A station's rows lie beside each other in the order of time, so its counters grow by little from
-- row to row, and a home is read as one piece. Partitions: months of observed_at. Kept 90 days: the largest table; windows and
-- rollups stay longer.
ALTER TABLE station_observation_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sort_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sta_mac CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS path CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS bssid CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS downlink_rate_kbps CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS uplink_rate_kbps CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS bytes_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS bytes_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS errors_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS errors_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS retransmissions_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS failed_retransmissions_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS retries_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS multiple_retries_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind station_observation: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, station, time as reported, event, path. Kept 90 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- host_observation_store: a LAN device in a report. Sorted by home, endpoint, device, time as reported, event, path. As
-- stations. Partitions: months of observed_at. Kept 90 days.
ALTER TABLE host_observation_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sort_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS host_mac CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS path CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS host_name CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS ip_address CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS ip_addresses CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS associated_device CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS bytes_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS bytes_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind host_observation: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, device, time as reported, event, path. Kept 90 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- radio_observation_store: a radio in a report. Sorted by home, endpoint, radio, time as reported, event. As stations.
-- Partitions: months of observed_at. Kept 90 days.
ALTER TABLE radio_observation_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sort_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS bytes_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS bytes_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS errors_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS errors_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind radio_observation: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, radio, time as reported, event. Kept 90 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- access_point_observation_store: a BSS in a report. Sorted by home, endpoint, access point, time as reported, event, SSID. As
-- stations. Partitions: months of observed_at. Kept 90 days.
ALTER TABLE access_point_observation_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sort_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS ssid_path CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS bssid CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS bytes_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS bytes_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS errors_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS errors_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS retransmissions_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind access_point_observation: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, access point, time as reported, event, SSID. Kept 90 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- gateway_observation_store: the gateway itself in a report. Sorted by home, endpoint, time as reported, event. Model, firmware
-- and uptime change seldom from row to row. Partitions: months of observed_at. Kept 90 days.
ALTER TABLE gateway_observation_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sort_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS serial_number CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind gateway_observation: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, time as reported, event. Kept 90 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- interface_observation_store: an IP or Ethernet interface in a report. Sorted by home, endpoint, interface, time as reported,
-- event. As stations. Partitions: months of observed_at. Kept 90 days.
ALTER TABLE interface_observation_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sort_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS bytes_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS bytes_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS packets_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS errors_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS errors_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS discards_sent_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS discards_received_total CODEC(Delta, T64, ZSTD(1)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind interface_observation: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, interface, time as reported, event. Kept 90 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- mesh_node_observation_store: a node of the mesh in a report. Sorted by home, endpoint, node, time as reported, event, path.
-- As stations. Partitions: months of observed_at. Kept 90 days.
ALTER TABLE mesh_node_observation_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sort_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS node_mac CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS path CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS serial_number CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS backhaul_node_mac CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS backhaul_mac CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS backhaul_downlink_rate_kbps CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS backhaul_uplink_rate_kbps CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind mesh_node_observation: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, node, time as reported, event, path. Kept 90 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- heard_station_observation_store: a station that a radio hears though it is not associated there. Sorted by home, endpoint,
-- station, radio, time as reported, event, path. As stations, each radio's view of one apart. Partitions: months of
-- observed_at. Kept 90 days.
ALTER TABLE heard_station_observation_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sort_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sta_mac CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS path CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind heard_station_observation: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, station, radio, time as reported, event, path. Kept 90 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- heard_bss_observation_store: another BSS that a radio hears. Sorted by home, endpoint, BSSID, time as reported, event, path.
-- As stations. Partitions: months of observed_at. Kept 90 days.
ALTER TABLE heard_bss_observation_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sort_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS bssid CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS path CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS ssid CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind heard_bss_observation: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, BSSID, time as reported, event, path. Kept 90 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- parameter_store: a reported value that maps to no column. Sorted by home, endpoint, path, event, type, value. The values of
-- one path lie beside each other: they are mostly the same. A Notify has no time of its own, so the event stands for it, and
-- times are in no order here. Partitions: months of observed_at. Kept 30 days: the most rows and the least asked for.
ALTER TABLE parameter_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS path CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS value CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind parameter: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, path, event, type, value. Kept 30 days.',
    MODIFY COLUMN IF EXISTS event_id MODIFY SETTING min_compress_block_size = 16777216, max_compress_block_size = 16777216;

-- notification_store: a Notify, a connect or a disconnect, an Inform. Sorted by home, endpoint, event, path, name, kind. A
-- Notify carries no time, so no time is in its key: sent again it is the same row. Partitions: months of observed_at. Kept 400
-- days.
ALTER TABLE notification_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS path CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS msg_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS value CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS event_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS first_wins CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind notification: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, event, path, name, kind. Kept 400 days.';

-- home_window_store: a home in a window, with its stations, radios and streams inside. Sorted by home, start of the window, its
-- length, clock epoch. A home's windows lie beside each other, and a revision beside what it replaces. Most of a row are the
-- arrays: of texts that come back, of counts, of means. Partitions: months of window_start. Kept 400 days: rollups are made of
-- it, and made again.
ALTER TABLE home_window_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS row_version CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS rssi_bins CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS rssi_counts CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS streams CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS stations CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS radios CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS uptime_seconds CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS station_metrics CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS radio_metrics CODEC(ZSTD(3)),
    MODIFY COMMENT 'Behind home_window, station_window, radio_window, stream_window: ask there, this may change. Copies of a row meet in merges. Key: home, start of the window, its length, clock epoch. Kept 400 days.';

-- association_change_store: a join, a leave, a roam, a host that came or went. Sorted by home, endpoint, station or host, time,
-- kind. What became of a station reads as a story. Partitions: months of observed_at. Kept 400 days.
ALTER TABLE association_change_store
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS observed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS sta_mac CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS bssid CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS from_bssid CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS row_version CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS host_mac CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS from_endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS continues_mac CODEC(ZSTD(3)),
    MODIFY COMMENT 'Behind association_change: ask there, this may change. Copies of a row meet in merges. Key: home, endpoint, station or host, time, kind. Kept 400 days.';

-- alert_store: a transition of an alert. Sorted by home, class, episode, raised at, sequence. An episode lies together, in the
-- order in which it went on. Partitions: months of raised_at. Kept 400 days.
ALTER TABLE alert_store
    MODIFY COLUMN IF EXISTS episode_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS fingerprint CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS subject CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS home_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS raised_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS changed_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS summary CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS parent_episode_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS row_version CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind alert, alert_current: ask there, this may change. Copies of a row meet in merges. Key: home, class, episode, raised at, sequence. Kept 400 days.';

-- dead_letter_store: a record that could not be understood. Sorted by topic, partition, offset of usp.dead-letter.v1. Its place
-- in Kafka is all that is sure of it. Months are those of inserting, because its times may be wrong. Partitions: months of
-- inserted_at. Kept 90 days.
ALTER TABLE dead_letter_store
    MODIFY COLUMN IF EXISTS detail CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS source_topic CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS endpoint_id CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS received_at CODEC(Delta, ZSTD(3)),
    MODIFY COLUMN IF EXISTS digest CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS key CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS payload CODEC(ZSTD(3)),
    MODIFY COLUMN IF EXISTS kafka_offset CODEC(Delta, ZSTD(3)),
    MODIFY COMMENT 'Behind dead_letter: ask there, this may change. Copies of a row meet in merges. Key: topic, partition, offset of usp.dead-letter.v1. Kept 90 days.';

-- pipeline_progress_store: a partition of a topic. Sorted by topic, partition. A few rows; the largest of each column wins in a
-- merge. Kept for ever.
ALTER TABLE pipeline_progress_store
    MODIFY COMMENT 'Behind pipeline_progress: ask there, this may change. Copies of a row meet in merges. Key: topic, partition. Kept for ever.';

-- tick_store: a bridge in a partition. Sorted by topic, partition, bridge. A few rows; the newest tick of a bridge wins. Kept
-- for ever.
ALTER TABLE tick_store
    MODIFY COMMENT 'Behind pipeline_progress: ask there, this may change. Copies of a row meet in merges. Key: topic, partition, bridge. Kept for ever.';

-- Rollups and what belongs to them: migrations 0020 and 0021 say why. A row is a home and a bucket whole, its parts in arrays: a recount
-- replaces all of it. TTL counts from when it was computed.
ALTER TABLE home_quarter_hour_store MODIFY COMMENT 'Behind home_quarter_hour: ask there, this may change. Key: home, bucket. Kept 100 days.';
ALTER TABLE home_hour_store MODIFY COMMENT 'Behind home_hour: ask there, this may change. Key: home, bucket. Kept 400 days.';
ALTER TABLE home_day_store MODIFY COMMENT 'Behind home_day: ask there, this may change. Key: home, bucket. Kept 5 years.';
ALTER TABLE band_quarter_hour_store MODIFY COMMENT 'Behind band_quarter_hour: ask there, this may change. Key: home, bucket. Kept 100 days.';
ALTER TABLE band_hour_store MODIFY COMMENT 'Behind band_hour: ask there, this may change. Key: home, bucket. Kept 400 days.';
ALTER TABLE band_day_store MODIFY COMMENT 'Behind band_day: ask there, this may change. Key: home, bucket. Kept 5 years.';
ALTER TABLE radio_quarter_hour_store MODIFY COMMENT 'Behind radio_quarter_hour: ask there, this may change. Key: home, bucket. Kept 100 days.';
ALTER TABLE radio_hour_store MODIFY COMMENT 'Behind radio_hour: ask there, this may change. Key: home, bucket. Kept 400 days.';
ALTER TABLE radio_day_store MODIFY COMMENT 'Behind radio_day: ask there, this may change. Key: home, bucket. Kept 5 years.';
ALTER TABLE station_hour_store MODIFY COMMENT 'Behind station_hour: ask there, this may change. Key: home, bucket. Kept 400 days.';
ALTER TABLE station_day_store MODIFY COMMENT 'Behind station_day: ask there, this may change. Key: home, bucket. Kept 5 years.';
ALTER TABLE home_hour_change_store MODIFY COMMENT 'Hours of homes that rollups are to be computed of again. Key: home, hour. Kept until a day after that.';
ALTER TABLE home_gateway_store MODIFY COMMENT 'Behind home_dimension: model and firmware of each home last known. Key: home. Kept for ever.';
ALTER TABLE home_inventory_store MODIFY COMMENT 'Behind home_inventory: the inventory as loaded last. Key: home, endpoint. Kept for ever.';
