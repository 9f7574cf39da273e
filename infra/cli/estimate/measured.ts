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
 * CPU microseconds of a core of a shared virtual machine (AMD EPYC), `npm run bench`, 2026-11-27, in `infra/bench/README.md`.
 * - Bridge: 128 us a report of 12 kB; it goes with the bytes.
 * - Worker: `worker` takes 120, 48 and 39 us a report of 15 stations every 60, 10 and 5 s, `scale` 77 us of one of 3 stations
 *   a minute: so much for each report and each window, and for each station in them. Times 1.42 for 100,000 homes in one
 *   process (`scale`).
 * - Sink: a row.
 * - Services, sampled beside `bridge` and `sink` while the machine was busy, so rather too much: mosquitto 28 us a report of
 *   12.6 kB in and out at QoS 1; Kafka 60 us for the 5.2 kB of its two records, and 28 us for each fetch of 4.2 kB, of which there
 *   are two; ClickHouse a row, its merges included.
 */
export const cpuUs = {
  mqttPerReportKilobyte: 2.2,
  bridgePerReportKilobyte: 10.7,
  kafkaPerKilobyte: 26,
  workerPerReport: 20,
  workerPerStation: 1,
  workerPerWindow: 46,
  workerPerWindowStation: 2.7,
  workerManyHomes: 1.42,
  sinkPerRow: 0.57,
  clickhousePerRow: 7.3,
} as const;

/** Where these come from, in a line. */
export const cpuMeasuredBy = "npm run bench, 2026-11-27 (infra/bench/README.md)";

/** How much of a core a process is planned to use: the rest is for catching up and for bursts. */
export const plannedLoad = 0.5;

/** Kilobytes of a worker's heap that a home takes for each of its stations: 132 kB of 15, every baseline learned (`state`). */
export const heapKilobytesPerStation = 8.8;

/** Of a home without any. */
export const leastHeapKilobytes = 10;

/** Of a worker's heap that is planned to be filled: half of what Node.js allows without being told more. */
export const plannedHeapGigabytes = 2;

/** What a service of several cores and replicas is counted in. */
export const kafkaCluster = { replicas: 3, coresPerBroker: 8 } as const;
