-- The conservation ledger's counts, each entry's once, however often it was written. What a writer has written is told as a total: an
-- hour's is what it grew by.
CREATE OR REPLACE VIEW ledger AS
SELECT
    hour,
    stage,
    topic,
    partition,
    fate,
    toInt64(sum(records)) AS records
FROM
(
    SELECT
        hour,
        stage,
        topic,
        partition,
        fate,
        any(records) AS records
    FROM ledger_store FINAL
    WHERE fate != 'written'
    GROUP BY hour, stage, writer, topic, partition, fate, entry, if(entry = 0, (kafka_partition, kafka_offset), (-1, -1))
    UNION ALL
    SELECT
        hour,
        stage,
        topic,
        partition,
        fate,
        total - lagInFrame(total, 1, 0) OVER (PARTITION BY stage, writer, topic, partition ORDER BY hour ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS records
    FROM
    (
        SELECT
            hour,
            stage,
            writer,
            topic,
            partition,
            fate,
            max(records) AS total
        FROM ledger_store
        WHERE fate = 'written'
        GROUP BY hour, stage, writer, topic, partition, fate
    )
)
GROUP BY hour, stage, topic, partition, fate;
