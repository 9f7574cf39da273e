/** Records with pseudonyms: the last step before Kafka, the same for every way in. */
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import { toPseudonymFlag } from "#schemas/pseudonym-flag.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import type { RecordFormat } from "../records.ts";
import { remembering } from "../remembering.ts";
import { createTextRewriter, type TextReplacer } from "./avro-texts.ts";
import { deriveKeys, keyedHash } from "./epoch-keys.ts";
import { byEpoch, type PseudonymConfig } from "./epochs.ts";
import { createTextReplacer, eventTexts, parameterTexts } from "./event-texts.ts";
import { createParameterKinds } from "./parameter-kinds.ts";
import { createSealing } from "./sealing.ts";
import { createTextMapping } from "./text-mapping.ts";

interface Schemas {
  readonly telemetry: string;
  readonly parameter: string;
}

/** What is done by one epoch's key. */
interface EpochWork {
  readonly flag: string;
  readonly replacer: TextReplacer;
  readonly eventId: (id: string) => string;
}

/** Bytes before the Avro body: magic and schema id. */
const headerBytes = 5;

/**
 * The same format with pseudonyms in what it encodes, and dead letters and parked segments sealed. An `event_id` is a
 * digest of the message, in which its contents could be tried out: a keyed hash of it takes its place.
 */
export function withPseudonyms(
  format: RecordFormat,
  config: PseudonymConfig,
  schemas: Schemas,
): RecordFormat {
  const kindOf = remembering(createParameterKinds(config.names));
  const workAt = byEpoch(config.epochs, (epoch): EpochWork => {
    const { event_id: key } = deriveKeys(epoch);
    return {
      flag: toPseudonymFlag(epoch.id),
      replacer: createTextReplacer(createTextMapping(epoch, kindOf)),
      eventId: lastKnown((id) => keyedHash(key, id).toString("hex", 0, 16)),
    };
  });
  const rewriteEvent = createTextRewriter(schemas.telemetry, eventTexts);
  const rewriteParameters = createTextRewriter(schemas.parameter, parameterTexts);
  return {
    ...format,
    sealing: createSealing(config.epochs),
    encodeTelemetry(event: TelemetryEvent) {
      if (event.kind === "tick") return format.encodeTelemetry(event);
      const { flag, replacer, eventId } = workAt(event.received_at);
      const flagged = { ...event, event_id: eventId(event.event_id), flags: [...event.flags, flag] };
      return rewriteEvent(format.encodeTelemetry(flagged), headerBytes, replacer);
    },
    encodeParameter(event: ParameterEvent) {
      const { replacer, eventId } = workAt(event.received_at);
      const named = { ...event, event_id: eventId(event.event_id) };
      return rewriteParameters(format.encodeParameter(named), headerBytes, replacer);
    },
  };
}

/** An event and its parameters, one after the other, have one id. */
function lastKnown(compute: (text: string) => string): (text: string) => string {
  let last: { readonly text: string; readonly value: string } | null = null;
  return (text) => {
    if (last === null || last.text !== text) last = { text, value: compute(text) };
    return last.value;
  };
}
