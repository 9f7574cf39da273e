-- One row per stream (endpoint and profile) and window: reports due, come, late and doubled; of the newest revision.
CREATE OR REPLACE VIEW stream_window AS
SELECT
    home_id,
    row.endpoint_id AS endpoint_id,
    window_start,
    window_start + toIntervalMillisecond(window_ms) AS window_end,
    row.profile_id AS profile_id,
    row.interval_ms AS interval_ms,
    row.expected AS expected,
    row.received AS received,
    row.late AS late,
    row.duplicate AS duplicate,
    window_ms,
    clock_epoch,
    revision,
    closed_by,
    row_version,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM
(
    SELECT
        home_id,
        window_start,
        window_ms,
        clock_epoch,
        revision,
        closed_by,
        row_version,
        streams,
        kafka_topic,
        kafka_partition,
        kafka_offset,
        inserted_at
    FROM home_window_store FINAL
)
ARRAY JOIN streams AS row;
