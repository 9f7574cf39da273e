-- How far each partition of each topic is in the tables. `complete_up_to`: every message that any live bridge received before
-- this time is in the tables (null for topics without ticks). A bridge is live until its farewell tick, or until another has
-- ticked past its session expiry (architecture section 3); with none live, up to the last tick of all.
CREATE OR REPLACE VIEW pipeline_progress AS
SELECT
    progress.topic AS topic,
    progress.partition AS partition,
    progress.last_offset AS last_offset,
    ticks.complete_up_to AS complete_up_to,
    nullIf(progress.last_received_at, toDateTime64(0, 3, 'UTC')) AS last_received_at,
    nullIf(progress.last_observed_at, toDateTime64(0, 3, 'UTC')) AS last_observed_at,
    progress.last_kafka_timestamp AS last_kafka_timestamp,
    progress.last_inserted_at AS last_inserted_at
FROM
(
    SELECT
        topic,
        partition,
        max(last_offset) AS last_offset,
        max(last_received_at) AS last_received_at,
        max(last_observed_at) AS last_observed_at,
        max(last_kafka_timestamp) AS last_kafka_timestamp,
        max(last_inserted_at) AS last_inserted_at
    FROM pipeline_progress_store
    GROUP BY topic, partition
) AS progress
LEFT JOIN
(
    SELECT
        topic,
        partition,
        if(
            countIf(NOT farewell AND ticked_at + toIntervalMillisecond(session_expiry_ms) >= newest) = 0,
            toNullable(max(ticked_at)),
            toNullable(minIf(ticked_at, NOT farewell AND ticked_at + toIntervalMillisecond(session_expiry_ms) >= newest))
        ) AS complete_up_to
    FROM
    (
        SELECT
            topic,
            partition,
            ticked_at,
            session_expiry_ms,
            farewell,
            max(ticked_at) OVER (PARTITION BY topic, partition) AS newest
        FROM tick_store FINAL
    )
    GROUP BY topic, partition
) AS ticks USING (topic, partition);
