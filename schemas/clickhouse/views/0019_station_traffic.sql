-- What a station sent and received since the report before, by its counters at one access point; ask for a home. A counter that
-- went down is a wrap of 32 bits where the one before was near its end and what the wrap makes of it fits a link of 10 Gbit/s;
-- else it was reset, and what was counted before is not known: null. Never negative, and counter_event says which it was.
CREATE OR REPLACE VIEW station_traffic AS
WITH
    4294967296 AS whole,
    (counter, before) -> counter - before + whole AS unwrapped,
    (counter, before, seconds) -> before < whole
        AND before >= whole - 1073741824
        AND unwrapped(counter, before) <= least(1073741824, seconds * 1250000000) AS is_wrap,
    (counter, before, seconds) -> multiIf(
        counter >= before, counter - before,
        is_wrap(counter, before, seconds), unwrapped(counter, before),
        NULL) AS since
SELECT
    home_id,
    endpoint_id,
    profile_id,
    sta_mac,
    access_point,
    observed_at,
    seconds,
    since(bytes_sent_total, sent_before, seconds) AS bytes_sent,
    since(bytes_received_total, received_before, seconds) AS bytes_received,
    since(packets_sent_total, packets_sent_before, seconds) AS packets_sent,
    since(packets_received_total, packets_received_before, seconds) AS packets_received,
    multiIf(
        (bytes_sent_total < sent_before AND bytes_sent IS NULL)
            OR (bytes_received_total < received_before AND bytes_received IS NULL), 'reset',
        bytes_sent_total < sent_before OR bytes_received_total < received_before, 'wrap',
        '') AS counter_event,
    event_id
FROM
(
    SELECT
        home_id,
        endpoint_id,
        profile_id,
        sta_mac,
        access_point,
        observed_at,
        bytes_sent_total,
        bytes_received_total,
        packets_sent_total,
        packets_received_total,
        event_id,
        lagInFrame(toNullable(observed_at)) OVER earlier AS before_at,
        dateDiff('millisecond', before_at, observed_at) / 1000 AS seconds,
        lagInFrame(bytes_sent_total) OVER earlier AS sent_before,
        lagInFrame(bytes_received_total) OVER earlier AS received_before,
        lagInFrame(packets_sent_total) OVER earlier AS packets_sent_before,
        lagInFrame(packets_received_total) OVER earlier AS packets_received_before
    FROM station_observation_store FINAL
    WINDOW earlier AS (
        PARTITION BY home_id, endpoint_id, profile_id, sta_mac, access_point
        ORDER BY observed_at, event_id
        ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
)
WHERE before_at IS NOT NULL;
