/**
 * Demo data: an evening of a few homes of the labelled world in which much happens, always the same one. Examples, panels and
 * pages are tried on it; so every view has rows in it.
 */
import { type ClickhouseConfig, createClickhouse } from "#infra/adapters/clickhouse.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { migrate } from "#infra/cli/migrate-command.ts";
import type { Values } from "#infra/cli/settings.ts";
import { rollUpOnce } from "#processors/rollup/main.ts";
import { encodeNotify, msgIdOf, type Notification } from "#infra/simulator/usp-record.ts";
import { compileType } from "#schemas/avro.ts";
import { WorkerLedger } from "#processors/runtime/worker-ledger.ts";
import type { InventoryEntry } from "#schemas/inventory.ts";
import { type LedgerEntry, toLedgerRecord } from "#schemas/ledger-entry.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import { sumOfRecord } from "#schemas/record-sum.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { TableFiller } from "./fill-tables.ts";
import { type Extra, type Extras, simulatePast } from "./past.ts";

const hourMs = 3_600_000;
const homes = 6;

/** The evening, milliseconds since 1970: from 17 to 24 h in UTC. */
export const demoStartMs = Date.UTC(2026, 9, 19, 17);
export const demoEndMs = demoStartMs + 7 * hourMs;

/** Makes the database, which must be new, and fills it. `values` are settings as `npm start` has them. */
export async function makeDemo(clickhouse: ClickhouseConfig, values: Values): Promise<void> {
  await migrate(clickhouse);
  const client = createClickhouse(clickhouse);
  try {
    const filler = await TableFiller.open(client);
    filler.add(inventory(), demoStartMs);
    const size = { values, seed: "demo", homes, anomalies: 60, intervalMs: 60_000 };
    const books = new Books();
    const past = simulatePast({ ...size, startMs: demoStartMs, endMs: demoEndMs }, extra);
    for (const { startMs, records } of past) {
      filler.add([...records, ...books.entriesOf(records, startMs)], startMs);
      if (startMs % hourMs === 0) await filler.insert();
    }
    await filler.insert();
  } finally {
    await client.close();
  }
  await rollUpOnce({ clickhouse });
}

const entryType = compileType<LedgerEntry>(loadSchema(topics.ledger.schema));

/** The workers' side of the ledger: a book for each partition. */
class Books {
  readonly #books = new Map<number, { readonly ledger: WorkerLedger; offset: number }>();

  /** What is due after these records of telemetry, and of windows and changes. */
  entriesOf(records: readonly OutRecord[], atMs: number): readonly OutRecord[] {
    for (const record of records) {
      const book = this.#of(record.partition);
      if (record.topic === topics.telemetry.name) {
        const fate = record.key === null ? "tick" : "folded";
        book.ledger.take(book.offset, sumOfRecord(record.key, record.value), fate, atMs);
        book.offset += 1;
      } else if (record.topic === topics.window.name || record.topic === topics.associationChange.name)
        book.ledger.stamp(record);
    }
    return [...this.#books.values()].flatMap(({ ledger }) => ledger.cut(false));
  }

  #of(partition: number): { readonly ledger: WorkerLedger; offset: number } {
    const toRecord = (entry: LedgerEntry): OutRecord =>
      toLedgerRecord(entry, { type: entryType, schemaId: 7 }, partition);
    const settings = { topic: topics.telemetry.name, writer: `worker-${partition}-demo`, toRecord };
    const book = this.#books.get(partition) ?? {
      ledger: new WorkerLedger(settings, partition, null, 0),
      offset: 0,
    };
    this.#books.set(partition, book);
    return book;
  }
}

const gatewayId = (gateway: number): string => `cpe-sim-${String(gateway).padStart(4, "0")}`;

/** What the world's gateways do not have, once an hour; now and then a report that is none; and a gateway whose reports get lost. */
const extra: Extra = {
  isLost: (gateway, topic, atMs) =>
    gateway === 5 && topic.endsWith(gatewayId(5)) && Math.floor(atMs / 60_000) % 5 === 0,
  messages: (gateway, minuteMs) => {
    const topic = `oktopus/usp/v1/bulkdata/${gatewayId(gateway)}/lan`;
    if (minuteMs % hourMs !== 0) return [];
    const garbled = { topic, payload: Buffer.from('{"Report": [{"CollectionTime": 17') };
    const report = {
      CollectionTime: minuteMs / 1000,
      ...lanValues(gateway, (minuteMs - demoStartMs) / hourMs),
    };
    const sound = { topic, payload: Buffer.from(JSON.stringify({ Report: [report] })) };
    const statistics = statisticsOf(gateway, minuteMs);
    return gateway === 3 ? [sound, statistics, garbled] : [sound, statistics];
  },
};

/** What the gateway's processor did in each quarter of the hour, by a Notify of its own. */
function statisticsOf(gateway: number, atMs: number): Extras[number] {
  const agent = `os::00D09E-${gatewayId(gateway)}`;
  const hour = (atMs - demoStartMs) / hourMs;
  const push: Notification = {
    kind: "event",
    path: "Device.PeriodicStatistics.SampleSet.1.",
    name: "Push!",
    params: {
      "Parameter.1.Reference": "Device.DeviceInfo.ProcessStatus.CPUUsage",
      "Parameter.1.Values": [0, 1, 2, 3].map((quarter) => 5 * gateway + 3 * hour + quarter).join(","),
      "Parameter.1.SampleSeconds": "900,900,900,900",
      "Parameter.1.SuspectData": "0,0,0,0",
    },
  };
  const ends = { agent, controller: "oktopusController" };
  return {
    topic: `oktopus/usp/v1/controller/${agent}`,
    payload: encodeNotify(ends, msgIdOf(push, atMs, 1), "statistics", push),
    contentType: "usp.msg",
  };
}

/** The way to the WAN, a mesh of two nodes, how busy a radio is and a neighbor's BSS. */
function lanValues(gateway: number, hour: number): Readonly<Record<string, string | number>> {
  const network = "Device.WiFi.DataElements.Network.Device.";
  const mac = (last: number): string => `00:D0:9E:00:0${gateway}:0${last}`;
  const neighbor = `${network}1.Radio.1.ScanResult.1.OpClassScan.1.ChannelScan.1.NeighborBSS.1.`;
  return {
    "Device.IP.Interface.1.Status": "Up",
    "Device.IP.Interface.1.Name": "wan",
    "Device.IP.Interface.1.Stats.BytesSent": 4_000_000 * gateway * (hour + 1),
    "Device.IP.Interface.1.Stats.BytesReceived": 90_000_000 * gateway * (hour + 1),
    [`${network}1.ID`]: mac(1),
    [`${network}2.ID`]: mac(2),
    [`${network}2.BackhaulALID`]: mac(1),
    [`${network}2.BackhaulMediaType`]: "Wi-Fi",
    [`${network}1.Radio.1.ID`]: mac(3),
    [`${network}1.Radio.1.Utilization`]: 30 + 20 * hour + 5 * gateway,
    [`${neighbor}BSSID`]: mac(4),
    [`${neighbor}SSID`]: "next door",
    [`${neighbor}SignalStrength`]: 70 + gateway,
  };
}

const inventoryType = compileType<InventoryEntry>(loadSchema(topics.inventory.schema));

/** Where the homes are; of one the inventory does not know. */
function inventory(): OutRecord[] {
  return Array.from({ length: homes - 1 }, (_, index) => {
    const id = `os::00D09E-${gatewayId(index + 1)}`;
    const place = {
      valid_from: null,
      valid_to: null,
      area: index < 3 ? "north" : "south",
      access_node: `olt-${1 + (index % 2)}`,
      tariff: index % 2 === 0 ? "100" : "250",
    };
    const entry = { home_id: id, endpoint_id: id, periods: [place], loaded_at: epochMs(demoStartMs) };
    return {
      topic: topics.inventory.name,
      partition: 0,
      key: Buffer.from(`${id} ${id}`),
      value: inventoryType.encode(entry, 7),
    };
  });
}
