-- An entry that a process wrote twice, as Kafka's acknowledgement was lost, is at two places, and its counts were there twice. Now they
-- say which entry they are of, by all that it says: the view counts each entry once. Two entries of one process differ, at least by how
-- many of them Kafka has acknowledged. 0: a row from before, of the entry at its place.
ALTER TABLE ledger_store ADD COLUMN IF NOT EXISTS entry UInt64 CODEC(ZSTD(3));

ALTER TABLE ledger_entry_1_to_ledger_counts MODIFY QUERY
SELECT
    toDateTime(hour, 'UTC') AS hour,
    stage,
    writer,
    count.topic AS topic,
    count.partition AS partition,
    count.fate AS fate,
    count.records AS records,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    sipHash64(stage, writer, landing_ledger_entry_1.hour, open, counts, taken, written) AS entry
FROM landing_ledger_entry_1
ARRAY JOIN counts AS count;
