-- What a radio hears of a station that is not associated there (Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.UnassociatedSTA.{i}.), one row per station, radio and report; each fact once.
CREATE OR REPLACE VIEW heard_station_observation AS
SELECT
    home_id,
    endpoint_id,
    profile_id,
    observed_at,
    received_at,
    sta_mac,
    path,
    radio,
    rssi_dbm,
    rssi_raw,
    rssi_quality,
    event_id,
    source,
    time_quality,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM heard_station_observation_store FINAL;
