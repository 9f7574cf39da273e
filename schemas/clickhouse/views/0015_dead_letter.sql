-- What could not be processed and why. A row is a piece of a message: one that a record of Kafka does not hold has several, which share
-- a digest. To count messages: WHERE chunk_index = 0.
-- A mark (reason redriven) is no row: it says of the record it names when it was tried again, in the same partition.
CREATE OR REPLACE VIEW dead_letter AS
SELECT
    kafka_topic AS topic,
    kafka_partition AS partition,
    kafka_offset AS offset,
    reason,
    stage,
    detail,
    source_topic,
    source_partition,
    source_offset,
    endpoint_id,
    received_at,
    digest,
    chunk_index,
    chunk_count,
    key,
    payload,
    headers,
    nullIf(mark.marked_at, toDateTime64(0, 3, 'UTC')) AS redriven_at,
    kafka_timestamp,
    inserted_at
FROM
(
    SELECT * FROM dead_letter_store FINAL WHERE reason != 'redriven'
) AS letter
LEFT JOIN
(
    SELECT
        assumeNotNull(source_partition) AS of_partition,
        assumeNotNull(source_offset) AS of_offset,
        min(kafka_timestamp) AS marked_at
    FROM dead_letter_store
    WHERE reason = 'redriven' AND source_offset IS NOT NULL
    GROUP BY of_partition, of_offset
) AS mark
    ON letter.kafka_partition = mark.of_partition AND letter.kafka_offset = mark.of_offset;
