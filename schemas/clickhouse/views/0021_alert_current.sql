-- The newest transition of every alert: one row per fingerprint. What fires now: WHERE state = 'firing'.
CREATE OR REPLACE VIEW alert_current AS
SELECT
    episode_id,
    sequence,
    candidate_sequence,
    fingerprint,
    state,
    alert_class,
    rule,
    severity,
    subject_kind,
    subject,
    home_id,
    endpoint_id,
    raised_at,
    changed_at,
    cleared_at,
    received_at,
    summary,
    value,
    threshold,
    baseline,
    unit,
    coverage,
    evidence,
    labels,
    parent_episode_id,
    children,
    row_version,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM alert_store FINAL
ORDER BY raised_at DESC, sequence DESC
LIMIT 1 BY fingerprint;
