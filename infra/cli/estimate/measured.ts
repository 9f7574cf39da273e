/**
 * What can't be worked out from a profile and was measured: bytes of a row as ClickHouse stores it, and CPU of our own
 * processes. Compression and CPU depend on what is in the homes and on the machine: orders of magnitude, not promises.
 */

/**
 * Compressed bytes of one row, by table, merged, replicas not counted.
 * Measured with `npm run bench:storage`, 2026-11-26: 16 homes of the labelled world for a day, a report a minute, ClickHouse
 * 26.7. Interfaces, mesh nodes and heard BSSs, which those gateways do not have, are taken for as large as gateways,
 * stations and heard stations.
 */
export const bytesPerRow = {
  telemetry_event: 30,
  station_observation: 15,
  host_observation: 2.5,
  radio_observation: 8.4,
  access_point_observation: 8.2,
  gateway_observation: 21,
  interface_observation: 21,
  mesh_node_observation: 15,
  heard_station_observation: 5.9,
  heard_bss_observation: 5.9,
  parameter: 7.8,
  home_window: 240,
  association_change: 14,
} as const;

export type Table = keyof typeof bytesPerRow;

/** Days that a row is kept: the tables' TTL in `schemas/clickhouse/migrations`. */
export const daysKept: Readonly<Record<Table, number>> = {
  telemetry_event: 400,
  station_observation: 90,
  host_observation: 90,
  radio_observation: 90,
  access_point_observation: 90,
  gateway_observation: 90,
  interface_observation: 90,
  mesh_node_observation: 90,
  heard_station_observation: 90,
  heard_bss_observation: 90,
  parameter: 30,
  home_window: 400,
  association_change: 400,
};

/**
 * CPU microseconds of a core of a shared virtual machine (Xeon): `npm run bench -- bridge worker sink`, 2026-11-25, in
 * `infra/bench/README.md`. The bridge's cost goes with the bytes of its reports (295 us for 12.3 kB), the worker's with
 * the stations in them (7.7 us each when every report closes a window, the dearer case), the sink's with rows.
 */
export const cpuUs = {
  bridgePerReportKilobyte: 24,
  workerPerStation: 7.7,
  workerPerReport: 20,
  sinkPerRow: 0.67,
} as const;

/** Where these come from, in a line. */
export const cpuMeasuredBy = "npm run bench -- bridge worker sink, 2026-11-25 (infra/bench/README.md)";

/** How much of a core a process is planned to use: the rest is for catching up and for bursts. */
export const plannedLoad = 0.5;
