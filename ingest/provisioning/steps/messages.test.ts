import { describe, expect, test } from "vitest";
import { capturedBody } from "../capture.fixture.ts";
import type { Step } from "../step.ts";
import { errorAdvice, errorSentence } from "./error-sentence.ts";
import { readAnswer, requiredPart, toRequest, withoutOptional } from "./messages.ts";

/** Created rows, problems and refused optional parameters, as `path code`. */
function told(capture: string, line: number) {
  const outcome = readAnswer(capturedBody(capture, line));
  const short = (errors: readonly { path: string; code: number }[] = []): readonly string[] =>
    errors.map(({ path, code }) => `${path} ${code}`);
  return { created: outcome?.created, problems: short(outcome?.problems), refused: short(outcome?.refused) };
}

describe("answers of OB-USP-AGENT", () => {
  const parameters = 'Device.BulkData.Profile.[Name=="USP MQTT Profile 1"].Parameter. 7004';
  const cases = [
    {
      name: "a required parameter that it does not have",
      of: ["seed-add-exact-v5", 4],
      want: { created: [], problems: ["Device.BulkData.Profile. 7010", parameters, parameters], refused: [] },
    },
    {
      name: "the same as an Error",
      of: ["seed-add-exact-v5", 8],
      want: { created: [], problems: ["Device.BulkData.Profile.{i}.MQTT.PublishQoS 7010"], refused: [] },
    },
    {
      name: "an optional one",
      of: ["seed-add-exact-v5", 10],
      want: {
        created: [
          "Device.BulkData.Profile.1.",
          "Device.BulkData.Profile.1.Parameter.1.",
          "Device.BulkData.Profile.1.Parameter.2.",
        ],
        problems: [],
        refused: ["Device.BulkData.Profile.1.MQTT.PublishQoS 7010"],
      },
    },
    {
      name: "a Set that worked",
      of: ["seed-add-exact-v5", 14],
      want: { created: [], problems: [], refused: [] },
    },
    {
      name: "a Set of which one object failed",
      of: ["messages-v5", 16],
      want: { created: [], problems: ["Device.DeviceInfo.NoSuch 7010"], refused: [] },
    },
    {
      name: "a Set with an optional parameter refused",
      of: ["messages-v5", 22],
      want: {
        created: [],
        problems: [],
        refused: ["Device.LocalAgent.Controller.1.PeriodicNotifInterval 7011"],
      },
    },
    {
      name: "a Delete of a row that can't be",
      of: ["messages-v5", 26],
      want: { created: [], problems: ["Device.Hosts.Host.1. 7024"], refused: [] },
    },
    {
      name: "an Error without parameters",
      of: ["messages-v5", 32],
      want: { created: [], problems: [" 7026"], refused: [] },
    },
  ] as const;
  test.each(cases)("$name", ({ of: [capture, line], want }) => {
    expect(told(capture, line)).toEqual(want);
  });

  test("an answer to something else is none", () => {
    expect(readAnswer(capturedBody("seed-add-exact-v5", 2))).toBeNull();
    expect(readAnswer(capturedBody("seed-add-exact-v5", 3))).toBeNull();
  });
});

describe("requests", () => {
  const step: Step = {
    kind: "add",
    objects: [
      {
        path: "Device.BulkData.Profile.{i}.Parameter.",
        settings: [
          { param: "Name", value: "Hosts", required: true, from: null },
          { param: "X", value: "1", required: false, from: null },
        ],
      },
    ],
  };

  test("rows of a profile that was just made go below its row", () => {
    expect(toRequest(step, "Device.BulkData.Profile.4.")).toMatchObject({
      name: "add",
      content: { create_objs: [{ obj_path: "Device.BulkData.Profile.4.Parameter." }] },
    });
  });

  test("without what is optional and refused there is less of it, or nothing to try", () => {
    const two: Step = {
      kind: "set",
      objects: [
        {
          path: "Device.X.",
          settings: ["A", "B.C"].map((param) => ({ param, value: "1", required: false, from: "0" })),
        },
      ],
    };
    const problem = (path: string, message = "") => [{ path, code: 7010, message }];
    const left = (of: Step, path: string, message?: string) =>
      withoutOptional(of, problem(path, message))?.objects.flatMap(({ settings }) =>
        settings.map(({ param }) => param),
      );
    expect(left(step, "Device.X.1.X")).toEqual(["Name"]);
    expect(left(two, "Device.X.B.C")).toEqual(["A"]);
    expect(left(two, "Device.X.", "Path is invalid: Device.X.B.C")).toEqual(["A"]);
    expect(left(two, "Device.X.", "no")).toEqual([]);
    expect(withoutOptional({ kind: "delete", paths: ["Device.X.1."], why: "" }, [])).toBeNull();
    const required = requiredPart(two);
    expect([required, requiredPart(step)]).toMatchObject([
      null,
      { objects: [{ settings: [{ param: "Name" }] }] },
    ]);
  });
});

describe("sentences", () => {
  const error = { path: "Device.X.Y", code: 7010, message: "Path is invalid" };
  test("say where, what, and the agent's words", () => {
    expect(errorSentence(error)).toBe(
      "Device.X.Y: the agent does not have this parameter (7010; the agent says: Path is invalid)",
    );
    expect(errorAdvice(error)).toMatch(/: move it to `optional`, or leave it out$/);
  });
  test("a vendor's code and an unknown one are told as such", () => {
    expect(errorSentence({ path: "", code: 7811, message: "" })).toBe("a code of the vendor's own (7811)");
    expect(errorSentence({ path: "", code: 4711, message: "" })).toBe("an unknown code (4711)");
  });
});
