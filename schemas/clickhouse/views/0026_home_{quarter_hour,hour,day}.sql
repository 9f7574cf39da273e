-- One row per home and {bucket}, of the newest revisions of its windows; where the gateway's model or software changed within, one for each.
-- Between a home's first and last window there is a row for each, also where no window is (windows = 0: the model and software told last).
-- silent_ms, due_ms, covered_ms: what silence is, is in processors/rollup/README.md. Where rows were counted before it was: none.
-- told_to: the bucket's end, or that of the home's last window where it is in the bucket.
-- area, access_node, tariff: what the inventory says of the home at bucket_start (of several gateways the one that began last); null without.
CREATE OR REPLACE VIEW home_{size} AS
WITH
    (bins, counts, percent) -> if(
        empty(bins),
        NULL,
        bins[arrayFirstIndex(below -> below * 100 >= arraySum(counts) * percent, arrayCumSum(counts))]) AS percentile,
    arrayLast(
        period -> period.1 <= bucket_start AND bucket_start < period.4,
        periods) AS period,
    toInt64(toUnixTimestamp(bucket_start)) * 1000 AS start_ms,
    -- From the home's first window to its last, of those that are counted.
    greatest(
        0,
        least(start_ms + {ms}, known_to_ms, counted_to_ms) - greatest(start_ms, known_from_ms, counted_from_ms)) AS known_ms,
    if(windows > 0 AND bucket_told_ms = 0, {ms}, told_ms) AS row_ms
SELECT
    home_id,
    bucket_start,
    if(windows = 0, last_model, counted.model_name) AS model_name,
    if(windows = 0, last_software, counted.software_version) AS software_version,
    period.5 AS area,
    period.6 AS access_node,
    period.7 AS tariff,
    windows,
    expected,
    received,
    covered,
    toUInt64(multiIf(
        place > 1, 0,
        windows = 0, if(usual_ms > {ms}, 0, known_ms),
        bucket_told_ms = 0, 0,
        greatest(0, known_ms - toInt64(bucket_told_ms)))) AS silent_ms,
    if(expected = 0, 0, row_ms) + silent_ms AS due_ms,
    if(expected = 0, 0, intDiv(row_ms * covered, expected)) AS covered_ms,
    if(due_ms = 0, 0, covered_ms / due_ms) AS coverage,
    fromUnixTimestamp64Milli(
        greatest(start_ms, least(start_ms + {ms}, known_to_ms, counted_to_ms)),
        'UTC') AS told_to,
    late,
    duplicate,
    joins,
    leaves,
    roams,
    flaps,
    ping_pongs,
    rotations,
    host_joins,
    host_leaves,
    stations_peak,
    hosts_peak,
    wired_hosts_peak,
    stations_bins,
    stations_counts,
    hosts_bins,
    hosts_counts,
    bytes_sent,
    bytes_received,
    packets_sent,
    retransmissions,
    retry_packets_sent,
    if(retry_packets_sent > 0, retransmissions / retry_packets_sent, NULL) AS retry_share,
    rssi_count,
    rssi_bins,
    rssi_counts,
    rssi_out_of_range,
    percentile(rssi_bins, rssi_counts, 10) AS rssi_p10_dbm,
    percentile(rssi_bins, rssi_counts, 50) AS rssi_p50_dbm,
    percentile(rssi_bins, rssi_counts, 90) AS rssi_p90_dbm,
    computed_at
FROM
(
    SELECT
        home_id,
        bucket_start,
        computed_at,
        place,
        arraySum(`rows.told_ms`) AS bucket_told_ms,
        `rows.told_ms`[place] AS told_ms,
        `rows.model_name`[place] AS model_name,
        `rows.software_version`[place] AS software_version,
        `rows.windows`[place] AS windows,
        `rows.expected`[place] AS expected,
        `rows.received`[place] AS received,
        `rows.covered`[place] AS covered,
        `rows.late`[place] AS late,
        `rows.duplicate`[place] AS duplicate,
        `rows.joins`[place] AS joins,
        `rows.leaves`[place] AS leaves,
        `rows.roams`[place] AS roams,
        `rows.flaps`[place] AS flaps,
        `rows.ping_pongs`[place] AS ping_pongs,
        `rows.rotations`[place] AS rotations,
        `rows.host_joins`[place] AS host_joins,
        `rows.host_leaves`[place] AS host_leaves,
        `rows.stations_peak`[place] AS stations_peak,
        `rows.hosts_peak`[place] AS hosts_peak,
        `rows.wired_hosts_peak`[place] AS wired_hosts_peak,
        `rows.stations_bins`[place] AS stations_bins,
        `rows.stations_counts`[place] AS stations_counts,
        `rows.hosts_bins`[place] AS hosts_bins,
        `rows.hosts_counts`[place] AS hosts_counts,
        `rows.bytes_sent`[place] AS bytes_sent,
        `rows.bytes_received`[place] AS bytes_received,
        `rows.packets_sent`[place] AS packets_sent,
        `rows.retransmissions`[place] AS retransmissions,
        `rows.retry_packets_sent`[place] AS retry_packets_sent,
        `rows.rssi_count`[place] AS rssi_count,
        `rows.rssi_bins`[place] AS rssi_bins,
        `rows.rssi_counts`[place] AS rssi_counts,
        `rows.rssi_out_of_range`[place] AS rssi_out_of_range
    FROM home_{size}_store FINAL
    -- By place, so that a question reads only the columns it names: there is one element, but for hours in which the software changed.
    ARRAY JOIN arrayEnumerate(`rows.model_name`) AS place
) AS counted
LEFT ANY JOIN home_period USING (home_id)
LEFT ANY JOIN
(
    SELECT
        home_id,
        toUnixTimestamp64Milli(min(first_at)) AS known_from_ms,
        toUnixTimestamp64Milli(max(last_at)) AS known_to_ms,
        argMaxMerge(told_ms) AS usual_ms
    FROM home_due_store
    GROUP BY home_id
) AS home_due USING (home_id)
LEFT ANY JOIN
(
    -- Windows that nobody has counted yet are no silence. Of a home without any that is counted: nothing.
    SELECT
        home_id,
        ifNull(toUnixTimestamp64Milli(min(counted_from)), 0) AS counted_from_ms,
        ifNull(toUnixTimestamp64Milli(max(counted_to)), 0) AS counted_to_ms
    FROM home_counted_store
    GROUP BY home_id
) AS home_counted USING (home_id)
LEFT ANY JOIN
(
    SELECT home_id, argMaxMerge(model_name) AS last_model, argMaxMerge(software_version) AS last_software
    FROM home_gateway_store
    GROUP BY home_id
) AS home_gateway USING (home_id);
