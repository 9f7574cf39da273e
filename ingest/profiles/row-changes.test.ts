import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { capturedBody } from "../provisioning/capture.fixture.ts";
import { type LearnedDefinition, toDefinition } from "./definition.ts";
import type { Exchange } from "./exchange.ts";
import { ProfileBook, profileBookLimits, toSettings } from "./profile-book.ts";
import { rowChanges } from "./row-changes.ts";

const streams = {
  ofTopic: (topic: string) => (topic.startsWith("oktopus/") ? topic.replace("/cpe-test-1", "/{id}") : null),
  ofPath: (path: string) => (path === "/bulk" ? "the path" : null),
};

/** What the exchanges teach, one after the other. */
function learned(...exchanges: readonly Exchange[]): readonly LearnedDefinition[] {
  const book = new ProfileBook(profileBookLimits, () => undefined);
  const lesson = { endpointId: "os::a", receivedAt: epochMs(0), source: "tap" } as const;
  for (const exchange of exchanges) book.learn(lesson, rowChanges(exchange));
  return [...(book.rowsOf("os::a") ?? [])].flatMap(
    ([row, { text }]) => toDefinition(row, toSettings(text), streams) ?? [],
  );
}

const captured = (name: string, request: number, response: number): Exchange => ({
  request: capturedBody(name, request),
  response: capturedBody(name, response),
});
const unseen = ({ response }: Exchange): Exchange => ({ request: null, response });

const example = {
  topic: "oktopus/usp/v1/bulkdata/{id}",
  intervalMs: 1000,
  parameters: [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ],
  csv: null,
  excluded: [],
};

describe("a real agent's answers", () => {
  const failed = captured("seed-add-exact-v5", 3, 4);
  const refused = captured("seed-add-exact-v5", 7, 8);
  const added = captured("seed-add-exact-v5", 9, 10);
  const read = captured("seed-add-exact-v5", 11, 12);
  const enabled = captured("seed-add-exact-v5", 15, 16);

  test("the example profile's Add that failed (7010) says nothing, nor does one that was refused", () => {
    expect(learned(failed, refused)).toEqual([]);
  });

  test("the one that succeeded, and the Get behind it, say the same; a Get's answer says it alone", () => {
    expect(learned(added)).toEqual([example]);
    expect(learned(unseen(read))).toMatchObject([{ topic: example.topic, parameters: example.parameters }]);
    expect(learned(added, read)).toEqual(learned(read));
  });

  test("an Add that was not seen says nothing by its answer", () => {
    expect(learned(unseen(added))).toEqual([]);
    expect(learned(added, unseen(added))).toEqual([]);
  });

  test("a Set of something else changes nothing else", () => {
    expect(learned(added, enabled)).toEqual([example]);
  });

  test("a Get of other objects says nothing", () => {
    expect(learned(captured("seed-add-exact-v5", 1, 2))).toEqual([]);
    expect(learned(added, captured("seed-add-exact-v5", 5, 6))).toEqual([example]);
  });

  test("a profile that is pushed is a stream by its row", () => {
    expect(learned(captured("bulk-push-event-v5", 1, 2))).toEqual([
      { ...example, topic: "Device.BulkData.Profile.1." },
    ]);
  });

  test("unusual names: none, literal instances, doubled ones, a search expression", () => {
    const profiles = [1, 3, 5, 7, 9, 11].map((line) => captured("bulk-names-v5", line, line + 1));
    // The sixth is one more than the agent has room for.
    expect(profiles.map((each) => learned(each).length)).toEqual([1, 1, 1, 1, 1, 0]);
    const topics = learned(...profiles).map(({ topic }) => topic);
    expect(topics.map((topic) => topic.replace("oktopus/usp/v1/bulkdata/{id}/", ""))).toEqual([
      "noalt",
      "partial",
      "single",
      "dup",
      "search",
    ]);
  });

  test("an answer to another question says nothing", () => {
    expect(learned({ ...captured("seed-add-exact-v5", 9, 2) })).toEqual([]);
    expect(learned({ ...captured("seed-add-exact-v5", 10, 9) })).toEqual([]);
  });
});

type Params = Readonly<Record<string, string>>;

/** An answer to a Get of this path, with objects and their parameters. */
function got(
  objects: Readonly<Record<string, Params>>,
  requestedPath = "Device.BulkData.Profile.",
): Exchange {
  const resolved = Object.entries(objects).map(([path, params]) => ({
    resolved_path: path,
    result_params: { ...params },
  }));
  const content = {
    req_path_results: [{ requested_path: requestedPath, resolved_path_results: resolved }],
  };
  return { request: null, response: { kind: "response", name: "get_resp", content } };
}

const row = "Device.BulkData.Profile.3.";
const profile = { Protocol: "MQTT", ReportingInterval: "300", ParameterNumberOfEntries: "1" };
const mqtt = { PublishTopic: "oktopus/x/cpe-test-1" };
const radio = { Name: "R", Reference: "Device.WiFi.Radio.*." };
const whole = { [row]: profile, [`${row}MQTT.`]: mqtt, [`${row}Parameter.4.`]: radio };
const parameters = [{ name: "R", reference: "Device.WiFi.Radio.*." }];
const definition = { topic: "oktopus/x/{id}", intervalMs: 300_000, parameters, csv: null, excluded: [] };

describe("what is told in part", () => {
  test("is a definition when all of it is there, however many answers it took", () => {
    expect(learned(got(whole))).toEqual([definition]);
    const answers = Object.entries(whole).map(([path, params]) => got({ [path]: params }, path));
    expect(learned(...answers)).toEqual([definition]);
    expect(learned(...answers.toReversed())).toEqual([definition]);
  });

  test.each([
    ["a parameter is missing", { ...whole, [row]: { ...profile, ParameterNumberOfEntries: "2" } }],
    ["how many there are is not told", { ...whole, [row]: { Protocol: "MQTT" } }],
    ["no parameter", { [row]: { ...profile, ParameterNumberOfEntries: "0" }, [`${row}MQTT.`]: mqtt }],
    ["no topic", { [row]: profile, [`${row}Parameter.4.`]: radio }],
    ["a topic nobody reads", { ...whole, [`${row}MQTT.`]: { PublishTopic: "elsewhere" } }],
    ["a path nobody reads", { ...whole, [row]: { ...profile, Protocol: "HTTP" } }],
    ["a reference is empty", { ...whole, [`${row}Parameter.4.`]: { Name: "R", Reference: "" } }],
  ])("is none where %s", (_name, objects) => {
    expect(learned(got(objects as Readonly<Record<string, Params>>))).toEqual([]);
  });

  test("what is left out of reports is told apart", () => {
    const objects = { ...whole, [`${row}Parameter.4.`]: { ...radio, Exclude: "true" } };
    expect(learned(got(objects))).toEqual([
      { ...definition, parameters: [], excluded: ["Device.WiFi.Radio.*."] },
    ]);
  });
});

describe("encodings and transports", () => {
  test("CSV as the profile separates it; a line break of any kind where it names one", () => {
    const csv = (encoding: Params) =>
      learned(
        got({ ...whole, [row]: { ...profile, EncodingType: "CSV" }, [`${row}CSVEncoding.`]: encoding }),
      )[0]?.csv;
    expect(csv({})).toEqual({ fieldSeparator: ",", rowSeparator: null, escapeCharacter: '"' });
    expect(csv({ FieldSeparator: ";", RowSeparator: "|", EscapeCharacter: "'" })).toEqual({
      fieldSeparator: ";",
      rowSeparator: "|",
      escapeCharacter: "'",
    });
    for (const RowSeparator of ["&#13;&#10;", "&#10;", "\r\n", ""])
      expect(csv({ RowSeparator, FieldSeparator: "", EscapeCharacter: "" })).toEqual(csv({}));
  });

  test("of a profile over HTTP the URL's path is kept, and no secret", () => {
    const http = { URL: "https://u:secret@x/bulk?token=secret", Username: "u", Password: "secret" };
    const objects = { ...whole, [row]: { ...profile, Protocol: "HTTP" }, [`${row}HTTP.`]: http };
    expect(learned(got(objects))).toEqual([{ ...definition, topic: "the path" }]);
    expect(JSON.stringify(rowChanges(got(objects)))).not.toContain("secret");
  });
});

describe("what changes a profile that is known", () => {
  const response = (name: "set_resp" | "delete_resp" | "get_instances_resp", content: object): Exchange => ({
    request: null,
    response: { kind: "response", name, content },
  });
  const set = (path: string, params: Params) =>
    response("set_resp", {
      updated_obj_results: [
        {
          requested_path: path,
          oper_status: {
            oper_success: { updated_inst_results: [{ affected_path: path, updated_params: params }] },
          },
        },
      ],
    });
  const setFailed = response("set_resp", {
    updated_obj_results: [
      {
        requested_path: row,
        oper_status: {
          oper_failure: { err_code: 7012, updated_inst_failures: [{ affected_path: row, param_errs: [] }] },
        },
      },
    ],
  });
  const deleted = (path: string) =>
    response("delete_resp", {
      deleted_obj_results: [
        { requested_path: path, oper_status: { oper_success: { affected_paths: [path] } } },
      ],
    });
  const listed = (...paths: string[]) =>
    response("get_instances_resp", {
      req_path_results: [
        {
          requested_path: "Device.BulkData.Profile.",
          curr_insts: paths.map((instantiated_obj_path) => ({ instantiated_obj_path })),
        },
      ],
    });
  const added = (path: string, reference: string, refused: readonly string[] = []): Exchange => ({
    request: {
      kind: "request",
      name: "add",
      content: {
        create_objs: [
          {
            obj_path: `${row}Parameter.`,
            param_settings: [
              { param: "Name", value: "H" },
              { param: "Reference", value: reference },
            ],
          },
        ],
      },
    },
    response: {
      kind: "response",
      name: "add_resp",
      content: {
        created_obj_results: [
          {
            requested_path: `${row}Parameter.`,
            oper_status: {
              oper_success: {
                instantiated_path: path,
                param_errs: refused.map((param) => ({ param, err_code: 7012 })),
                unique_keys: {},
              },
            },
          },
        ],
      },
    },
  });
  const host = { name: "H", reference: "Device.Hosts.Host.*." };
  const addedHost = added(`${row}Parameter.5`, host.reference);

  test.each<[name: string, exchanges: readonly Exchange[], want: readonly object[]]>([
    [
      "a Set of the interval",
      [set(row, { ReportingInterval: "60" })],
      [{ ...definition, intervalMs: 60_000 }],
    ],
    ["a Set that failed", [setFailed], [definition]],
    [
      "a Set of a reference's name",
      [set(`${row}Parameter.4.`, { Name: "" })],
      [{ ...definition, parameters: [{ ...parameters[0], name: "" }] }],
    ],
    ["a Set that does not say what it set", [set(row, {})], []],
    ["an Add of a reference", [addedHost], [{ ...definition, parameters: [...parameters, host] }]],
    [
      "the same, answered twice",
      [addedHost, addedHost],
      [{ ...definition, parameters: [...parameters, host] }],
    ],
    [
      "the same, its name refused",
      [added(`${row}Parameter.5`, host.reference, ["Name"])],
      [{ ...definition, parameters: [...parameters, { ...host, name: "" }] }],
    ],
    ["the same, its request unseen", [unseen(addedHost)], []],
    ["the same, read afterwards", [unseen(addedHost), got(whole)], [definition]],
    [
      "a Delete of a reference that is one of two",
      [addedHost, deleted(`${row}Parameter.4.`)],
      [{ ...definition, parameters: [host] }],
    ],
    ["a Delete of the last reference", [deleted(`${row}Parameter.4.`)], []],
    ["a Delete of the profile", [deleted(row)], []],
    ["a Delete of another", [deleted("Device.BulkData.Profile.31.")], [definition]],
    ["a list of rows without it", [listed("Device.BulkData.Profile.1.")], []],
    ["a list of rows with it", [listed("Device.BulkData.Profile.1.", row)], [definition]],
    ["an empty list, as somebody gets who may not see any", [listed()], [definition]],
    [
      "a Get that tells other references",
      [
        got({
          [row]: { ParameterNumberOfEntries: "1" },
          [`${row}Parameter.9.`]: { Reference: host.reference },
        }),
      ],
      [{ ...definition, parameters: [{ ...host, name: "" }] }],
    ],
  ])("%s", (_name, exchanges, want) => {
    expect(learned(got(whole), ...exchanges)).toEqual(want);
  });
});

test("time grows with the message, not with its square", () => {
  const costOf = (count: number): number => {
    const resolved = Array.from({ length: count }, (_, index) => ({
      resolved_path: `${row}Parameter.${index + 1}.`,
      result_params: { Name: `N${index}`, Reference: "Device.Hosts." },
    }));
    const content = { req_path_results: [{ requested_path: row, resolved_path_results: resolved }] };
    const exchange: Exchange = { request: null, response: { kind: "response", name: "get_resp", content } };
    const before = process.cpuUsage();
    learned(exchange, exchange);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  costOf(500);
  expect(costOf(5000) / costOf(500)).toBeLessThan(50);
});
