/** Bulk-data profiles in recorded traffic: requests of controllers and what agents answered, paired by their msg_id. */
import type { ProfileDefinition } from "#ingest/config.ts";
import { createIdentity } from "#ingest/identity.ts";
import { type Streams, toDefinition } from "#ingest/profiles/definition.ts";
import { ProfileBook, profileBookLimits, toSettings } from "#ingest/profiles/profile-book.ts";
import { rowChanges } from "#ingest/profiles/row-changes.ts";
import { decodeMessage, type UspMessage } from "#proto/message.ts";
import { decodeRecord } from "#proto/record.ts";
import { epochMs } from "#schemas/units.ts";
import { readCaptures } from "../replay/capture-file.ts";
import type { Values } from "../settings.ts";

export interface RecordedProfiles {
  /** One for each stream: the one seen last. */
  readonly profiles: readonly ProfileDefinition[];
  /** Sentences about streams that gateways have in different ways. */
  readonly contradictions: readonly string[];
}

/** Requests that wait for their response; of more the oldest is forgotten. */
const pendingLimit = 10_000;

/** Reads captures to their ends. Throws a complaint that names file and line of what is no recorded publish. */
export async function recordedProfiles(
  files: readonly string[],
  { topics, identityEndpoints: endpoints, identityHome: home }: Values,
): Promise<RecordedProfiles> {
  const identity = createIdentity(topics, { endpoints, home });
  const streams: Streams = {
    ofTopic(topic) {
      const match = identity.match(topic);
      return match?.kind === "report" ? match.stream : null;
    },
    ofPath: () => null,
  };
  const book = new ProfileBook(profileBookLimits, () => undefined);
  const pending = new Map<string, UspMessage["body"]>();
  const seen = new Map<string, Map<string, ProfileDefinition>>();
  for await (const { payload } of readCaptures(files)) {
    const said = messageIn(payload);
    if (said === null) continue;
    const { body, msgId, fromId, toId } = said;
    if (body.kind === "request") remember(pending, `${toId} ${msgId}`, body);
    if (body.kind !== "response") continue;
    const request = pending.get(`${fromId} ${msgId}`) ?? null;
    const changes = rowChanges({ request, response: body });
    book.learn({ endpointId: fromId, receivedAt: inOrder, source: "tap" }, changes);
    for (const row of new Set(changes.flatMap((change) => ("row" in change ? change.row : change.rows)))) {
      const profile = definitionOf(book, fromId, row, streams);
      if (profile !== null) noteLast(seen, profile.topic, profile);
    }
  }
  return {
    profiles: [...seen.values()].flatMap((ways) => [...ways.values()].slice(-1)),
    contradictions: [...seen].flatMap(([topic, ways]) =>
      ways.size < 2
        ? []
        : [
            `Stream ${topic} was defined in ${ways.size} ways: printed is the one seen last, check which holds`,
          ],
    ),
  };
}

/** Captures are read in order of time: what comes is later than what came. */
const inOrder = epochMs(0);

/** None where something is left out of reports: settings have no word for it. */
function definitionOf(
  book: ProfileBook,
  endpointId: string,
  row: string,
  streams: Streams,
): ProfileDefinition | null {
  const known = book.rowsOf(endpointId)?.get(row);
  const learned = known === undefined ? null : toDefinition(row, toSettings(known.text), streams);
  if (learned === null || learned.excluded.length > 0) return null;
  const { excluded: _none, ...definition } = learned;
  return definition;
}

interface Said {
  readonly body: UspMessage["body"];
  readonly msgId: string;
  readonly fromId: string;
  readonly toId: string;
}

/** Reports, status texts and what can't be decoded are none. */
function messageIn(payload: Uint8Array): Said | null {
  const record = decodeRecord(payload);
  if (!record.ok || record.value.type.kind !== "no_session_context") return null;
  const message = decodeMessage(record.value.type.payload);
  if (!message.ok) return null;
  const { fromId, toId } = record.value;
  return { body: message.value.body, msgId: message.value.msgId, fromId, toId };
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  const [oldest] = map.keys();
  if (map.size >= pendingLimit && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}

/** Definitions that say the same are one. */
function noteLast(
  seen: Map<string, Map<string, ProfileDefinition>>,
  topic: string,
  profile: ProfileDefinition,
): void {
  const ways = seen.get(topic) ?? new Map<string, ProfileDefinition>();
  const way = JSON.stringify(profile);
  ways.delete(way);
  seen.set(topic, ways.set(way, profile));
}
