/** A sink on simulated services, wired as `processors/sink/main.ts` wires it on real ones. */
import { createGroupMember } from "#infra/adapters/kafka-consumer.ts";
import { createProducer } from "#infra/adapters/kafka-producer.ts";
import { createSink } from "#processors/sink/sink.ts";
import type { SchemaAnswer } from "#processors/sink/routes.ts";
import { openTransport } from "../log/clients.ts";
import { openReader } from "../log/reader.ts";
import { logClient, type ProcessParts, type RunningPart, schemaText, sunk } from "../surroundings.ts";
import { createInsert } from "../tables/insert.ts";

export const sinkGroup = "sink";

export interface SinkSettings {
  readonly maxBatchRecords: number;
  readonly flushEveryMs: number;
}

const deadLetterBytes = 1_000_000;

/** Resolves when it has joined its group. */
export async function runSink(
  parts: ProcessParts,
  { maxBatchRecords, flushEveryMs }: SinkSettings,
  fatal: (error: unknown) => void,
): Promise<RunningPart> {
  const { life, network, tables, random, defect } = parts;
  const writer = `sink-${life.name}`;
  const producer = createProducer(openTransport(logClient(parts), writer), { writer });
  const reader = createGroupMember((listener) =>
    openReader({
      ...logClient(parts),
      random,
      groupId: sinkGroup,
      topics: sunk.map(({ name }) => name),
      listener,
    }),
  );
  const insert = createInsert(life, network, tables);
  const sink = createSink({
    topics: sunk,
    limits: { records: maxBatchRecords, bytes: 1_000_000 },
    flushEveryMs,
    deadLetterBytes,
    reader,
    insert: defect?.insert?.(insert) ?? insert,
    publish: (record) => producer.publish(record),
    schemaById: (id) => network.call(life, "registry", () => answerOf(id)).catch(unreachable),
    landingTables: () =>
      network
        .call(life, "tables", () => ({ kind: "found" as const, tables: tables.landing }))
        .catch(unreachable),
    after: (ms, run) => life.after(ms, run),
    warn: () => undefined,
    fatal,
  });
  await sink.check();
  await reader.run({
    onRecords: (batch) => sink.take(batch),
    onRevoked: (revoked) => sink.revoked(revoked),
    onFailed: fatal,
  });
  return {
    async stop() {
      await sink.stop();
      await reader.stop();
      await producer.close();
    },
  };
}

const answerOf = (id: number): SchemaAnswer => {
  const text = schemaText(id);
  return text === null ? { kind: "unknown" } : { kind: "found", text };
};

const unreachable = (error: unknown) => ({ kind: "unreachable" as const, detail: String(error) });
