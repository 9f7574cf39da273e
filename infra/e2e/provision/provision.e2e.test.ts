/** `usp-telemetry provision` against scripted agents on a real mosquitto: what a person sees, and what the agents then hold. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findMosquitto, startMosquitto } from "#infra/local/mosquitto.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import type { MessageBody } from "#proto/message.ts";
import { type AgentOptions, type ScriptedAgent, startAgent } from "./agent.ts";
import { controllerId, exampleProfile, runProvision, startProvision } from "./command.ts";

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

const idOf = (n: string): string => `os::00D09E-cpe-${n}`;
/** What changes something: everything but Gets. */
const changing = (agent: ScriptedAgent): string[] =>
  agent.requests.flatMap((body: MessageBody) =>
    body.kind === "request" && body.name !== "get" ? [body.name] : [],
  );
const golden = new URL("./dry-run.golden.json", import.meta.url);

describe.skipIf(missing)("provision", () => {
  let run: RunFolder;
  let broker: Service<string>;
  let folder: string;
  const agents: ScriptedAgent[] = [];

  beforeAll(async () => {
    run = await openRunFolder(null);
    broker = await startMosquitto(run);
    folder = mkdtempSync(join(tmpdir(), "usp-provision-"));
  });
  afterEach(async () => {
    await Promise.all(agents.splice(0).map((agent) => agent.stop()));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await broker.part.stop();
    await run.reaper.finish();
  });

  async function agentOf(n: string, more: Partial<AgentOptions> = {}): Promise<ScriptedAgent> {
    const controllerIds = ["oktopusController", controllerId];
    const agent = await startAgent({ url: broker.address, endpointId: idOf(n), controllerIds, ...more });
    agents.push(agent);
    return agent;
  }

  const provision = (...args: readonly string[]) => runProvision(broker.address, ...args);

  /** A profile file that differs from the example. */
  function profileFile(name: string, change: (profile: ExampleProfile) => void): string {
    const definitions = JSON.parse(readFileSync(exampleProfile, "utf8")) as ExampleProfile[];
    definitions.forEach(change);
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(definitions));
    return file;
  }

  test("the example profile ends running, without the parameter that the agent does not have", async () => {
    const agent = await agentOf("a");
    const { code, stdout } = await provision(idOf("a"));
    expect(stdout).toMatch(/changed: done; a report of \d+ bytes came after/);
    expect(stdout).toMatch(
      /note: left out: .*MQTT\.PublishQoS: the agent does not have this parameter \(7010/,
    );
    expect(code).toBe(0);
    expect(agent.model.objects.get("Device.BulkData.")).toMatchObject({ Enable: "true" });
    expect(agent.model.objects.get("Device.BulkData.Profile.1.")).toMatchObject({
      Enable: "true",
      Name: "USP MQTT Profile 1",
      Protocol: "MQTT",
      ReportingInterval: "1",
      "MQTT.Reference": "Device.MQTT.Client.1",
      "MQTT.PublishTopic": "oktopus/usp/v1/bulkdata/cpe-a",
      Controller: "Device.LocalAgent.Controller.2",
    });
    expect(agent.model.rows("Device.BulkData.Profile.1.Parameter.").length).toBe(2);
    expect(agent.model.rows("Device.LocalAgent.Subscription.").length).toBe(2);
  });

  test("a second run sends nothing but a Get, and says that nothing changes", async () => {
    const agent = await agentOf("b");
    await provision(idOf("b"));
    const before = structuredClone(agent.model.objects);
    const sent = agent.requests.length;
    const { code, stdout } = await provision(idOf("b"));
    expect(stdout).toContain("unchanged: nothing to change; a report of");
    expect(code).toBe(0);
    expect(
      agent.requests.slice(sent).map((body) => (body.kind === "request" ? body.name : body.kind)),
    ).toEqual(["get"]);
    expect(agent.model.objects).toEqual(before);
  });

  test("an agent that refuses everything over an optional parameter is asked again without it", async () => {
    const agent = await agentOf("c", { strict: true });
    const { code, stdout } = await provision(idOf("c"));
    expect(stdout).toContain("changed: done");
    expect(code).toBe(0);
    expect(changing(agent)).toEqual(["add", "add", "add", "add", "add", "set"]);
    expect(agent.model.rows("Device.BulkData.Profile.")).toEqual(["Device.BulkData.Profile.1."]);
  });

  test("agents of both MQTT versions are reached over one connection", async () => {
    await Promise.all([agentOf("v5"), agentOf("v4", { protocolVersion: 4 })]);
    const { code, stderr } = await provision(idOf("v5"), idOf("v4"), "--timeout", "1");
    expect([code, stderr.trim()]).toEqual([0, "2 changed"]);
  });

  test("the seed sent twice by somebody is put right: one profile, each reference once", async () => {
    const agent = await agentOf("d");
    await provision(idOf("d"));
    const us = "Device.LocalAgent.Controller.2";
    const second = agent.model.addRow("Device.BulkData.Profile.", us);
    agent.model.write(second, "Name", "USP MQTT Profile 1");
    const twice = agent.model.addRow("Device.BulkData.Profile.1.Parameter.", us);
    agent.model.write(twice, "Name", "Hosts");
    agent.model.write(twice, "Reference", "Device.Hosts.Host.*.");
    const { code, stdout } = await provision(idOf("d"));
    expect(code).toBe(0);
    expect(stdout).toContain(`- ${second} (another profile named "USP MQTT Profile 1")`);
    expect(stdout).toContain(`- ${twice} (a reference that is not in the profile, or is there twice)`);
    expect(agent.model.rows("Device.BulkData.Profile.")).toEqual(["Device.BulkData.Profile.1."]);
    expect(agent.model.rows("Device.BulkData.Profile.1.Parameter.").length).toBe(2);
  });

  test("a dry run sends Gets alone and prints the messages", async () => {
    const agent = await agentOf("e");
    const { code, stdout } = await provision(idOf("e"), "--dry-run");
    expect(code).toBe(0);
    expect(changing(agent)).toEqual([]);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(golden, "utf8")));
  });

  test("what can't be is told in sentences, with exit code 1 and a table, and stops nobody else", async () => {
    await Promise.all([
      agentOf("fine"),
      agentOf("silent", { silent: true }),
      agentOf("mute", { mute: true }),
    ]);
    const full = await agentOf("full");
    for (let n = 0; n < 5; n++)
      full.model.addRow("Device.BulkData.Profile.", "Device.LocalAgent.Controller.1");
    const foreign = await agentOf("foreign");
    const theirs = foreign.model.addRow("Device.BulkData.Profile.", "Device.LocalAgent.Controller.1");
    foreign.model.write(theirs, "Name", "USP MQTT Profile 1");
    const list = join(folder, "endpoints.txt");
    const ids = ["fine", "silent", "mute", "full", "foreign"].map(idOf);
    writeFileSync(list, `# the fleet\n${ids.join("\n")}\n\n`);
    const { code, stderr } = await provision("--endpoints", list, "--timeout", "1", "--reports", "1");
    expect(code).toBe(1);
    expect(stderr).toContain("1 changed, 4 failed");
    const table = stderr.slice(stderr.indexOf("why it failed"));
    expect(table).toMatch(/cpe-silent +no answer from .* within 1 s: is it online and listening/);
    expect(table).toMatch(/cpe-mute +no report arrived at oktopus\/usp\/v1\/bulkdata\/cpe-mute within 6 s/);
    expect(table).toMatch(/cpe-full +the agent has 5 profiles and takes no more/);
    expect(table).toMatch(
      /cpe-foreign +Device\.BulkData\.Profile\.1\. .* belongs to controller oktopusController/,
    );
  });

  test("an agent's refusal is told with its code, its words and what to do", async () => {
    await agentOf("g");
    const file = profileFile("refused.json", ({ provisioning }) => {
      provisioning.settings["MQTT.Reference"] = "Device.MQTT.Client.9";
    });
    const { code, stderr } = await runProvision(broker.address, idOf("g"), "--profile", file);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /the agent does not take this value \(7012; the agent says: .*Device\.MQTT\.Client\.9.* is not instantiated\)/,
    );
  });

  test("with --watch whoever comes online is provisioned, once, until it is stopped", async () => {
    const command = startProvision(broker.address, ["--watch"]);
    await command.saying("Waiting for endpoints");
    await Promise.all([agentOf("w1"), agentOf("w2", { protocolVersion: 4 })]);
    await Promise.all([
      command.saying(`${idOf("w1")}  USP MQTT Profile 1  changed`),
      command.saying(`${idOf("w2")}  USP MQTT Profile 1  changed`),
    ]);
    const again = await agentOf("w1 again", { endpointId: idOf("w1") });
    await agentOf("w3");
    await command.saying(`${idOf("w3")}  USP MQTT Profile 1  changed`);
    command.interrupt();
    const { code, stderr } = await command.ended;
    expect(stderr).toContain("3 changed");
    expect(code).toBe(0);
    expect(again.requests).toEqual([]);
  });
});

interface ExampleProfile {
  readonly provisioning: { readonly settings: Record<string, string> };
}
