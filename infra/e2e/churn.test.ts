/**
 * Who came and went in every capture, through intake and the home worker's fold alone, in a few seconds. The whole product
 * on the same captures: `captures.e2e.test.ts`.
 */
import { expect, test } from "vitest";
import { bridgeConfig } from "#infra/cli/config/process-config.ts";
import { createIntake } from "#ingest/pipeline.ts";
import { segmentLimits } from "#ingest/segments.ts";
import { tickAt } from "#processors/scenarios/blank.ts";
import { runWhole } from "#processors/scenarios/run.ts";
import type { AssociationChange } from "#schemas/association-change.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { epochMs } from "#schemas/units.ts";
import { localValues } from "../bench/settings.ts";
import { captureNames, readCapture, readPayloads } from "./truth/capture.ts";
import { differences } from "./truth/difference.ts";
import { homeFactsOf } from "./truth/home-fact.ts";
import type { Row } from "./truth/row.ts";
import { changesOf } from "./truth/window.ts";

/** Its profiles have names that no definition explains. */
const comparable = captureNames.filter((name) => name !== "bulk-names-v5");

function eventsOf(name: string): TelemetryEvent[] {
  const config = bridgeConfig(localValues());
  const intake = createIntake(config, segmentLimits(config));
  const payloads = readPayloads(name);
  const settled = readCapture(name).publishes.flatMap(({ i, topic, t_ms: at }) =>
    intake.take({
      topic,
      payload: payloads[i] ?? Buffer.alloc(0),
      contentType: null,
      responseTopic: null,
      retain: false,
      receivedAt: epochMs(at),
      arrival: 0,
    }),
  );
  return settled.flatMap(({ outcome }) => (outcome.kind === "produced" ? outcome.events : []));
}

function changesTold(name: string): Row[] {
  const events = eventsOf(name);
  const [first] = events;
  const outputs = first === undefined ? [] : runWhole([tickAt(first.received_at - 1), ...events]).flat();
  return outputs.flatMap(({ topic, value }) => (topic === "associationChange" ? [toRow(value)] : []));
}

const textOf = (value: string | number | boolean | null): string | null =>
  value === null ? null : String(value);

const toRow = (change: AssociationChange): Row => ({
  profile_id: change.profile_id,
  observed_at: textOf(change.observed_at),
  received_at: textOf(change.received_at),
  kind: change.kind,
  sta_mac: change.sta_mac,
  host_mac: change.host_mac,
  access_point: change.access_point,
  from_access_point: change.from_access_point,
  last_seen_at: textOf(change.last_seen_at),
  reason: change.reason,
  flap: textOf(change.flap),
  ping_pong: textOf(change.ping_pong),
  session_ms: textOf(change.session_ms),
  count: textOf(change.count),
});

test.each(comparable)(
  "%s: stations and hosts joined, left and roamed as it was true",
  (name) => {
    expect(differences("changes", changesOf(homeFactsOf(readCapture(name))), changesTold(name))).toEqual([]);
  },
  60_000,
);

test("the long capture has hosts that come, go and flap", () => {
  const changes = changesTold("long-v5");
  const kinds = Map.groupBy(changes, ({ kind }) => kind ?? "");
  expect([...kinds.keys()].toSorted()).toEqual(["host_join", "host_leave", "join", "leave", "roam"]);
  expect(changes.filter(({ flap }) => flap === "true").length).toBeGreaterThan(0);
}, 60_000);
