/**
 * Cases 106 to 108 and 110 of the catalogue in the domain reference, section 10: the bytes of a POST in, the whole
 * event or the dead letter out, and the answer. What is the same in all events is looked at once.
 */
import { describe, expect, it } from "vitest";
import { endpoint, exchange, gistOf, type Produced, produced, receivedAt } from "../cwmp/cwmp.fixture.ts";

/** An Inform as plain as its case wants it. */
const inform = (event: string, parameters: string, more = ""): string =>
  `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/">${more}<SOAP-ENV:Body><zz:Inform>
  <DeviceId><OUI>00256D</OUI><ProductClass></ProductClass><SerialNumber>S1</SerialNumber></DeviceId>
  <Event><EventStruct><EventCode>${event}</EventCode></EventStruct></Event>
  <CurrentTime>2026-11-22T06:49:50Z</CurrentTime>
  <ParameterList>${parameters}</ParameterList>
  </zz:Inform></SOAP-ENV:Body></SOAP-ENV:Envelope>`;
const value = (name: string, text: string): string =>
  `<ParameterValueStruct><Name>${name}</Name><Value>${text}</Value></ParameterValueStruct>`;

/** Everything an Inform's event holds beside its id and what is asked for. */
const { event_id: _id, ...blank } = {
  ...produced(inform("9 REQUEST DOWNLOAD", "")).events[0],
  events: [],
};

it("an event of an Inform, but for what it says", () => {
  expect(blank).toMatchObject({
    home_id: `home of ${endpoint}`,
    endpoint_id: endpoint,
    profile_id: "cwmp",
    kind: "event",
    source: "cwmp",
    observed_at: Date.parse("2026-11-22T06:49:50Z"),
    received_at: receivedAt,
    time_quality: "reported",
    time_raw: "2026-11-22T06:49:50Z",
    msg_id: null,
    flags: [],
    tables: [],
    stations: [],
    hosts: [],
    radios: [],
    access_points: [],
    gateway: [],
    changes: [],
    tick: null,
    interval_ms: null,
  });
});

function only({ events, parameters }: Produced) {
  expect(events.length).toBe(1);
  const [event] = events;
  expect(event?.event_id).toMatch(/^[0-9a-f]{32}$/);
  return { event, parameters: parameters.flatMap((each) => each.parameters) };
}

describe("106: an Inform with a prefix that nothing binds, a boolean 1, no xsi:type", () => {
  const bytes = inform(
    "2 PERIODIC",
    value("Device.Hosts.Host.4.PhysAddress", "02:00:5E:10:00:01") + value("Device.Hosts.Host.4.Active", "1"),
  );

  it("is a report of its rows", () => {
    const { event, parameters } = only(produced(bytes));
    expect(event).toEqual({
      ...blank,
      event_id: event?.event_id,
      kind: "report",
      hosts: [
        {
          host_mac: "02:00:5e:10:00:01",
          path: "Device.Hosts.Host.4.",
          host_name: null,
          ip_address: null,
          ip_addresses: [],
          interface_type: null,
          active: true,
          active_since: null,
          layer1_interface: null,
          layer3_interface: null,
          associated_device: null,
          address_source: null,
          lease_time_remaining_seconds: null,
          bytes_sent_total: null,
          bytes_received_total: null,
          packets_sent_total: null,
          packets_received_total: null,
        },
      ],
    });
    expect(parameters).toEqual([]);
  });

  it("is answered in the first version of CWMP", () => {
    expect(exchange(bytes).answer.body).toContain('xmlns:cwmp="urn:dslforum-org:cwmp-1-0"');
    expect(gistOf(exchange(bytes))).toBe("200 InformResponse report");
  });
});

describe("107: an Inform with a document type and an entity bomb", () => {
  const doctype = (entities: string): string =>
    `<?xml version="1.0"?><!DOCTYPE e [${entities}]>${inform("2 PERIODIC", value("Device.X", "&e9;"))}`;
  const bomb = Array.from(
    { length: 9 },
    (_, each) => `<!ENTITY e${each + 1} "${`&e${each};`.repeat(10)}">`,
  ).join("");

  it.each([
    ["a bomb", doctype(`<!ENTITY e0 "kaboom">${bomb}`)],
    ["a file", doctype('<!ENTITY e9 SYSTEM "file:///etc/passwd">')],
    ["a parameter entity", doctype('<!ENTITY % p SYSTEM "http://192.0.2.1/x">%p;')],
    ["nothing in it", doctype("")],
    ["behind the first element", inform("2 PERIODIC", "", "<!DOCTYPE e>")],
  ])("%s: a dead letter, nothing is expanded", (_name, bytes) => {
    const { answer, outcome } = exchange(bytes);
    expect(outcome).toMatchObject({ kind: "dead_letter", reason: "xml_doctype", endpointId: null });
    expect(answer.body).toContain("<FaultCode>8003</FaultCode>");
    expect(answer.body).not.toContain("kaboom");
  });
});

describe('108: "4 VALUE CHANGE" with paths of InternetGatewayDevice', () => {
  it("is one value change whose values are parameters under their own paths, where TR-181 has no equivalent", () => {
    const path =
      "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.ExternalIPAddress";
    const { event, parameters } = only(produced(inform("4 VALUE CHANGE", value(path, "192.0.2.7"))));
    expect(event).toEqual({
      ...blank,
      event_id: event?.event_id,
      kind: "value_change",
      events: [
        {
          path: "InternetGatewayDevice.",
          name: "4 VALUE CHANGE",
          value: null,
          params: { EventCode: "4 VALUE CHANGE" },
          error_code: null,
        },
      ],
    });
    expect(parameters).toEqual([{ path, value: "192.0.2.7", value_type: "string" }]);
  });

  it("is a row where TR-181 has one, under the path that was reported", () => {
    const path = "InternetGatewayDevice.LANDevice.2.WLANConfiguration.3.";
    const { event, parameters } = only(produced(inform("4 VALUE CHANGE", value(`${path}Channel`, "11"))));
    expect(event).toMatchObject({ kind: "value_change", radios: [{ radio: path, channel: 11 }] });
    expect(parameters).toEqual([]);
  });
});

describe("110: a host name with InfluxDB's and Prometheus's separators", () => {
  it("not applicable: nothing is written in a line protocol; the name lands as it is, in a field of its own", () => {
    const name = "a,b=c d\n";
    const mac = value("Device.Hosts.Host.1.PhysAddress", "02:00:00:00:00:01");
    const { event } = only(produced(inform("2 PERIODIC", mac + value("Device.Hosts.Host.1.HostName", name))));
    expect(event?.hosts).toMatchObject([{ host_mac: "02:00:00:00:00:01", host_name: name }]);
  });
});
