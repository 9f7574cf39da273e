import { describe, expect, test } from "vitest";
import type { MessageBody } from "#proto/message.ts";
import { capturedBody } from "./capture.fixture.ts";
import { seenProfiles } from "./seen-profiles.ts";

const streamOf = (topic: string): string | null =>
  topic.startsWith("oktopus/") ? topic.replace("/cpe-test-1", "/{id}") : null;
const seen = (request: MessageBody, response: MessageBody) => seenProfiles({ request, response }, streamOf);
const captured = (name: string, request: number, response: number) =>
  seen(capturedBody(name, request), capturedBody(name, response));

const example = {
  topic: "oktopus/usp/v1/bulkdata/{id}",
  intervalMs: 1000,
  parameters: [
    { name: "Hosts", reference: "Device.Hosts.Host.*." },
    { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
  ],
  csv: null,
};

describe("a real agent's answers", () => {
  test("the example profile's Add that failed (7010) says nothing", () => {
    expect(captured("seed-add-exact-v5", 3, 4)).toEqual([]);
  });

  test("the one that succeeded, and the Get behind it, say the same", () => {
    expect(captured("seed-add-exact-v5", 9, 10)).toEqual([example]);
    expect(captured("seed-add-exact-v5", 11, 12)).toEqual([example]);
  });

  test("a Get of other objects says nothing", () => {
    expect(captured("seed-add-exact-v5", 1, 2)).toEqual([]);
  });

  test("a profile that is pushed is a stream by its row", () => {
    expect(captured("bulk-push-event-v5", 1, 2)).toEqual([
      { ...example, topic: "Device.BulkData.Profile.1." },
    ]);
  });

  test("unusual names: none, literal instances, doubled ones, a search expression", () => {
    const profiles = [1, 3, 5, 7, 9, 11].map((line) => captured("bulk-names-v5", line, line + 1));
    // The sixth is one more than the agent has room for.
    expect(profiles.map((each) => each.length)).toEqual([1, 1, 1, 1, 1, 0]);
    expect(profiles.flat().map(({ topic }) => topic.replace("oktopus/usp/v1/bulkdata/{id}/", ""))).toEqual([
      "noalt",
      "partial",
      "single",
      "dup",
      "search",
    ]);
    expect(profiles.flat().every(({ parameters }) => parameters.length > 0)).toBe(true);
  });
});

describe("what is told in part", () => {
  type Params = Readonly<Record<string, string>>;
  const got = (objects: Readonly<Record<string, Params>>) => {
    const resolved = Object.entries(objects).map(([path, params]) => ({
      resolved_path: path,
      result_params: { ...params },
    }));
    const content = { req_path_results: [{ resolved_path_results: resolved }] };
    return seen(
      { kind: "request", name: "get", content: {} },
      { kind: "response", name: "get_resp", content },
    );
  };
  const row = "Device.BulkData.Profile.3.";
  const profile = { Protocol: "MQTT", ReportingInterval: "300", ParameterNumberOfEntries: "1" };
  const mqtt = { PublishTopic: "oktopus/x/cpe-test-1" };
  const parameter = { Name: "R", Reference: "Device.WiFi.Radio.*." };
  const whole = { [row]: profile, [`${row}MQTT.`]: mqtt, [`${row}Parameter.4.`]: parameter };

  test("is a definition when all of it is there", () => {
    const parameters = [{ name: "R", reference: "Device.WiFi.Radio.*." }];
    expect(got(whole)).toEqual([{ topic: "oktopus/x/{id}", intervalMs: 300_000, parameters, csv: null }]);
    expect(got({ ...whole, [row]: { ...profile, EncodingType: "CSV" } })).toMatchObject([
      { csv: { fieldSeparator: ",", rowSeparator: null, escapeCharacter: '"' } },
    ]);
  });

  test.each([
    ["a parameter is missing", { ...whole, [row]: { ...profile, ParameterNumberOfEntries: "2" } }],
    ["how many there are is not told", { ...whole, [row]: { Protocol: "MQTT" } }],
    ["no parameter", { [row]: { ...profile, ParameterNumberOfEntries: "0" }, [`${row}MQTT.`]: mqtt }],
    ["no topic", { [row]: profile, [`${row}Parameter.4.`]: parameter }],
    ["a topic nobody reads", { ...whole, [`${row}MQTT.`]: { PublishTopic: "elsewhere" } }],
    ["it goes over HTTP", { ...whole, [row]: { ...profile, Protocol: "HTTP" } }],
    ["a reference is empty", { ...whole, [`${row}Parameter.4.`]: { Name: "R", Reference: "" } }],
    ["something is left out", { ...whole, [`${row}Parameter.4.`]: { ...parameter, Exclude: "true" } }],
  ])("is none where %s", (_name, objects) => {
    expect(got(objects as Readonly<Record<string, Params>>)).toEqual([]);
  });

  test("is none where the answer is to another question", () => {
    expect(seen(capturedBody("seed-add-exact-v5", 9), capturedBody("seed-add-exact-v5", 2))).toEqual([]);
    expect(seen(capturedBody("seed-add-exact-v5", 10), capturedBody("seed-add-exact-v5", 9))).toEqual([]);
  });
});
