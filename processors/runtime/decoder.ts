/** Telemetry values to events, as the runtime needs it: at once, or not before a schema is there. */
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";

export type Decoded =
  | { readonly kind: "event"; readonly event: TelemetryEvent }
  /** No event, now or later; `reason` is one of the dead-letter reasons. */
  | { readonly kind: "bad"; readonly reason: string; readonly detail: string }
  /** `load` this schema first, then decode again. */
  | { readonly kind: "schema_missing"; readonly schemaId: number };

export interface EventDecoder {
  decode(value: Buffer | null): Decoded;
  /** Resolves when the schema is there or known not to exist; rejects while the registry can't be asked. */
  load(schemaId: number): Promise<void>;
}
