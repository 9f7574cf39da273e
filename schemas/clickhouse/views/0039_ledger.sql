-- The conservation ledger's counts. What a writer has written is told as a total: an hour's is what it grew by.
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
        records
    FROM ledger_store FINAL
    WHERE fate != 'written'
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
