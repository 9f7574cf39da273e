-- What gateways report that has no column.
SELECT replaceRegexpAll(path, '[.][0-9]+[.]', '.{i}.') AS name, count() AS n, any(value) AS example
FROM parameter
GROUP BY name ORDER BY n DESC, name LIMIT 3

--    ┌─name─────────────────────────────────────────────────────┬─────n─┬─example───────────┐
-- 1. │ Device.Hosts.Host.{i}.Alias                              │ 24565 │ cpe-host-1        │
-- 2. │ Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ID │    42 │ 00:D0:9E:00:01:03 │
--    └──────────────────────────────────────────────────────────┴───────┴───────────────────┘
