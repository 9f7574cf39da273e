-- One row per stream (endpoint and profile) and window: reports due, come, late and doubled; of the newest revision.
CREATE OR REPLACE VIEW stream_window AS
SELECT
    home_id,
    streams.endpoint_id[place] AS endpoint_id,
    window_start,
    window_start + toIntervalMillisecond(window_ms) AS window_end,
    streams.profile_id[place] AS profile_id,
    streams.interval_ms[place] AS interval_ms,
    streams.expected[place] AS expected,
    streams.received[place] AS received,
    streams.late[place] AS late,
    streams.duplicate[place] AS duplicate,
    window_ms,
    clock_epoch,
    revision,
    closed_by,
    row_version,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM home_window_store FINAL
-- By place, so that a question reads only the columns it names.
ARRAY JOIN arrayEnumerate(streams.profile_id) AS place;
