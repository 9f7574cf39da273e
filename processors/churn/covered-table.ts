/**
 * Which tables a report covers completely (`tables[]` of the event): each by its own path, in which `*` stands for any
 * instance. Only a row whose table is covered can be missing from a report. A table says nothing about those below it:
 * a report of access points may know nothing of their stations.
 */

/** True when the stations of this access point (row path with trailing dot) are covered. */
export function coversStationsOf(tables: readonly string[], accessPoint: string): boolean {
  const row = segmentsOf(accessPoint);
  const table = [...row, row.at(-2) === "BSS" ? "STA" : "AssociatedDevice"];
  return tables.some((named) => covers(segmentsOf(named), table));
}

/** True when the stations of at least one access point are covered. */
export function coversStations(tables: readonly string[]): boolean {
  return tables.some((named) => anyStationTable.some((table) => covers(segmentsOf(named), table)));
}

/** True when a report has something to say of stations: rows, or that there are none. */
export const saysStations = (report: {
  readonly tables: readonly string[];
  readonly stations: readonly unknown[];
}): boolean => report.stations.length > 0 || coversStations(report.tables);

/** True when the table that the row (path with trailing dot) is in is covered. */
export function coversTableOf(tables: readonly string[], row: string): boolean {
  const table = segmentsOf(row).slice(0, -1);
  return tables.some((named) => covers(segmentsOf(named), table));
}

/** True when a table of hosts is covered. */
export const coversHosts = (tables: readonly string[]): boolean =>
  tables.some((named) => anyHostTable.some((table) => covers(segmentsOf(named), table)));

/** True when a report has something to say of hosts: rows, or that there are none. */
export const saysHosts = (report: {
  readonly tables: readonly string[];
  readonly hosts: readonly unknown[];
}): boolean => report.hosts.length > 0 || coversHosts(report.tables);

const wildcard = "*";
/** Of TR-181, in two places, and of TR-098, whose reports keep their own paths. */
const anyStationTable: readonly (readonly string[])[] = [
  ["Device", "WiFi", "AccessPoint", wildcard, "AssociatedDevice"],
  "Device.WiFi.DataElements.Network.Device.*.Radio.*.BSS.*.STA".split("."),
  ["InternetGatewayDevice", "LANDevice", wildcard, "WLANConfiguration", wildcard, "AssociatedDevice"],
];

const anyHostTable: readonly (readonly string[])[] = [
  ["Device", "Hosts", "Host"],
  ["InternetGatewayDevice", "LANDevice", wildcard, "Hosts", "Host"],
];

const segmentsOf = (path: string): string[] => path.split(".").filter((segment) => segment !== "");

/** Whether a name is that of the table; `Table.*.` says the same as `Table.`. */
function covers(named: readonly string[], table: readonly string[]): boolean {
  const own = named.at(-1) === wildcard ? named.slice(0, -1) : named;
  return (
    own.length === table.length &&
    own.every(
      (segment, index) => segment === wildcard || table[index] === wildcard || segment === table[index],
    )
  );
}
