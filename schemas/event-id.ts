/**
 * `event_id`: the same fact has the same id, whoever computes it and whenever. 32 hex digits, the first 16 bytes of
 * a SHA-256 over length-prefixed parts, so that no two different lists of parts read the same. Ids are in topics and
 * tables: derived in another way, what is sent again would be a second event.
 */
import { hash } from "node:crypto";
import type { EpochMs } from "./units.ts";

/** One element of a bulk-data report. */
export interface ReportFact {
  readonly endpointId: string;
  readonly profileId: string;
  /** The time as reported; null where the report carries none. */
  readonly timeRaw: string | null;
  /** Goes into the id of a report without a time, which nothing else tells from the next one. */
  readonly receivedAtMs: EpochMs | number;
  /** How many messages of its topic came before it in that same millisecond; goes with the received time. */
  readonly arrival: number;
  /** Its place among the elements of its report; the same. */
  readonly index: number;
  /** The element in canonical form (`ingest/report/canonical.ts`; an Inform's: `ingest/cwmp/events.ts`). */
  readonly element: string | Uint8Array;
}

/** A report is its endpoint, its stream, its own time and what it says; sent twice it is one fact. */
export function reportEventId(fact: ReportFact): string {
  const { endpointId, profileId, timeRaw, receivedAtMs, arrival, index, element } = fact;
  if (timeRaw !== null) return digest("report", endpointId, profileId, timeRaw, element);
  const place = ordinals(arrival, index);
  return digest("report-untimed", endpointId, profileId, String(receivedAtMs), element, ...place);
}

/** A Notify: it carries no time, but an agent repeats one (retry, reconnect) under the same msg_id (TR-369 R-NOT.3). */
export interface NotificationFact {
  readonly endpointId: string;
  readonly msgId: string;
  /** The Notify's own bytes. */
  readonly body: Uint8Array;
}

export function notificationEventId({ endpointId, msgId, body }: NotificationFact): string {
  return digest("notification", endpointId, msgId, body);
}

/** A connect or disconnect record. It carries neither time nor id, so the time it came is part of the fact. */
export interface RecordFact {
  readonly endpointId: string;
  readonly kind: string;
  readonly body: Uint8Array;
  readonly receivedAtMs: EpochMs | number;
  /** How many messages of its topic came before it in that same millisecond. */
  readonly arrival: number;
}

export function recordEventId({ endpointId, kind, body, receivedAtMs, arrival }: RecordFact): string {
  return digest("record", endpointId, kind, String(receivedAtMs), body, ...ordinals(arrival, 0));
}

/** Tells apart what came in one millisecond. The first of all has none: a millisecond nearly always holds one. */
const ordinals = (arrival: number, index: number): readonly string[] =>
  arrival === 0 && index === 0 ? [] : [`${arrival}/${index}`];

/** Room for the parts of all but the largest facts; written anew for each. */
const scratch = Buffer.allocUnsafe(65_536);

/** Each part behind its length in 4 bytes, hashed in one go: a hash costs more to feed than to compute. */
export function digest(...parts: readonly (string | Uint8Array)[]): string {
  // A character takes three bytes at most.
  const mostBytes = parts.reduce(
    (sum, part) => sum + 4 + (typeof part === "string" ? 3 : 1) * part.length,
    0,
  );
  const bytes = mostBytes <= scratch.length ? scratch : Buffer.allocUnsafe(mostBytes);
  let end = 0;
  for (const part of parts) {
    const start = end + 4;
    if (typeof part === "string") end = start + bytes.write(part, start, "utf8");
    else {
      bytes.set(part, start);
      end = start + part.length;
    }
    bytes.writeUInt32BE(end - start, start - 4);
  }
  return hash("sha256", bytes.subarray(0, end), "hex").slice(0, 32);
}
