/** A large store, made by ClickHouse itself: windows of many homes up to now, and what else the README asks about. */
import type { ClickHouseClient } from "@clickhouse/client";
import { topics } from "#schemas/topics.ts";

export interface StoreSize {
  readonly homes: number;
  /** Windows of each home, a minute each. */
  readonly minutes: number;
}

/** Stations in a home's report, one report a window. */
export const stationsPerHome = 15;
/** In one insert: some 100 MB of memory in blocks, and a part that need not be merged often. */
const windowsPerInsert = 200_000;

/** Fills the tables behind the views; `say` gets how far it is. */
export async function fillStore(
  client: ClickHouseClient,
  { homes, minutes }: StoreSize,
  say: (text: string) => void,
): Promise<void> {
  const run = runIn(client);
  const homesPerInsert = Math.max(1, Math.floor(windowsPerInsert / minutes));
  for (let first = 0; first < homes; first += homesPerInsert) {
    const count = Math.min(homesPerInsert, homes - first);
    await run(windows(first, count, minutes));
    say(`  windows of ${first + count} of ${homes} homes`);
  }
  for (const statement of others(homes, minutes)) await run(statement);
}

/** Adds the windows of the last minutes: some questions are of these, and a large store takes an hour to fill and count. */
export async function bringUpToNow(client: ClickHouseClient, { homes }: StoreSize): Promise<void> {
  await runIn(client)(windows(0, homes, 30));
}

const runIn =
  (client: ClickHouseClient) =>
  async (query: string): Promise<void> => {
    await client.command({
      query,
      // Blocks of 8,192 rows cost twice as much to make.
      clickhouse_settings: { max_block_size: "65505", throw_on_max_partitions_per_insert_block: 0 },
    });
  };

const home = (number: string): string => `'os::00D09E-cpe-' || toString(${number})`;
/** The start of the minute so many before this one. */
const minuteAgo = (minutes: string): string =>
  `toDateTime64(toStartOfMinute(now('UTC')) - toIntervalMinute(${minutes}), 3, 'UTC')`;

/**
 * A home's windows one after the other. A station's level is its own, a few dB up and down; every seventh home misses a
 * report now and then; every hundredth station is heard better by another radio.
 */
function windows(firstHome: number, homes: number, minutes: number): string {
  const level = "toInt32(-45 - (cityHash64(home_id, station) % 40) + (cityHash64(number, station) % 7))";
  const perStation = `arrayMap(station -> (
        home_id,
        '02:00:00:' || hex(toUInt8(station)) || ':' || hex(toUInt8(intDiv(home, 256))) || ':' || hex(toUInt8(home)),
        'Device.WiFi.AccessPoint.' || toString(station % 2 + 1) || '.',
        NULL,
        if(station % 2 = 0, '2.4GHz', '5GHz'),
        1, 1, [${level}], [1], 0, ${level}, ${level}, toFloat64(${level})), range(${stationsPerHome}))`;
  const metrics = `arrayMap(station -> (
        433000., 400000, 470000, 173000., 150000, 200000,
        cityHash64(number, station, 1) % 50000000, cityHash64(number, station, 2) % 5000000,
        cityHash64(number, station, 3) % 40000, cityHash64(number, station, 4) % 3000, 60000, 0, 0.05, 60000,
        if((home + station) % 100 = 0, ${level} + 12, NULL), NULL), range(${stationsPerHome}))`;
  return `INSERT INTO home_window_store (home_id, window_start, window_ms, row_version, closed_by, expected, received,
    coverage, joins, leaves, stations_peak, hosts_peak, rssi_count, rssi_bins, rssi_counts, bytes_sent, bytes_received,
    model_name, software_version, stations, station_metrics, radios, radio_metrics, kafka_topic)
SELECT
    home_id, ${minuteAgo(`${minutes} - number % ${minutes}`)}, 60000, number, 'progress', 1, received,
    toFloat64(received), number % 97 = 0, number % 89 = 0, ${stationsPerHome}, ${stationsPerHome} + number % 10,
    ${stationsPerHome}, arraySort(arrayDistinct(levels)), arrayMap(bin -> countEqual(levels, bin), arraySort(arrayDistinct(levels))),
    1000000 + cityHash64(number) % 400000000, 100000 + cityHash64(number) % 40000000,
    'M' || toString(home % 5), '1.' || toString(home % 3), all_stations, ${metrics},
    [(home_id, 'Device.WiFi.Radio.1.', '2.4GHz', 6, 1, -92., 0, [], [], 0, NULL, NULL, NULL),
     (home_id, 'Device.WiFi.Radio.2.', '5GHz', 36, 1, -95., 0, [], [], 0, NULL, NULL, NULL)],
    [(toFloat64(cityHash64(number) % 90), 90, 7, NULL, NULL), (toFloat64(cityHash64(number) % 40), 40, 8, NULL, NULL)],
    '${topics.window.name}'
FROM
(
    SELECT number, home, home_id, received, ${perStation} AS all_stations, tupleElement(all_stations, 11) AS levels
    FROM
    (
        SELECT
            number,
            ${firstHome} + intDiv(number, ${minutes}) AS home,
            ${home("home")} AS home_id,
            toInt64(NOT (home % 7 = 0 AND cityHash64(number) % 10 = 0)) AS received
        FROM numbers(${homes * minutes})
    )
)`;
}

/** Changes, alerts, dead letters, progress and the inventory. */
const others = (homes: number, minutes: number): readonly string[] => [
  `INSERT INTO association_change_store (home_id, endpoint_id, observed_at, kind, sta_mac, row_version)
SELECT ${home("number % " + String(homes))}, ${home("number % " + String(homes))}, ${minuteAgo(`number % ${minutes}`)},
    ['join', 'leave', 'roam'][number % 3 + 1], '02:00:00:00:00:' || hex(toUInt8(number % ${stationsPerHome})), number
FROM numbers(${Math.ceil((homes * minutes) / 12)})`,
  `INSERT INTO alert_store (episode_id, sequence, fingerprint, state, alert_class, severity, subject_kind, subject, home_id, raised_at, changed_at, summary)
SELECT toString(number), 1, toString(number % 5000), if(number % 3 = 0, 'firing', 'resolved'), 'rssi_drop', 'minor', 'home', 'home',
    ${home("number % " + String(homes))}, ${minuteAgo(`number % ${minutes}`)}, ${minuteAgo(`number % ${minutes}`)}, 'fell'
FROM numbers(${homes * 10})`,
  `INSERT INTO dead_letter_store (source_topic, reason, received_at, kafka_topic, kafka_partition, kafka_offset)
SELECT 'usp', ['not_avro', 'bulk_parse_error'][number % 2 + 1], ${minuteAgo(`number % ${minutes}`)}, '${topics.deadLetter.name}', 0, number
FROM numbers(${homes * 10})`,
  `INSERT INTO pipeline_progress_store SELECT '${topics.telemetry.name}', number, 1, now64(3), now64(3), now64(3), now() FROM numbers(12)`,
  `INSERT INTO tick_store SELECT '${topics.telemetry.name}', number, 'bridge', now64(3), 60000, false, 1 FROM numbers(12)`,
  `INSERT INTO home_inventory_store (home_id, endpoint_id, periods, loaded_at)
SELECT ${home("number")}, ${home("number")}, [(NULL, NULL, 'area ' || toString(number % 20), NULL, NULL)], now64(3) FROM numbers(${homes})`,
];
