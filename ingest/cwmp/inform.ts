/**
 * A CWMP Inform (TR-069 section A.3.3.1): who it is from, why it was sent, and values of parameters. What firmware
 * gets wrong without harm is read all the same: wrong array counts, missing types, events without a code.
 */
import type { ReportElement, ReportedValue, ValueType } from "../report/value.ts";
import { childOf, textOf } from "./soap.ts";
import { CwmpStop } from "./stop.ts";
import type { XmlElement } from "./xml.ts";

export interface Inform {
  readonly device: DeviceId;
  /** In their order; the same code may come twice. */
  readonly events: readonly InformEvent[];
  /** CurrentTime and ParameterList. RetryCount and MaxEnvelopes are of the delivery and not of what is delivered. */
  readonly element: ReportElement;
}

export interface DeviceId {
  /** Six hex digits. */
  readonly oui: string;
  /** Often empty. */
  readonly productClass: string;
  readonly serialNumber: string;
}

export interface InformEvent {
  /** `2 PERIODIC`, `M Reboot`, `X 00D09E ...`. */
  readonly code: string;
  /** Empty but for what an ACS has asked for. */
  readonly commandKey: string;
}

/** As in TR-069: more are no Inform's. */
const mostEvents = 64;

/** Reads the element `Inform`. Throws CwmpStop where it can't be one, or says more than `maxValues` parameters. */
export function readInform(inform: XmlElement, maxValues: number): Inform {
  const device = readDeviceId(inform);
  const events = (childOf(inform, "Event")?.children ?? []).map((struct) => ({
    code: textOf(struct, "EventCode") ?? "",
    commandKey: textOf(struct, "CommandKey") ?? "",
  }));
  if (events.length > mostEvents) throw new CwmpStop("cwmp_invalid", `${events.length} events in one Inform`);
  const structs = childOf(inform, "ParameterList")?.children ?? [];
  if (structs.length > maxValues) throw new CwmpStop("too_many_values", `${structs.length} parameters`);
  return {
    device,
    events: events.filter(({ code }) => code !== ""),
    element: { time: readTime(inform), ...readParameters(structs) },
  };
}

/** Reads who an Inform is from. Throws CwmpStop where it does not say it. */
export function readDeviceId(inform: XmlElement): DeviceId {
  const device = childOf(inform, "DeviceId");
  if (device === null) throw new CwmpStop("endpoint_id_missing", "no DeviceId");
  const oui = textOf(device, "OUI") ?? "";
  const serialNumber = textOf(device, "SerialNumber") ?? "";
  if (oui === "" || serialNumber === "")
    throw new CwmpStop("endpoint_id_missing", "DeviceId without OUI or SerialNumber");
  if (!/^[0-9A-Fa-f]{6}$/.test(oui))
    throw new CwmpStop(
      "endpoint_id_invalid",
      `OUI ${JSON.stringify(oui.slice(0, 60))} has not six hex digits`,
    );
  return { oui: oui.toUpperCase(), productClass: textOf(device, "ProductClass") ?? "", serialNumber };
}

function readTime(inform: XmlElement): ReportedValue | null {
  const text = textOf(inform, "CurrentTime");
  return text === null ? null : { name: "CurrentTime", text, type: "string" };
}

/** Of a name met twice the last value counts, as in a report. */
function readParameters(structs: readonly XmlElement[]): Omit<ReportElement, "time"> {
  const values = new Map<string, ReportedValue>();
  const superseded: ReportedValue[] = [];
  let duplicateNames = false;
  for (const struct of structs) {
    const value = readParameter(struct);
    if (value === null) continue;
    const earlier = values.get(value.name);
    duplicateNames ||= earlier !== undefined;
    if (earlier !== undefined && earlier.text !== value.text) superseded.push(earlier);
    values.set(value.name, value);
  }
  return { values: [...values.values()], superseded, duplicateNames };
}

/** Null for a struct that names nothing. */
function readParameter(struct: XmlElement): ReportedValue | null {
  const name = textOf(struct, "Name") ?? "";
  if (name === "") return null;
  const value = childOf(struct, "Value");
  const type = (value?.attributes.get("type") ?? "").replace(/^.*:/s, "");
  return { name, text: value?.text ?? "", type: valueTypes.get(type) ?? "string" };
}

/** By xsi:type without its prefix; without one, or with any other, a value is text. */
const valueTypes: ReadonlyMap<string, ValueType> = new Map([
  ["boolean", "boolean"],
  ["int", "number"],
  ["long", "number"],
  ["unsignedInt", "number"],
  ["unsignedLong", "number"],
]);
