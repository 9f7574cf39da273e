/**
 * A BSS, from two tables: `Device.WiFi.AccessPoint.{i}.` and `Device.WiFi.SSID.{i}.`, joined by
 * AccessPoint.SSIDReference, and to a radio by SSID.LowerLayers (reference sections 6.2 and 6.3).
 * Both joins hold inside one report element only.
 */
import type {
  AccessPointObservation,
  RadioObservation,
  StationObservation,
} from "#schemas/telemetry-event.ts";
import { readBoolean, readCounter32, readCounter64, readInteger, readMac, readText } from "./read.ts";
import { column, type ObservationTable } from "./table.ts";
import { ownSsidAndRadio } from "./tr098.ts";

/** An AccessPoint row as sent. */
export interface AccessPointRow {
  readonly path: string;
  readonly enabled: boolean | null;
  readonly status: string | null;
  readonly ssid_path: string | null;
  readonly associated_devices: number | null;
}

/** What an SSID counts. */
type BssCounters = Pick<AccessPointObservation, Extract<keyof AccessPointObservation, `${string}_total`>>;

export const noCounters: BssCounters = {
  bytes_sent_total: null,
  bytes_received_total: null,
  packets_sent_total: null,
  packets_received_total: null,
  errors_sent_total: null,
  errors_received_total: null,
  retransmissions_total: null,
};

/** An SSID row as sent. */
export interface SsidRow extends BssCounters {
  readonly path: string;
  readonly bssid: string | null;
  readonly ssid: string | null;
  readonly radio: string | null;
}

/** A reference to a row, with the trailing dot our paths have; TR-181 writes it without. Lists keep their first item. */
const readReference = (text: string): string | null => {
  const first = text.split(",")[0]?.trim() ?? "";
  if (first === "") return null;
  return first.endsWith(".") ? first : `${first}.`;
};

export const accessPointTable: ObservationTable<AccessPointRow> = {
  row: "Device.WiFi.AccessPoint.*.",
  key: null,
  columns: {
    Enable: column("enabled", readBoolean),
    Status: column("status", readText),
    SSIDReference: column("ssid_path", readReference),
    AssociatedDeviceNumberOfEntries: column("associated_devices", readInteger(0, 2_147_483_647)),
  },
  empty: (path) => ({
    path,
    enabled: null,
    status: null,
    ssid_path: ownSsidAndRadio(path),
    associated_devices: null,
  }),
  complete: () => true,
};

export const ssidTable: ObservationTable<SsidRow> = {
  row: "Device.WiFi.SSID.*.",
  key: null,
  columns: {
    BSSID: column("bssid", readMac),
    SSID: column("ssid", readText),
    LowerLayers: column("radio", readReference),
    "Stats.BytesSent": column("bytes_sent_total", readCounter64),
    "Stats.BytesReceived": column("bytes_received_total", readCounter64),
    "Stats.PacketsSent": column("packets_sent_total", readCounter64),
    "Stats.PacketsReceived": column("packets_received_total", readCounter64),
    "Stats.ErrorsSent": column("errors_sent_total", readCounter32),
    "Stats.ErrorsReceived": column("errors_received_total", readCounter32),
    "Stats.RetransCount": column("retransmissions_total", readCounter32),
  },
  empty: (path) => ({ path, bssid: null, ssid: null, radio: ownSsidAndRadio(path), ...noCounters }),
  complete: () => true,
};

/** One observation per AccessPoint row, and one per SSID row that no AccessPoint row refers to. */
export function joinAccessPoints(
  accessPoints: readonly AccessPointRow[],
  ssids: readonly SsidRow[],
): AccessPointObservation[] {
  const byPath = new Map(ssids.map((ssid) => [ssid.path, ssid]));
  const referred = new Set(accessPoints.map((each) => each.ssid_path));
  const joined = accessPoints.map((each) => observation(each, byPath.get(each.ssid_path ?? "") ?? null));
  const alone = ssids.filter((ssid) => !referred.has(ssid.path)).map((ssid) => observation(null, ssid));
  return [...joined, ...alone];
}

const observation = (accessPoint: AccessPointRow | null, ssid: SsidRow | null): AccessPointObservation => ({
  access_point: accessPoint?.path ?? ownSsidAndRadio(ssid?.path ?? "") ?? "",
  ssid_path: ssid?.path ?? accessPoint?.ssid_path ?? null,
  bssid: ssid?.bssid ?? null,
  ssid: ssid?.ssid ?? null,
  radio: ssid?.radio ?? ownSsidAndRadio(accessPoint?.path ?? ""),
  status: accessPoint?.status ?? null,
  enabled: accessPoint?.enabled ?? null,
  associated_devices: accessPoint?.associated_devices ?? null,
  bytes_sent_total: ssid?.bytes_sent_total ?? null,
  bytes_received_total: ssid?.bytes_received_total ?? null,
  packets_sent_total: ssid?.packets_sent_total ?? null,
  packets_received_total: ssid?.packets_received_total ?? null,
  errors_sent_total: ssid?.errors_sent_total ?? null,
  errors_received_total: ssid?.errors_received_total ?? null,
  retransmissions_total: ssid?.retransmissions_total ?? null,
});

/** Which BSS and band a station is on. */
type StationPlace = Pick<StationObservation, "bssid" | "ssid" | "band">;

/** Fills in which BSS and band stations are on, where the same element tells it. */
export function placeStations(
  stations: readonly StationObservation[],
  accessPoints: readonly AccessPointObservation[],
  radios: readonly RadioObservation[],
): readonly StationObservation[] {
  if (accessPoints.length === 0) return stations;
  const places = stationPlaces(accessPoints, radios);
  return stations.map((station) => ({ ...station, ...places.get(station.access_point) }));
}

/** Where the stations of an access point are, by the path of each that the element tells of. */
export function stationPlaces(
  accessPoints: readonly AccessPointObservation[],
  radios: readonly RadioObservation[],
): ReadonlyMap<string, StationPlace> {
  const bands = new Map(radios.map((each) => [each.radio, each.band]));
  return new Map(
    accessPoints.map(({ access_point, bssid, ssid, radio }) => [
      access_point,
      { bssid, ssid, band: bands.get(radio ?? "") ?? null },
    ]),
  );
}
