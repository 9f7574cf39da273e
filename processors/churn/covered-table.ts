/**
 * Which tables a report covers completely (`tables[]` of the event): path prefixes, in which `*` stands for any
 * instance. Only a row whose table is covered can be missing from a report.
 */

/** True when the stations of this access point (row path with trailing dot) are covered. */
export function coversStationsOf(tables: readonly string[], accessPoint: string): boolean {
  const table = [...segmentsOf(accessPoint), "AssociatedDevice"];
  return tables.some((prefix) => covers(segmentsOf(prefix), table));
}

/** True when the stations of at least one access point are covered. */
export function coversStations(tables: readonly string[]): boolean {
  return tables.some((prefix) => covers(segmentsOf(prefix), anyStationTable));
}

const wildcard = "*";
const anyStationTable: readonly string[] = ["Device", "WiFi", "AccessPoint", wildcard, "AssociatedDevice"];

const segmentsOf = (path: string): string[] => path.split(".").filter((segment) => segment !== "");

/** A prefix covers the table it names and every table below it; `Table.*.` says the same as `Table.`. */
function covers(prefix: readonly string[], table: readonly string[]): boolean {
  return (
    prefix.length > 0 &&
    prefix.every((segment, index) => {
      const own = table[index];
      return own === undefined
        ? segment === wildcard
        : own === segment || segment === wildcard || own === wildcard;
    })
  );
}
