-- What other views look a home's place up in: one row per home of the inventory, its periods in the order in which the last that is valid
-- at a moment is the one that counts: begun last, of two the gateway's that the home is named after.
-- A period: (from, is the home's own gateway, endpoint_id, to, area, access_node, tariff).
CREATE OR REPLACE VIEW home_period AS
SELECT
    home_id,
    arraySort(groupArray((
        ifNull(valid_from, toDateTime64('1900-01-01 00:00:00', 3, 'UTC')),
        endpoint_id = home_id,
        endpoint_id,
        ifNull(valid_to, toDateTime64('2299-12-31 00:00:00', 3, 'UTC')),
        area,
        access_node,
        tariff))) AS periods
FROM home_inventory
GROUP BY home_id;
