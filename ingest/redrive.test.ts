import { describe, expect, test } from "vitest";
import { encodeRecord } from "#proto/record.ts";
import type { SessionContext } from "#proto/record-type.ts";
import type { IntakeConfig } from "./config.ts";
import { informXml } from "./cwmp/cwmp.fixture.ts";
import {
  endpoint,
  fateOf,
  intakeConfig,
  message,
  notify,
  own,
  pipeline,
  receivedAt,
  seconds,
  valueChange,
} from "./intake.fixture.ts";
import type { ProfileOf } from "./profiles/learned-profiles.ts";
import { createRedrive, type KeptMessage, type Redriven } from "./redrive.ts";
import { createProfiles } from "./report/profiles.ts";

const redriveOf = (more: Partial<IntakeConfig> = {}, profileOf?: ProfileOf) => {
  const intake = { ...intakeConfig, ...more };
  return createRedrive<KeptMessage>({
    intake,
    http: {
      endpoint: "os::{oui}-{sn}",
      paths: [{ path: "/bulkdata", stream: null }],
      cwmp: { path: "/cwmp", authenticated: false },
    },
    segments: {
      sessionBytes: 100_000,
      totalBytes: 1_000_000,
      parkBytes: 0,
      sessionsPerEndpoint: 2,
      messages: 100,
      timeoutMs: 5000,
      shared: false,
    },
    profileOf: profileOf ?? createProfiles(intake),
  });
};

const kept = (topic: string, payload: string | Uint8Array, more: Partial<KeptMessage> = {}): KeptMessage => ({
  door: "mqtt",
  topic,
  payload: typeof payload === "string" ? Buffer.from(payload) : payload,
  contentType: null,
  receivedAt,
  attempt: 2,
  ...more,
});

const fatesOf = (redriven: readonly Redriven<KeptMessage>[]): readonly string[] =>
  redriven.map(({ messages, outcome }) => `${messages.length}: ${fateOf(outcome)}`);

const report = JSON.stringify({
  Report: [{ CollectionTime: seconds, "Hosts.1.PhysAddress": "02:00:5E:10:00:80" }],
});

describe("a dead letter tried again", () => {
  test.each([
    ["mqtt", kept("x/bulk/a", report)],
    ["http", kept("/bulkdata?oui=00D09E&sn=a", report, { door: "http" })],
    [
      "cwmp",
      kept(
        "/cwmp",
        informXml({
          device: "<OUI>00D09E</OUI><SerialNumber>a</SerialNumber>",
          events: Array.from({ length: 65 }, () => "X"),
        }),
        { door: "cwmp" },
      ),
    ],
  ])("that fails again names its endpoint again: %s", (_door, letter) => {
    const redrive = redriveOf({}, () => {
      throw new RangeError("something that nobody thought of");
    });
    expect(redrive.take(letter).map(({ outcome }) => outcome)).toMatchObject([
      { kind: "dead_letter", endpointId: endpoint },
    ]);
  });

  test("as nothing has changed since: the same reason", () => {
    expect(fatesOf(redriveOf().take(kept("elsewhere/a", report)))).toEqual(["1: dead_letter topic_unknown"]);
  });

  test("after its topic was added: the event that it would have been, flagged", () => {
    const topics = [...intakeConfig.topics, { template: "elsewhere/{id}", kind: "report" as const }];
    const [redriven] = redriveOf({ topics }).take(kept("elsewhere/a", report));
    const wanted = pipeline(message("x/bulk/a", report));
    if (redriven?.outcome.kind !== "produced" || wanted.kind !== "produced") throw new Error("no event");
    const [event] = redriven.outcome.events;
    const [want] = wanted.events;
    expect(event).toEqual({
      ...want,
      profile_id: "elsewhere/{id}",
      interval_ms: null,
      event_id: event?.event_id,
      flags: [...(want?.flags ?? []), "redriven"],
    });
  });

  test("twice: the same id, so that it is one event", () => {
    const topics = [...intakeConfig.topics, { template: "elsewhere/{id}", kind: "report" as const }];
    const ids = [1, 2].map(() => {
      const [redriven] = redriveOf({ topics }).take(kept("elsewhere/a", report));
      return redriven?.outcome.kind === "produced" ? redriven.outcome.events[0]?.event_id : null;
    });
    expect(ids[0]).toEqual(expect.any(String));
    expect(ids[0]).toBe(ids[1]);
  });

  test("of an endpoint that sent too much: no rate is asked again", () => {
    const limits = {
      ...intakeConfig.limits,
      messages: { perSecond: 1, burst: 1 },
      bytes: { perSecond: 1, burst: 1 },
    };
    const redrive = redriveOf({ limits });
    const fates = Array.from({ length: 50 }, () => fatesOf(redrive.take(kept("x/bulk/a", report)))).flat();
    expect(new Set(fates)).toEqual(new Set(["1: report mqtt-bulk"]));
  });

  test("over HTTP: who sent it and which stream it is stand in its request target", () => {
    const over = (topic: string, payload = report) =>
      fatesOf(redriveOf().take(kept(topic, payload, { door: "http", contentType: "application/json" })));
    expect(over("/bulkdata?oui=00D09E&sn=7")).toEqual(["1: report http-bulk"]);
    expect(over("/elsewhere?oui=00D09E&sn=7")).toEqual(["1: dead_letter topic_unknown"]);
    expect(over("/bulkdata?sn=7")).toEqual(["1: dead_letter endpoint_id_missing"]);
    expect(over("/bulkdata?oui=00D09E&sn=7", "{")).toEqual(["1: dead_letter bulk_parse_error"]);
  });

  test("an Inform", () => {
    const inform = informXml({});
    expect(fatesOf(redriveOf().take(kept("/cwmp", inform, { door: "cwmp" })))).toEqual([
      expect.stringMatching(/^1: .*cwmp$/) as string,
    ]);
  });
});

describe("segments that were given up", () => {
  const whole = notify(valueChange, "in parts");
  const part = (sequence: number, sarState: SessionContext["sarState"], payload: Uint8Array): Uint8Array =>
    encodeRecord({
      version: "1.3",
      toId: "controller",
      fromId: endpoint,
      payloadSecurity: "plaintext",
      type: {
        kind: "session_context",
        sessionId: 9n,
        sequenceId: BigInt(sequence),
        expectedId: 0n,
        retransmitId: 0n,
        sarState,
        payloadRecSarState: sarState,
        payload: [payload],
      },
    });
  const first = kept(own, part(1, "begin", whole.subarray(0, 20)));
  const last = kept(own, part(2, "complete", whole.subarray(20)));

  test("are one message when all of them are tried", () => {
    const redrive = redriveOf();
    const fates = [first, last].flatMap((each) => redrive.take(each));
    expect(fatesOf([...fates, ...redrive.end()])).toEqual([
      expect.stringMatching(/^2: .*usp-notify$/) as string,
    ]);
  });

  test("that lack one are dead letters again, each", () => {
    const redrive = redriveOf();
    const early = redrive.take(first);
    expect(fatesOf([...early, ...redrive.end()])).toEqual([
      expect.stringMatching(/^1: dead_letter session_/) as string,
    ]);
  });
});
