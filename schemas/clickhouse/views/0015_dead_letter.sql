-- What could not be processed and why; one row per record of the dead-letter topic (chunks of one share a digest).
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
    kafka_timestamp,
    inserted_at
FROM dead_letter_store FINAL;
