/** Provisioning that stops after any of its requests, or loses any answer, is finished by the next run, with the same end. */
import { describe, expect, test } from "vitest";
import type { Answer } from "#ingest/provisioning/agent-session.ts";
import type { Wanted } from "#ingest/provisioning/plan.ts";
import { provision, type Provisioned } from "#ingest/provisioning/provision.ts";
import { readProfiles } from "../../cli/provision/profile-file.ts";
import { answerTo, type Manners } from "./agent-answers.ts";
import { AgentModel, Refusal } from "./agent-model.ts";
import { controllerId, exampleProfile } from "./command.ts";

const [profile] = readProfiles([exampleProfile]);
if (profile === undefined) throw new Error("no example profile");
const wanted: Wanted = {
  profile,
  publishTopic: "oktopus/usp/v1/bulkdata/cpe-1",
  timeReference: "2020-01-01T00:00:00Z",
  controllerId,
};

/** One run against a model; `fate` says what becomes of each request: answered, lost before it came, or its answer lost. */
async function run(
  model: AgentModel,
  fate: (request: number) => "answered" | "lost" | "unheard" = () => "answered",
  manners: Manners = { strict: false },
): Promise<{ result: Provisioned; names: readonly string[] }> {
  const names: string[] = [];
  const noAnswer: Answer = { ok: false, sentence: "no answer" };
  const result = await provision(
    { endpointId: "os::a", topics: ["agent/os::a"] },
    wanted,
    { dryRun: false, verifyIntervals: 0 },
    {
      request(_agent, body) {
        if (body.kind !== "request") throw new Error("not a request");
        names.push(body.name);
        const what = fate(names.length);
        if (what === "lost") return Promise.resolve(noAnswer);
        const us = model.controllerRow(controllerId) ?? "";
        const answer = answerTo(body, model, us, manners);
        if (answer === null || answer.kind === "notify") throw new Error("no answer");
        return Promise.resolve(what === "unheard" ? noAnswer : { ok: true, body: answer });
      },
      showDifference: () => undefined,
      watchReports: () => Promise.reject(new Error("not asked for")),
      listen: (wait) => wait(),
      stopped: () => false,
    },
  );
  return { result, names };
}

const fresh = (): AgentModel => new AgentModel([controllerId]);
/** What the agent holds, but for the numbers of rows. */
const held = (model: AgentModel): readonly string[] =>
  [...model.objects]
    .map(([path, { Alias: _alias, ...values }]) => JSON.stringify([path.replaceAll(/\d+/g, "n"), values]))
    .toSorted();

describe("a run that is cut", () => {
  test.each(["lost", "unheard"] as const)(
    "at any request, that being %s, is finished by the next",
    async (kind) => {
      const whole = fresh();
      const { result, names } = await run(whole);
      expect(result).toMatchObject({ outcome: "changed" });
      expect(names).toEqual(["get", "add", "add", "add", "add", "set", "get"]);
      for (let cut = 1; cut <= names.length; cut++) {
        const model = fresh();
        await run(model, (request) => (request < cut ? "answered" : kind));
        const second = await run(model);
        expect([cut, second.result.outcome]).not.toContain("failed");
        expect(held(model)).toEqual(held(whole));
        const third = await run(model);
        expect([cut, third.result.outcome, third.names]).toEqual([cut, "unchanged", ["get"]]);
      }
    },
  );

  test("reports nothing before everything is there: Enable is the last request", async () => {
    for (let cut = 2; cut <= 6; cut++) {
      const model = fresh();
      await run(model, (request) => (request < cut ? "answered" : "lost"));
      const profiles = model
        .rows("Device.BulkData.Profile.")
        .map((row) => model.objects.get(row)?.["Enable"]);
      expect(profiles.every((enabled) => enabled === "false")).toBe(true);
    }
  });
});

describe("what an agent will not have", () => {
  test.each([true, false])(
    "optional settings that are refused fail nobody (whole requests refused: %s)",
    async (strict) => {
      const model = fresh();
      expect((await run(model, undefined, { strict })).result.outcome).toBe("changed");
      // An agent that has the parameter and keeps its own value.
      const row = model.objects.get("Device.BulkData.Profile.1.") ?? {};
      row["JSONEncoding.ReportFormat"] = "ObjectHierarchy";
      const again = await run(refusing(model, "JSONEncoding.ReportFormat"), undefined, { strict });
      expect(again.result).toMatchObject({
        outcome: "unchanged",
        sentence: expect.stringMatching(/^the agent takes nothing of what differs; /),
      });
      expect(again.result.notes.join("\n")).toMatch(/left out: .*ReportFormat: .*\(7013/);
    },
  );
});

/** The same model, in which a parameter can't be written. */
function refusing(model: AgentModel, param: string): AgentModel {
  const write = model.write.bind(model);
  model.write = (object, name, value) => {
    if (name === param) throw new Refusal(7013, `read-only parameter ${object}${name}`);
    write(object, name, value);
  };
  return model;
}
