-- What the operator's inventory says of gateways: one row per gateway and period. valid_from null: since ever; valid_to: no longer at that
-- moment, null: until further notice. Loaded by `usp-telemetry inventory load`; the newest load of each gateway holds.
CREATE OR REPLACE VIEW home_inventory AS
SELECT
    home_id,
    endpoint_id,
    tupleElement(period, 'area') AS area,
    tupleElement(period, 'access_node') AS access_node,
    tupleElement(period, 'tariff') AS tariff,
    tupleElement(period, 'valid_from') AS valid_from,
    tupleElement(period, 'valid_to') AS valid_to,
    loaded_at,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM home_inventory_store FINAL
ARRAY JOIN periods AS period;
