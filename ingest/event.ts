/** Events as they leave intake: what all kinds have in common. */
import { recordEventId } from "#schemas/event-id.ts";
import type { EndpointId, HomeId } from "#schemas/ids.ts";
import type { Parameter, ParameterEvent } from "#schemas/parameter-event.ts";
import type { EventKind, EventSource, TelemetryEvent, Tick } from "#schemas/telemetry-event.ts";
import type { EpochMs } from "#schemas/units.ts";

/** Where an event comes from and when we got it. */
export interface Origin {
  readonly endpointId: EndpointId;
  readonly homeId: HomeId;
  readonly source: EventSource;
  readonly profileId: string;
  readonly msgId: string | null;
  readonly receivedAt: EpochMs;
  /** How many messages of its topic came before it in the same millisecond. */
  readonly arrival: number;
  /** Of the whole message; an event may add its own. */
  readonly flags: readonly string[];
}

/** An event with nothing in it: no time but the received one, empty arrays. */
export function emptyEvent(origin: Origin, eventId: string, kind: EventKind): TelemetryEvent {
  return {
    event_id: eventId,
    home_id: origin.homeId,
    endpoint_id: origin.endpointId,
    profile_id: origin.profileId,
    kind,
    source: origin.source,
    observed_at: origin.receivedAt,
    received_at: origin.receivedAt,
    time_quality: "none",
    time_raw: null,
    msg_id: origin.msgId,
    flags: origin.flags,
    tables: [],
    stations: [],
    hosts: [],
    radios: [],
    access_points: [],
    gateway: [],
    changes: [],
    events: [],
    tick: null,
    interval_ms: null,
    interfaces: [],
    mesh_nodes: [],
    heard_stations: [],
    heard_bsses: [],
  };
}

/** The tick of a bridge: everything it received up to `time` is in the log before this record. */
export function tickEvent(tick: Tick, time: EpochMs): TelemetryEvent {
  const origin: Origin = {
    endpointId: "" as EndpointId,
    homeId: "" as HomeId,
    source: "bridge",
    profileId: "",
    msgId: null,
    receivedAt: time,
    arrival: 0,
    flags: [],
  };
  const body = Buffer.from(tick.farewell ? "farewell" : "tick", "utf8");
  const fact = { endpointId: tick.bridge_id, kind: "tick", body, receivedAtMs: time, arrival: 0 };
  const eventId = recordEventId(fact);
  return { ...emptyEvent(origin, eventId, "tick"), tick };
}

/** The parameters of an event that map to no column, under the event's own id; none when there are none. */
export function parameterEvents(
  event: TelemetryEvent,
  parameters: readonly Parameter[],
): readonly ParameterEvent[] {
  if (parameters.length === 0) return [];
  const { event_id, home_id, endpoint_id, profile_id, source, observed_at, received_at, time_quality } =
    event;
  return [
    {
      event_id,
      home_id,
      endpoint_id,
      profile_id,
      source,
      observed_at,
      received_at,
      time_quality,
      parameters,
    },
  ];
}
