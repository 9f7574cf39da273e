import { beforeAll, expect, test, vi } from "vitest";
import type { KafkaRecord } from "#infra/adapters/kafka-reader.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { defaultWindow, type WindowConfig } from "#processors/config.ts";
import { createPartitionFold } from "#processors/home/partition-fold.ts";
import { rowVersionOf } from "#processors/home/settings.ts";
import { createEventDecoder } from "#processors/runtime/decoder.ts";
import { tickAt } from "#processors/scenarios/blank.ts";
import { compileType } from "#schemas/avro.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { compareAlerts } from "./compare.ts";
import { type ReplayedPartition, replayPartition } from "./replay-partition.ts";
import type { SaidAlert } from "./said-alert.ts";
import { logEndMs, logStartMs, simulatedEvents } from "./simulated-log.fixture.ts";

const type = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
const schemaId = 7;
const garbage = Buffer.from("no event");
const events = simulatedEvents();
/** What a partition begins with where a bridge is the first to write to it: it was not received at any time. */
const marker = {
  ...tickAt(0, ""),
  tick: { bridge_id: "", period_ms: -1, session_expiry_ms: 0, farewell: true },
};
const values = [garbage, ...[...events, marker].map((event) => type.encode(event, schemaId))];
const log = values.map((value, offset): KafkaRecord => ({
  offset,
  key: null,
  value,
  headers: {},
  timestampMs: 0,
}));

// oxlint-disable-next-line typescript/require-await -- as a reader's
async function* batches(size: number): AsyncGenerator<readonly KafkaRecord[]> {
  for (let at = 0; at < log.length; at += size) yield log.slice(at, at + size);
}

interface Varied {
  readonly window?: WindowConfig;
  readonly batchSize?: number;
  readonly stopAtMs?: number;
  readonly logGeneration?: number;
}

function replay({
  window = defaultWindow,
  batchSize = 500,
  stopAtMs = Number.POSITIVE_INFINITY,
  logGeneration = 0,
}: Varied): Promise<ReplayedPartition> {
  const settings = { window, rules: [], logGeneration };
  return replayPartition({
    records: batches(batchSize),
    decoder: createEventDecoder(type, () => Promise.resolve(type.schema)),
    fold: createPartitionFold(settings),
    to: log.length,
    stopAtMs,
    countFromMs: logStartMs,
    versionBase: rowVersionOf(settings, 0),
    onEvents: () => undefined,
  });
}

/** What a worker says of the same log, by offset. */
function saidByWorker(): string[] {
  const fold = createPartitionFold({ window: defaultWindow, rules: [], logGeneration: 0 });
  return events.flatMap((event, index) =>
    [...fold.apply(event, index + 1)].flatMap(({ outputs }) =>
      outputs.flatMap(({ topic, value }) =>
        topic === "alertCandidate" ? [`${index + 1} ${value.episode_id} ${value.sequence}`] : [],
      ),
    ),
  );
}

let whole: ReplayedPartition;

// Six simulated hours: seconds of CPU, and other tests run beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

beforeAll(async () => {
  whole = await replay({});
});

const keyOf = ({ offset, episodeId, sequence }: SaidAlert): string => `${offset} ${episodeId} ${sequence}`;

test("a replay says what the fold says, at the same offsets; what is no event is stepped over", () => {
  const { alerts, homes, events: count, end, received } = whole;
  expect(alerts.length).toBeGreaterThan(20);
  expect(alerts.map(keyOf)).toEqual(saidByWorker());
  expect({ homes, count, end }).toEqual({ homes: 8, count: events.length + 1, end: log.length });
  expect(received?.firstMs).toBe(logStartMs);
  expect(received?.lastMs).toBeLessThanOrEqual(logEndMs);
});

test("however it is read, and of whatever generation the log is, the offsets are the same", async () => {
  const other = await replay({ batchSize: 7, logGeneration: 3 });
  expect(other.alerts.map(({ offset }) => offset)).toEqual(whole.alerts.map(({ offset }) => offset));
});

test("it ends before the first event received at the time it is told", async () => {
  const stopAtMs = logStartMs + 3 * 3_600_000;
  const { alerts, end, received } = await replay({ stopAtMs });
  expect(received?.lastMs).toBeLessThan(stopAtMs);
  expect(events[end - 1]?.received_at).toBeGreaterThanOrEqual(stopAtMs);
  expect(alerts.every(({ offset }) => offset < end)).toBe(true);
});

test("windows of five minutes see less of what concerns a whole gateway, and the same silences", async () => {
  const now = await replay({ window: { ...defaultWindow, sizeMs: 300_000 } });
  const { classes } = compareAlerts(whole.alerts, now.alerts, true);
  const wide = classes.get("gateway_wide");
  expect((wide?.vanished ?? 0) - (wide?.appeared ?? 0)).toBeGreaterThan(0);
  expect(classes.get("gateway_silent")).toMatchObject({ moved: 0, vanished: 0, appeared: 0 });
});
