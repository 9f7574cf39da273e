/** Informs of a CPE and what becomes of them: for the tests of CWMP. */
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { EndpointId, HomeId } from "#schemas/ids.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { createProfiles } from "../report/profiles.ts";
import { type CwmpContext, type CwmpExchange, cwmpExchange, type CwmpPost } from "./exchange.ts";

export const receivedAt = epochMs(Date.parse("2026-11-22T06:50:00Z"));
export const endpoint = "os::00256D-S1" as EndpointId;
export const currentTime = "2026-11-22T06:49:50Z";

export const context: CwmpContext = {
  endpoint: "os::{oui}-{sn}",
  homeOf: (endpointId) => `home of ${endpointId}` as HomeId,
  profileOf: createProfiles({ profiles: [], aliases: [] }),
  limits: { recordBytes: 1_000_000, gzipRatio: 100, values: 500, depth: 16 },
};

/** What an Inform says; everything has a default. */
export interface InformSketch {
  readonly device?: string;
  readonly events?: readonly string[];
  readonly commandKey?: string;
  readonly currentTime?: string | null;
  readonly retryCount?: number;
  readonly maxEnvelopes?: number;
  readonly id?: string | null;
  readonly namespace?: string;
  /** Name to value, or the whole `Value` element. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const deviceId =
  "<Manufacturer>ACME</Manufacturer><OUI>00256D</OUI><ProductClass>IGD</ProductClass><SerialNumber>S1</SerialNumber>";

export function informXml(sketch: InformSketch = {}): string {
  const { device = deviceId, events = ["2 PERIODIC"], commandKey = "", retryCount = 0 } = sketch;
  const { id = "7", maxEnvelopes = 1, namespace = "urn:dslforum-org:cwmp-1-0", parameters = {} } = sketch;
  const time = sketch.currentTime === undefined ? currentTime : sketch.currentTime;
  const structs = Object.entries(parameters).map(
    ([name, value]) =>
      `<ParameterValueStruct><Name>${name}</Name>${value.startsWith("<") ? value : `<Value xsi:type="xsd:string">${value}</Value>`}</ParameterValueStruct>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:soap-enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="${namespace}">
${id === null ? "" : `<soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">${id}</cwmp:ID></soap-env:Header>`}
<soap-env:Body><cwmp:Inform>
<DeviceId>${device}</DeviceId>
<Event soap-enc:arrayType="cwmp:EventStruct[9]">${events
    .map(
      (code) =>
        `<EventStruct><EventCode>${code}</EventCode><CommandKey>${commandKey}</CommandKey></EventStruct>`,
    )
    .join("")}</Event>
<MaxEnvelopes>${maxEnvelopes}</MaxEnvelopes>
${time === null ? "" : `<CurrentTime>${time}</CurrentTime>`}
<RetryCount>${retryCount}</RetryCount>
<ParameterList soap-enc:arrayType="cwmp:ParameterValueStruct[${structs.length}]">${structs.join("")}</ParameterList>
</cwmp:Inform></soap-env:Body></soap-env:Envelope>`;
}

export const post = (body: string | Uint8Array, more: Partial<CwmpPost> = {}): CwmpPost => ({
  body: typeof body === "string" ? Buffer.from(body) : body,
  contentType: 'text/xml; charset="utf-8"',
  receivedAt,
  arrival: 0,
  ...more,
});

export const exchange = (body: string | Uint8Array, more?: Partial<CwmpPost>): CwmpExchange =>
  cwmpExchange(post(body, more), context);

export interface Produced {
  readonly events: readonly TelemetryEvent[];
  readonly parameters: readonly ParameterEvent[];
}

export function produced(body: string | Uint8Array, more?: Partial<CwmpPost>): Produced {
  const { outcome } = exchange(body, more);
  if (outcome?.kind !== "produced") throw new Error(JSON.stringify(outcome));
  return outcome;
}

export const informed = (sketch: InformSketch, more?: Partial<CwmpPost>): Produced =>
  produced(informXml(sketch), more);

/** The exchange's gist: the fault's code or the element answered, and the fate. */
export function gistOf({ answer, outcome }: CwmpExchange): string {
  const body = answer.body ?? "";
  const said = /<FaultCode>(\d+)/.exec(body)?.[1] ?? /Body><cwmp:(\w+)/.exec(body)?.[1] ?? "nothing";
  const fate =
    outcome === null
      ? ""
      : outcome.kind === "produced"
        ? outcome.events.map(({ kind }) => kind).join("+")
        : outcome.reason;
  return `${answer.status} ${said} ${fate}`.trim();
}
