/** Windows and association changes as ClickHouse has them, without what a disturbance may change. */
import type { ClickhouseReader } from "#infra/cli/clickhouse-select.ts";
import type { Row } from "../truth/row.ts";

export const windowViews = [
  "home_window",
  "station_window",
  "radio_window",
  "stream_window",
  "association_change",
] as const;
export type WindowRows = Readonly<Record<(typeof windowViews)[number], readonly Row[]>>;

/** How a window came to its last revision, how often reports came, and where its record lies. */
const excepted =
  /^(closed_by|revision|row_version|late|duplicate|kafka_topic|kafka_partition|kafka_offset|inserted_at)$/;

/** Every row of the views; each column as JSON text. */
export async function readWindows(clickhouse: ClickhouseReader): Promise<WindowRows> {
  const ask = async (view: string): Promise<Row[]> =>
    (await clickhouse.select(`SELECT * FROM ${view}`)).map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([name]) => !excepted.test(name))
          .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
      ),
    );
  return {
    home_window: await ask("home_window"),
    station_window: await ask("station_window"),
    radio_window: await ask("radio_window"),
    stream_window: await ask("stream_window"),
    association_change: await ask("association_change"),
  };
}
