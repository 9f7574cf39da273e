-- Joins, leaves and roams of stations, from the report in which each is sure; each once.
CREATE OR REPLACE VIEW association_change AS
SELECT
    home_id,
    endpoint_id,
    observed_at,
    kind,
    sta_mac,
    bssid,
    from_bssid,
    profile_id,
    received_at,
    access_point,
    from_access_point,
    last_seen_at,
    reason,
    clock_epoch,
    row_version,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM association_change_store FINAL;
