/** A message that our own code fails on is a dead letter with its bytes, and no other message minds. */
import { describe, expect, test } from "vitest";
import { informXml } from "./cwmp/cwmp.fixture.ts";
import { startCollector } from "./http/collector.fixture.ts";
import {
  endpoint,
  fateOf,
  intakeConfig,
  message,
  notifyRecord,
  own,
  seconds,
  valueChange,
} from "./intake.fixture.ts";
import { internalError } from "./outcome.ts";
import { createIntake, createPipeline } from "./pipeline.ts";
import { type RecordFormat, toPublication } from "./records.ts";
import { createProfiles } from "./report/profiles.ts";

const report = JSON.stringify({
  Report: [{ CollectionTime: seconds, "Hosts.1.PhysAddress": "02:00:5E:10:00:80" }],
});

function fail(): never {
  throw new RangeError("something that nobody thought of");
}

const limits = {
  sessionBytes: 1000,
  totalBytes: 1000,
  parkBytes: 0,
  sessionsPerEndpoint: 1,
  messages: 10,
  timeoutMs: 1000,
  shared: false,
};

describe("a message that the program fails on is a dead letter", () => {
  const profileOf = createProfiles(intakeConfig);
  const learned = {
    profileOf: (stream: string, from: string) => (from === "os::00D09E-bad" ? fail() : profileOf(stream)),
    learning: null,
  };

  test("over MQTT, and those before and behind it are not", () => {
    const intake = createIntake(intakeConfig, limits, learned, internalError);
    const read = ["x/bulk/a", "x/bulk/bad", "x/bulk/b"].map((topic) => intake.take(message(topic, report)));
    expect(read.map((settled) => settled.map(({ outcome }) => fateOf(outcome)))).toEqual([
      ["report mqtt-bulk"],
      ["dead_letter internal_error"],
      ["report mqtt-bulk"],
    ]);
    expect(read[1]?.[0]?.outcome).toMatchObject({
      detail: expect.stringMatching(
        /^the program failed on it, which is a defect of the program: RangeError: something that nobody thought of at fail/,
      ),
    });
  });

  test("and an exception where nobody takes them: tests see what fails", () => {
    const intake = createIntake(intakeConfig, limits, learned);
    expect(() => intake.take(message("x/bulk/bad", report))).toThrow(RangeError);
  });

  test("where what was made of it can't be encoded", () => {
    const format: RecordFormat = {
      encodeTelemetry: fail,
      encodeParameter: fail,
      partitions: 3,
      maxRecordBytes: 100_000,
      parameterTopic: true,
    };
    const received = message(own, notifyRecord(valueChange));
    const { outcome, records } = toPublication(createPipeline(intakeConfig)(received), received, format);
    expect([fateOf(outcome), outcome]).toMatchObject([
      "dead_letter internal_error",
      { endpointId: endpoint },
    ]);
    expect(records.map(({ value }) => value)).toEqual([Buffer.from(received.payload)]);
  });

  test("over HTTP, and the gateway need not send it again", async () => {
    const collector = await startCollector({ homeOf: fail });
    const answer = await fetch(`${collector.url}/bulkdata?oui=00256D&sn=S1`, {
      method: "POST",
      body: report,
      headers: { "content-type": "application/json" },
    });
    expect(answer.status).toBe(200);
    expect(collector.letters()).toMatchObject([
      { reason: "internal_error", endpointId: "os::00256D-S1", bytes: report },
    ]);
    await collector.close();
  });

  test("over CWMP, and the CPE is told whose fault it is", async () => {
    const collector = await startCollector({ homeOf: fail });
    const body = informXml({});
    const answer = await fetch(`${collector.url}/cwmp`, {
      method: "POST",
      body,
      headers: { "content-type": "text/xml" },
    });
    expect(await answer.text()).toContain("<FaultCode>8002</FaultCode>");
    expect(collector.letters()).toMatchObject([{ reason: "internal_error", bytes: body }]);
    await collector.close();
  });
});
