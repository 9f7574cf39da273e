/** A report to events: one for each of its elements, oldest first. */
import { reportEventId } from "#schemas/event-id.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { type Origin, parameterEvents } from "../event.ts";
import { takesIn } from "../normalize/placement.ts";
import { rejectedRows } from "./csv.ts";
import type { Profile } from "./profiles.ts";
import { observedTime } from "./timestamps.ts";
import type { ReadElement, ReadReport } from "./read.ts";

type Report = Extract<ReadReport, { ok: true }>;

export interface ReportEvents {
  readonly events: readonly TelemetryEvent[];
  readonly parameters: readonly ParameterEvent[];
}

/**
 * `untimedId` gives the id of an element without a time where the message that carried it has one of its own
 * (a Notify's msg_id); null otherwise.
 */
export function reportEvents(
  report: Report,
  profile: Profile,
  origin: Origin,
  untimedId: ((index: number) => string) | null,
): ReportEvents {
  const events: TelemetryEvent[] = [];
  const parameters: ParameterEvent[] = [];
  const last = report.elements.length - 1;
  const byDefinition = definedTables(profile, report);
  for (const [index, element] of report.elements.entries()) {
    const { normalized } = element;
    const time = observedTime(element.time, origin.receivedAt);
    const untimed = time.quality === "none";
    const eventId =
      untimed && untimedId !== null
        ? untimedId(index)
        : elementId(element, index, origin, untimed ? null : time.raw);
    // Field by field: a copy of an empty event costs more than all that is put into it.
    const event: TelemetryEvent = {
      event_id: eventId,
      home_id: origin.homeId,
      endpoint_id: origin.endpointId,
      profile_id: origin.profileId,
      kind: "report",
      source: origin.source,
      observed_at: time.observedAt,
      received_at: origin.receivedAt,
      time_quality: time.quality,
      time_raw: time.raw,
      msg_id: origin.msgId,
      flags: [
        ...origin.flags,
        ...report.flags,
        ...elementFlags(element, normalized.conflicting, index < last),
      ],
      tables: report.flags.includes(rejectedRows)
        ? []
        : covered(byDefinition, normalized.tables, normalized.spoiledTables),
      stations: normalized.stations,
      hosts: normalized.hosts,
      radios: normalized.radios,
      access_points: normalized.access_points,
      gateway: normalized.gateway,
      changes: [],
      events: [],
      tick: null,
      interval_ms: profile.intervalMs,
      interfaces: normalized.interfaces,
      mesh_nodes: normalized.mesh_nodes,
      heard_stations: normalized.heard_stations,
      heard_bsses: normalized.heard_bsses,
    };
    events.push(event);
    const outside = index === last ? report.outside : [];
    const beside = outside.map(({ name, text, type }) => ({ path: name, value: text, value_type: type }));
    const all = beside.length === 0 ? normalized.parameters : [...normalized.parameters, ...beside];
    parameters.push(...parameterEvents(event, all));
  }
  return { events, parameters };
}

/**
 * What the profile's definition says is covered. One that was learned says nothing about a report with a name that it does
 * not explain: the profile was changed unseen, and what it covered may be missing.
 */
function definedTables({ tables, onUnexplained }: Profile, { elements }: Report): readonly string[] {
  if (onUnexplained === undefined) return tables;
  const unexplained = elements
    .flatMap(({ normalized }) => normalized.parameters)
    .find(({ path }) => !path.startsWith("Device.") && !path.startsWith("InternetGatewayDevice."));
  if (unexplained === undefined) return tables;
  onUnexplained(unexplained.path);
  return [];
}

function elementFlags(element: ReadElement, conflicting: boolean, retained: boolean): readonly string[] {
  return [
    ...(retained ? ["retained_report"] : []),
    ...(element.duplicateNames ? ["duplicate_key"] : []),
    ...(conflicting ? ["conflicting_values"] : []),
  ];
}

/** By definition or by a row; never one that takes in a table with a row that can't be used. Sorted. */
function covered(
  byProfile: readonly string[],
  byRows: readonly string[],
  spoiled: readonly string[],
): readonly string[] {
  if (byProfile.length === 0 && spoiled.length === 0) return sorted(byRows);
  const unknown = new Set(spoiled);
  // Only patterns are held against each spoiled table: definitions make those, so they are few whatever is reported.
  const isSpoiled = (table: string): boolean =>
    unknown.has(table) || (table.includes("*") && spoiled.some((concrete) => takesIn(table, concrete)));
  return sorted([...byProfile, ...byRows].filter((table) => !isSpoiled(table)));
}

/** Each once, in order; nearly all reports have few. */
function sorted(tables: readonly string[]): readonly string[] {
  if (tables.length > fewTables) return [...new Set(tables)].sort();
  const inOrder: string[] = [];
  for (const table of tables) {
    let place = inOrder.length;
    while (place > 0 && (inOrder[place - 1] as string) > table) place -= 1;
    if (inOrder[place - 1] !== table) inOrder.splice(place, 0, table);
  }
  return inOrder;
}

const fewTables = 16;

function elementId(
  { canonical }: ReadElement,
  index: number,
  origin: Origin,
  timeRaw: string | null,
): string {
  const { endpointId, profileId, receivedAt, arrival } = origin;
  return reportEventId({
    endpointId,
    profileId,
    timeRaw,
    receivedAtMs: receivedAt,
    arrival,
    index,
    element: canonical,
  });
}
