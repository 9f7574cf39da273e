/** Which of the records read can be inserted, and into what; everything else is a dead letter with its reason. */
import { type AvroType, bodyOf, compileType } from "#schemas/avro.ts";
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import { fullName, parseRecordSchema } from "./avro-schema.ts";
import { createContainer, type SinkRecord } from "./container.ts";
import type { KafkaRecord } from "./dead-letter-row.ts";
import { findLandingTable, type LandingTable, type SinkTopic } from "./sink-topic.ts";

/** How records of one topic and one schema go into ClickHouse. */
export interface Route {
  readonly topic: SinkTopic;
  readonly table: string;
  toContainer(this: void, records: readonly SinkRecord[]): Buffer;
  /** The writer's schema, to look into a body that ClickHouse could not read; compiled when it is first asked for. */
  typeOf(this: void): AvroType<unknown>;
}

/** What a schema id means for a topic. */
export type RouteAnswer =
  | { readonly kind: "route"; readonly route: Route }
  | { readonly kind: "dead_letter"; readonly reason: DeadLetterReason; readonly detail: string }
  /** A version of the topic's own record that no table takes: the migrations are behind. */
  | { readonly kind: "no_table"; readonly detail: string };

/** The route for a schema text that the registry gave for `id`. */
export function routeFor(
  topic: SinkTopic,
  id: number,
  text: string,
  tables: readonly LandingTable[],
): RouteAnswer {
  const schema = parseRecordSchema(text);
  if (schema === null || fullName(schema) !== topic.recordName) {
    const detail = `Schema ${id} is not of a ${topic.recordName}`;
    return { kind: "dead_letter", reason: "schema_mismatch", detail };
  }
  try {
    const table = findLandingTable(topic, schema, tables);
    if (table === null) {
      return {
        kind: "no_table",
        detail: `No table ${topic.landingPrefix}* takes schema ${id} of ${topic.name}`,
      };
    }
    let type: AvroType<unknown> | null = null;
    const typeOf = (): AvroType<unknown> => (type ??= compileType<unknown>(text));
    return { kind: "route", route: { topic, table, toContainer: createContainer(schema), typeOf } };
  } catch (error) {
    const detail = `Schema ${id} can't be used: ${error instanceof Error ? error.message : String(error)}`;
    return { kind: "dead_letter", reason: "schema_mismatch", detail };
  }
}

/** A record with all that an insert or a dead letter needs: as it was read, and as it goes into a container. */
export interface Admitted {
  readonly record: KafkaRecord;
  readonly row: SinkRecord;
}

/** A record with its place and the bytes to insert. */
export const admit = (topic: string, partition: number, record: KafkaRecord, body: Buffer): Admitted => ({
  record,
  row: { topic, partition, offset: record.offset, timestampMs: record.timestampMs, body },
});

/**
 * What is wrong with a body, or null when it is what its schema says to the byte (as avsc writes it). Asked only
 * about a body that ClickHouse did not take for a reason that may as well be its own.
 */
export function complaintAbout(typeOf: Route["typeOf"], body: Buffer): string | null {
  try {
    const type = typeOf();
    const decoded = type.decode(body);
    if (!decoded.ok) return decoded.detail;
    return bodyOf(type.encode(decoded.value, 0)).equals(body)
      ? null
      : "the bytes are not what their value is written as";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
