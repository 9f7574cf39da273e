/**
 * The rows that are written as bytes straight from a report: stations and hosts, of which there are many in each. Which
 * field of their Avro record comes where, and what each of their columns is to it.
 */
import { hostTable } from "../normalize/host.ts";
import type { PlacedColumn } from "../normalize/placement.ts";
import { type Reader, readBoolean, readDateTime, readText } from "../normalize/read.ts";
import { stationTable } from "../normalize/station.ts";
import { type ObservationTable, readKey } from "../normalize/table.ts";

export interface RowFormat {
  readonly table: "stations" | "hosts";
  /** Name of the Avro record. */
  readonly record: string;
  /** All its fields in the order of the schema (a test holds the two together). */
  readonly fields: readonly string[];
  /** Place of the field without which it is no row. */
  readonly key: number;
}

/** How a value's text becomes what stands in a field; numbers, because all values ask. */
export const fills = {
  /** As it is; null for none. */
  text: 0,
  /** A whole number: a plain one as it is. */
  whole: 1,
  boolean: 2,
  /** An address, not null. */
  key: 3,
  /** A signal level: this field and the two behind it. */
  level: 4,
  /** One of a list of texts. */
  list: 5,
  /** A moment. */
  time: 6,
  /** As the reader says. */
  other: 7,
} as const;

export type Fill = (typeof fills)[keyof typeof fills];

/** One field of a row, for the values of one column. */
export interface Field {
  readonly fill: Fill;
  /** Place among the fields of the record. */
  readonly place: number;
  /** How many fields it fills, from that one on. */
  readonly width: number;
  readonly read: Reader<unknown>;
  /** Plain numbers that stand there as they are: from the least to the most; none where the least is above it. */
  readonly least: number;
  readonly most: number;
}

const formats: Readonly<Record<string, RowFormat>> = {
  stations: {
    table: "stations",
    record: "StationObservation",
    key: 0,
    fields: [
      ...["sta_mac", "path", "access_point", "bssid", "ssid", "band", "rssi_dbm", "rssi_raw", "rssi_quality"],
      ...["noise_dbm", "downlink_rate_kbps", "uplink_rate_kbps", "retransmissions_percent", "active"],
      ...[
        "authenticated",
        "associated_since",
        "operating_standard",
        "bytes_sent_total",
        "bytes_received_total",
      ],
      ...["packets_sent_total", "packets_received_total", "errors_sent_total", "errors_received_total"],
      ...["retransmissions_total", "failed_retransmissions_total", "retries_total", "multiple_retries_total"],
      ...["snr_db", "connected_seconds"],
    ],
  },
  hosts: {
    table: "hosts",
    record: "HostObservation",
    key: 0,
    fields: [
      ...["host_mac", "path", "host_name", "ip_address", "ip_addresses", "interface_type", "active"],
      ...["active_since", "layer1_interface", "layer3_interface", "associated_device", "address_source"],
      ...["lease_time_remaining_seconds", "bytes_sent_total", "bytes_received_total", "packets_sent_total"],
      "packets_received_total",
    ],
  },
};

/** The format of a table's rows; null for one whose rows are made as objects. */
export const formatOf = (table: string): RowFormat | null =>
  Object.hasOwn(formats, table) ? (formats[table] ?? null) : null;

const tables: Readonly<Record<RowFormat["table"], ObservationTable<never>>> = {
  stations: stationTable as unknown as ObservationTable<never>,
  hosts: hostTable as unknown as ObservationTable<never>,
};

/** What stands in the fields of a row that nothing was reported of: texts, nulls and empty lists. */
export function blankRow(format: RowFormat, path: string): readonly string[] {
  const blank = tables[format.table].empty(path) as Readonly<Record<string, unknown>>;
  return format.fields.map((field) => (typeof blank[field] === "string" ? blank[field] : ""));
}

/** Where the values of a column go in a row of `format`; null for one that only objects can take. */
export function fieldOf(format: RowFormat, { fill, takesMany, isVendor }: PlacedColumn): Field | null {
  if (isVendor) return null;
  const field = (name: string, how: Fill, width: number, read: Reader<unknown>): Field => ({
    fill: how,
    place: format.fields.indexOf(name),
    width,
    read,
    least: read.plain?.least ?? 1,
    most: read.plain?.most ?? 0,
  });
  if (fill === stationTable.columns["SignalStrength"]) return field("rssi_dbm", fills.level, 3, readText);
  if (format.table === "hosts" && takesMany) return field("ip_addresses", fills.list, 1, readText);
  const { scalar } = fill;
  return scalar === undefined ? null : field(scalar.field, fillOf(scalar.read), 1, scalar.read);
}

function fillOf(read: Reader<unknown>): Fill {
  if (read === readText) return fills.text;
  if (read === readBoolean) return fills.boolean;
  if (read === readKey) return fills.key;
  if (read === readDateTime) return fills.time;
  return read.plain === undefined ? fills.other : fills.whole;
}
