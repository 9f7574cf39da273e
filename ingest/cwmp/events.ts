/**
 * An Inform to events: why it was sent, and the values it brings as the rows that a report would have. An Inform holds
 * what somebody asked the gateway to add to it, so it covers no table: a row that is not in it may well be there.
 *
 * `2 PERIODIC` with values that have columns is a report. Everything else is a notification, with the rows where there
 * was no report to hold them; `0 BOOTSTRAP` and `1 BOOT` are TR-181's `Boot!`, and the event codes stay beside it.
 */
import { reportEventId } from "#schemas/event-id.ts";
import type { EventKind, Notification, TelemetryEvent } from "#schemas/telemetry-event.ts";
import { emptyEvent, type Origin, parameterEvents } from "../event.ts";
import { toNotification } from "../normalize/change.ts";
import { normalizeElement } from "../normalize/element.ts";
import type { ReportEvents } from "../report/events.ts";
import type { Profile } from "../report/profiles.ts";
import { observedTime } from "../report/timestamps.ts";
import type { Inform, InformEvent } from "./inform.ts";

/** The stream of everything that comes by CWMP. */
export const cwmpStream = "cwmp";

/** Values without a column go beside the first event. */
export function informEvents(
  inform: Inform,
  { resolve, intervalMs }: Pick<Profile, "resolve" | "intervalMs">,
  origin: Origin,
): ReportEvents {
  const {
    tables: _tables,
    spoiledTables: _spoiled,
    parameters,
    conflicting,
    ...rows
  } = normalizeElement(inform.element, resolve);
  const time = observedTime(inform.element.time, origin.receivedAt);
  const timeRaw = time.quality === "none" ? null : time.raw;
  const flags = [
    ...origin.flags,
    ...(inform.element.duplicateNames ? ["duplicate_key"] : []),
    ...(conflicting ? ["conflicting_values"] : []),
  ];
  const hasRows = Object.values(rows).some((each) => each.length > 0);
  const events = parts(inform, hasRows).map(({ kind, notifications, withRows }): TelemetryEvent => ({
    ...emptyEvent(origin, partId(inform, kind, timeRaw, origin), kind),
    observed_at: time.observedAt,
    time_quality: time.quality,
    time_raw: time.raw,
    flags,
    events: notifications,
    interval_ms: kind === "report" ? intervalMs : null,
    ...(withRows ? rows : {}),
  }));
  const [first] = events;
  return { events, parameters: first === undefined ? [] : parameterEvents(first, parameters) };
}

/** One event of an Inform, while it is made. */
interface Part {
  readonly kind: EventKind;
  readonly notifications: readonly Notification[];
  readonly withRows: boolean;
}

function parts(inform: Inform, hasRows: boolean): readonly Part[] {
  const isReport = hasRows && inform.events.some(({ code }) => startOf(code) === "2");
  const others = inform.events.filter(({ code }) => !(isReport && startOf(code) === "2"));
  const report: Part = { kind: "report", notifications: [], withRows: true };
  if (isReport && others.length === 0) return [report];
  const notification: Part = {
    kind: others.length > 0 && others.every(({ code }) => startOf(code) === "4") ? "value_change" : "event",
    notifications: toNotifications(others, rootOf(inform)),
    withRows: !isReport,
  };
  return isReport ? [report, notification] : [notification];
}

/** Codes are known by their first word: `2 PERIODIC`, `2 Periodic`. */
const startOf = (code: string): string => /^\S*/.exec(code)?.[0] ?? "";

const uspNames: ReadonlyMap<string, string> = new Map([
  ["0", "Boot!"],
  ["1", "Boot!"],
  ["2", "Periodic!"],
]);

/** One for each name: a first start is `0 BOOTSTRAP` and `1 BOOT`, and one `Boot!`. Without any code just `Inform`. */
function toNotifications(events: readonly InformEvent[], path: string): readonly Notification[] {
  const byName = Map.groupBy(events, ({ code }) => uspNames.get(startOf(code)) ?? code);
  if (byName.size === 0) return [toNotification({ path, name: "Inform" })];
  return [...byName].map(([name, same]) => {
    const commandKeys = same.map(({ commandKey }) => commandKey).filter((key) => key !== "");
    const params = {
      EventCode: same.map(({ code }) => code).join(", "),
      ...(commandKeys.length > 0 ? { CommandKey: commandKeys.join(", ") } : {}),
    };
    return toNotification({ path, name, params });
  });
}

/** The data model's root, as the parameters have it. */
const rootOf = ({ element }: Inform): string =>
  element.values.some(({ name }) => name.startsWith("InternetGatewayDevice."))
    ? "InternetGatewayDevice."
    : "Device.";

/** An Inform sent again is one fact: what only the delivery changes (RetryCount, MaxEnvelopes, the SOAP ID) is not in it. */
function partId(inform: Inform, kind: EventKind, timeRaw: string | null, origin: Origin): string {
  const { endpointId, profileId, receivedAt: receivedAtMs, arrival } = origin;
  const { values, superseded } = inform.element;
  const facts = [
    kind,
    inform.events.map(({ code, commandKey }) => [code, commandKey]),
    ...[superseded, values].map((part) => part.map(({ name, text, type }) => [name, text, type])),
  ];
  const element = JSON.stringify(facts);
  return reportEventId({ endpointId, profileId, timeRaw, receivedAtMs, arrival, index: 0, element });
}
