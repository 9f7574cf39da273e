/**
 * The rows that a notification tells of: the parameter of a ValueChange, and what `Boot!` brings in its ParameterMap.
 * Only rows that their path identifies (radios, access points, interfaces, the gateway): whose row 3 of the stations is,
 * such a message does not say. The notification itself holds all of it, so nothing is kept beside.
 */
import type { Notification as Notified } from "#proto/notification.ts";
import { parseJsonReport } from "../report/json.ts";
import { canonicalPath } from "../report/names.ts";
import type { ReportedValue } from "../report/value.ts";
import { type NormalizedElement, normalizeElement } from "./element.ts";
import { type Placement, place } from "./placement.ts";

/** The arrays of the event. */
type NotifiedRows = Omit<NormalizedElement, "tables" | "spoiledTables" | "parameters" | "conflicting">;

/** Null for a notification that tells of no row. */
export function notifiedRows(notified: Notified): NotifiedRows | null {
  const values = valuesOf(notified);
  if (values.length === 0) return null;
  const element = { time: null, values, superseded: [], duplicateNames: false };
  const normalized = normalizeElement(element, byFullPath);
  const {
    tables: _tables,
    spoiledTables: _spoiled,
    parameters: _kept,
    conflicting: _conflict,
    ...rows
  } = normalized;
  return rows;
}

function valuesOf(notified: Notified): readonly ReportedValue[] {
  if (notified.kind === "value_change")
    return [{ name: notified.parameterPath, text: notified.value, type: "string" }];
  if (notified.kind !== "event" || notified.eventName !== "Boot!") return [];
  return parameterMapValues(notified.params["ParameterMap"] ?? "");
}

/** As many as a gateway would send when it boots, each a text or a number. */
const mapLimits = { values: 1000, depth: 2 };

/** TR-181 `Device.Boot!`: a JSON object as text, full path -> value. None for any other text. */
function parameterMapValues(text: string): readonly ReportedValue[] {
  if (!text.trimStart().startsWith("{")) return [];
  const parsed = parseJsonReport(`[${text}]`, mapLimits);
  const [only, ...others] = parsed.ok ? parsed.elements : [];
  return only === undefined || others.length > 0 ? [] : only.values;
}

function byFullPath(name: string): Placement | null {
  return name.startsWith("Device.") ? place(canonicalPath(name)) : null;
}
