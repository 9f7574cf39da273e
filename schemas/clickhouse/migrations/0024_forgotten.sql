-- Who was forgotten (`usp-telemetry forget`), so that it is done again after a restore or a rebuild: a row each time that something went.
-- - subject_hash: HMAC-SHA-256, in hex, of kind and subject under USP_FORGET_KEY. The home or the address itself would be what was to go,
--   and a hash without a key is undone by trying all addresses.
-- - No TTL: a backup may be older than any.
-- - A few rows, so without partitions and codecs.
CREATE TABLE IF NOT EXISTS forgotten
(
    subject_kind LowCardinality(String) COMMENT 'home or mac',
    subject_hash String COMMENT 'HMAC-SHA-256 of kind and subject under USP_FORGET_KEY, in hex',
    forgotten_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When the last of it was gone',
    row_counts Map(String, UInt64) COMMENT 'Rows deleted or rewritten, by table',
    tombstone_counts Map(String, UInt64) COMMENT 'Keys taken away, by compacted topic'
)
ENGINE = MergeTree
ORDER BY (subject_kind, subject_hash, forgotten_at)
COMMENT 'Who was forgotten, as keyed hashes: usp-telemetry forget. Key: kind, hash, time. Kept for ever.';
