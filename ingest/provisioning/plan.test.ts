import { describe, expect, test } from "vitest";
import { capturedBody } from "./capture.fixture.ts";
import { DataModel } from "./data-model.ts";
import { toLines } from "./difference.ts";
import { planProvisioning, type Wanted } from "./plan.ts";
import type { ProvisionedProfile } from "./profile.ts";

const profile: ProvisionedProfile = {
  topic: "oktopus/usp/v1/bulkdata/{id}",
  name: "USP MQTT Profile 1",
  protocol: "MQTT",
  encodingType: "JSON",
  reportingIntervalSeconds: 1,
  parameters: [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ],
  settings: { "MQTT.Reference": "Device.MQTT.Client.1" },
  optional: { "MQTT.PublishQoS": "0" },
  subscriptions: [],
};
const wanted = (more: Partial<ProvisionedProfile> = {}, other: Partial<Wanted> = {}): Wanted => ({
  profile: { ...profile, ...more },
  publishTopic: "oktopus/usp/v1/bulkdata/cpe-test-1",
  timeReference: null,
  controllerId: "oktopusController",
  ...other,
});

/** Which the recorded controller did not ask for. */
const controllers = {
  requested_path: "Device.LocalAgent.Controller.*.EndpointID",
  resolved_path_results: [
    { resolved_path: "Device.LocalAgent.Controller.1.", result_params: { EndpointID: "oktopusController" } },
  ],
};

/** The model of a recorded answer to a Get, and of the controllers. */
function modelOf(capture: string, line: number): DataModel {
  const body = capturedBody(capture, line);
  if (body.kind !== "response" || body.name !== "get_resp") throw new Error("no GetResp");
  return new DataModel({ req_path_results: [...(body.content.req_path_results ?? []), controllers] });
}

/** A model of objects, as if read. */
const made = (objects: Readonly<Record<string, Record<string, string>>>): DataModel =>
  new DataModel({
    req_path_results: [
      {
        requested_path: "Device.",
        resolved_path_results: Object.entries(objects).map(([resolved_path, result_params]) => ({
          resolved_path,
          result_params,
        })),
      },
    ],
  });

/** The plan's lines, or its refusal. */
function planned(model: DataModel, want: Wanted = wanted()): readonly string[] | string {
  const plan = planProvisioning(model, want);
  return plan.ok ? toLines(plan.steps) : plan.sentence;
}

/** Everything as wanted. */
const complete = {
  "Device.BulkData.": { Enable: "true", Protocols: "HTTP, MQTT", EncodingTypes: "JSON" },
  "Device.BulkData.Profile.3.": {
    Name: "USP MQTT Profile 1",
    Enable: "1",
    Protocol: "MQTT",
    EncodingType: "JSON",
    ReportingInterval: "1",
    Controller: "Device.LocalAgent.Controller.1",
  },
  "Device.BulkData.Profile.3.MQTT.": {
    Reference: "Device.MQTT.Client.1.",
    PublishTopic: "oktopus/usp/v1/bulkdata/cpe-test-1",
  },
  "Device.BulkData.Profile.3.Parameter.1.": { Name: "Hosts", Reference: "Device.Hosts.Host.*." },
  "Device.BulkData.Profile.3.Parameter.7.": {
    Name: "ApAssociatedDevice",
    Reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*.",
  },
  "Device.LocalAgent.Controller.1.": { EndpointID: "oktopusController" },
};
const without = (path: string, param: string, value: string): DataModel =>
  made({ ...complete, [path]: { ...complete[path as keyof typeof complete], [param]: value } });

describe("real answers of OB-USP-AGENT", () => {
  test("an agent fresh from the factory gets the whole profile, and is enabled last", () => {
    expect(planned(modelOf("seed-add-exact-v5", 2))).toEqual([
      "+ Device.BulkData.Profile. Enable=false, Name=USP MQTT Profile 1, Protocol=MQTT, EncodingType=JSON, ReportingInterval=1, MQTT.PublishTopic=oktopus/usp/v1/bulkdata/cpe-test-1, MQTT.Reference=Device.MQTT.Client.1, MQTT.PublishQoS=0 (if the agent takes it)",
      "+ Device.BulkData.Profile.{i}.Parameter. Name=Hosts, Reference=Device.Hosts.Host.*.",
      "+ Device.BulkData.Profile.{i}.Parameter. Name=ApAssociatedDevice, Reference=Device.WiFi.AccessPoint.*.AssociatedDevice.*.",
      "~ Device.BulkData.Enable: false -> true",
      "~ Device.BulkData.Profile.{i}.Enable: false -> true",
    ]);
  });

  test("an agent that runs the profile needs nothing, though it has no PublishQoS", () => {
    const model = modelOf("seed-add-exact-v5", 32);
    expect(planned(model)).toEqual([]);
    expect(planProvisioning(model, wanted())).toMatchObject({
      notes: ["MQTT.PublishQoS is left out: the agent does not have it"],
    });
  });

  test("an agent of before MQTT bulk data is refused in a sentence", () => {
    const line = 2;
    expect(planned(modelOf("old-agent-7-v5", line))).toBe(
      "the agent does not report by MQTT (Device.BulkData.Protocols: HTTP, USPEventNotif)",
    );
  });
});

describe("what differs", () => {
  const row = "Device.BulkData.Profile.3.";
  const cases: readonly {
    name: string;
    model: DataModel;
    want?: Wanted;
    lines: readonly string[] | string;
  }[] = [
    { name: "nothing", model: made(complete), lines: [] },
    {
      name: "a value",
      model: without(row, "ReportingInterval", "300"),
      lines: [`~ ${row}ReportingInterval: 300 -> 1`],
    },
    {
      name: "a value that the agent took for another instant",
      model: without(row, "TimeReference", "2020-01-01T00:00:07Z"),
      want: wanted({}, { timeReference: "2020-01-01T00:00:09Z" }),
      lines: [`~ ${row}TimeReference: 2020-01-01T00:00:07Z -> 2020-01-01T00:00:09Z`],
    },
    {
      name: "not an instant written otherwise",
      model: without(row, "TimeReference", "2020-01-01T00:00:09.000000Z"),
      want: wanted({}, { timeReference: "2020-01-01T00:00:09Z" }),
      lines: [],
    },
    {
      name: "Enable alone",
      model: without(row, "Enable", "false"),
      lines: [`~ ${row}Enable: false -> true`],
    },
    {
      name: "a second profile of the name",
      model: made({ ...complete, "Device.BulkData.Profile.4.": { Name: "USP MQTT Profile 1" } }),
      lines: ['- Device.BulkData.Profile.4. (another profile named "USP MQTT Profile 1")'],
    },
    {
      name: "a reference twice, and one too many",
      model: made({
        ...complete,
        [`${row}Parameter.8.`]: { Name: "Hosts", Reference: "Device.Hosts.Host.*." },
        [`${row}Parameter.9.`]: { Name: "", Reference: "Device.DeviceInfo." },
      }),
      lines: [8, 9].map(
        (n) => `- ${row}Parameter.${n}. (a reference that is not in the profile, or is there twice)`,
      ),
    },
    {
      name: "a reference that takes its parameters out of reports",
      model: without(`${row}Parameter.1.`, "Exclude", "1"),
      lines: [
        `- ${row}Parameter.1. (a reference that is not in the profile, or is there twice)`,
        `+ ${row}Parameter. Name=Hosts, Reference=Device.Hosts.Host.*.`,
      ],
    },
    {
      name: "an agent without wildcards, which says so with a digit",
      model: without("Device.BulkData.", "ParameterWildCardSupported", "0"),
      lines:
        "the agent takes no wildcards, as in Device.Hosts.Host.*. (Device.BulkData.ParameterWildCardSupported: 0)",
    },
    {
      name: "another controller's profile of the name",
      model: made({
        ...complete,
        "Device.BulkData.Profile.4.": {
          Name: "USP MQTT Profile 1",
          Controller: "Device.LocalAgent.Controller.2",
        },
        "Device.LocalAgent.Controller.2.": { EndpointID: "self::other" },
      }),
      lines:
        'Device.BulkData.Profile.4. is named "USP MQTT Profile 1" and belongs to controller self::other: provision as that controller, or choose another name',
    },
    {
      name: "a profile of the name, on an agent that does not show its controllers",
      model: made({ ...complete, "Device.LocalAgent.Controller.1.": {} }),
      lines:
        "Device.BulkData.Profile.3. belongs to a controller, and the agent does not show which of its controllers we are: let this one read Device.LocalAgent.Controller.",
    },
    {
      name: "an interval shorter than the agent's least",
      model: without("Device.BulkData.", "MinReportingInterval", "60"),
      lines:
        "the agent reports every 60 s at most, 1 s are wanted (Device.BulkData.MinReportingInterval: 60)",
    },
    {
      name: "a table that is full",
      model: made({
        "Device.BulkData.": { MaxNumberOfProfiles: "1" },
        "Device.BulkData.Profile.1.": { Name: "x" },
      }),
      lines:
        "the agent has 1 profiles and takes no more (Device.BulkData.MaxNumberOfProfiles: 1): delete one",
    },
    {
      name: "an agent without bulk data",
      model: new DataModel({
        req_path_results: [{ requested_path: "Device.BulkData.", err_code: 7026, err_msg: "no such path" }],
      }),
      lines: "the agent has no Device.BulkData. to offer us (7026: no such path)",
    },
  ];
  test.each(cases)("$name", ({ model, want, lines }) => {
    expect(planned(model, want)).toEqual(lines);
  });
});

describe("a profile over HTTP", () => {
  const want = wanted(
    {
      protocol: "HTTP",
      settings: { "HTTP.URL": "https://c.example/bulkdata", "HTTP.Username": "u", "HTTP.Password": "secret" },
      optional: {},
    },
    { publishTopic: null },
  );
  const http = { URL: "https://c.example/bulkdata", Username: "u", Password: "" };

  test("is made with its password, which nobody is shown", () => {
    const lines = planned(made({ "Device.BulkData.": { Enable: "true" } }), want);
    expect(lines[0]).toContain("Protocol=HTTP");
    expect(lines[0]).toContain("HTTP.Username=u, HTTP.Password=(hidden)");
    expect(lines[0]).not.toContain("MQTT.");
    const plan = planProvisioning(made({}), want);
    expect(JSON.stringify(plan)).toContain('"value":"secret"');
  });

  test("is not told to differ by a password that reads back empty", () => {
    const profileRow = { ...complete["Device.BulkData.Profile.3."], Protocol: "HTTP" };
    const model = made({
      ...complete,
      "Device.BulkData.Profile.3.": profileRow,
      "Device.BulkData.Profile.3.HTTP.": http,
    });
    expect(planProvisioning(model, want)).toEqual({
      ok: true,
      steps: [],
      notes: ["HTTP.Password can't be read back: it is what it was made with"],
    });
  });
});

describe("subscriptions", () => {
  const subscription = {
    id: "boot",
    notifType: "Event",
    referenceList: ["Device.Boot!", "Device.LocalAgent.Periodic!"],
    persistent: true,
    notifRetry: false,
  } as const;
  const want = wanted({ subscriptions: [subscription] });
  const row = (more: Record<string, string>): DataModel =>
    made({
      ...complete,
      "Device.LocalAgent.Subscription.4.": {
        ID: "boot",
        Enable: "true",
        NotifType: "Event",
        ReferenceList: "Device.Boot!, Device.LocalAgent.Periodic!",
        Persistent: "true",
        NotifRetry: "false",
        Recipient: "Device.LocalAgent.Controller.1.",
        ...more,
      },
    });
  const addition =
    "+ Device.LocalAgent.Subscription. ID=boot, NotifType=Event, ReferenceList=Device.Boot!,Device.LocalAgent.Periodic!, Enable=true, Persistent=true, NotifRetry=false";

  test("one that is there, with its list spaced otherwise, is left", () => {
    expect(planned(row({}), want)).toEqual([]);
  });
  test("one of the same id but another controller's is not ours", () => {
    expect(planned(row({ Recipient: "Device.LocalAgent.Controller.2" }), want)).toEqual([addition]);
  });
  test("one of the id, on an agent that does not show its controllers, is not touched", () => {
    const hidden = made({
      "Device.BulkData.": {},
      "Device.LocalAgent.Subscription.4.": { ID: "boot", Recipient: "Device.LocalAgent.Controller.1" },
    });
    expect(planned(hidden, want)).toMatch(
      /^Device\.LocalAgent\.Subscription\.4\. belongs to a controller, and/,
    );
  });
  test("one that is off is switched on", () => {
    expect(planned(row({ Enable: "false" }), want)).toEqual([
      "~ Device.LocalAgent.Subscription.4.Enable: false -> true",
    ]);
  });
  test("a list that differs is made anew, because it can't be rewritten", () => {
    expect(planned(row({ ReferenceList: "Device.Boot!" }), want)).toEqual([
      "- Device.LocalAgent.Subscription.4. (subscription boot is for something else, and a ReferenceList is written once)",
      addition,
    ]);
  });
});
