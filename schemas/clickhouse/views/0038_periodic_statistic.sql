-- What gateways sampled themselves, one row per parameter and sample: Push! of Device.PeriodicStatistics.SampleSet.{i}. (TR-181 2.16),
-- whose arguments are lists, oldest sample first. A sample's time is not told: they follow on each other up to the Push!.
CREATE OR REPLACE VIEW periodic_statistic AS
WITH
    -- TR-106 3.2.3: white space around an item counts for nothing; commas in it are percent-encoded.
    list -> if(empty(list), [], arrayMap(item -> decodeURLComponent(trimBoth(item)), splitByChar(',', list))) AS items
SELECT
    home_id,
    endpoint_id,
    path AS sample_set,
    parameter_path,
    sample,
    observed_at - toIntervalSecond(seconds_after) AS ended_at,
    sample_seconds,
    value,
    suspect,
    failures,
    observed_at,
    received_at,
    msg_id,
    event_id,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM
(
    SELECT
        home_id,
        endpoint_id,
        path,
        params[concat('Parameter.', row, '.Reference')] AS parameter_path,
        toUInt64OrNull(params[concat('Parameter.', row, '.Failures')]) AS failures,
        observed_at,
        received_at,
        msg_id,
        event_id,
        kafka_topic,
        kafka_partition,
        kafka_offset,
        inserted_at,
        arrayMap(item -> toInt64OrNull(item), items(params[concat('Parameter.', row, '.SampleSeconds')])) AS seconds,
        items(params[concat('Parameter.', row, '.SuspectData')]) AS suspects,
        items(params[concat('Parameter.', row, '.Values')]) AS values
    FROM notification
    ARRAY JOIN
        arrayFilter(
            found -> found != '',
            arrayMap(name -> extract(name, '^Parameter\\.([0-9]+)\\.Reference$'), mapKeys(params))) AS row
    WHERE event_name = 'Push!' AND match(path, '^Device\\.PeriodicStatistics\\.SampleSet\\.[0-9]+\\.$')
)
ARRAY JOIN
    values AS value,
    arrayEnumerate(values) AS sample,
    arrayResize(seconds, length(values), NULL) AS sample_seconds,
    arrayMap(item -> multiIf(item IN ('1', 'true'), toNullable(true), item IN ('0', 'false'), false, NULL), arrayResize(suspects, length(values))) AS suspect,
    arrayMap(place -> arraySum(arrayMap(one -> ifNull(one, 0), arraySlice(seconds, place + 1))), arrayEnumerate(values)) AS seconds_after;
