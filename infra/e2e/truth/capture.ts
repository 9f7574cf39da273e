/**
 * Reads a recorded capture: what was published, what each publish is, and what was true in the simulated home.
 * Nothing here or beside it uses the project's own decoder: it is the second opinion.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

/** All captures, by name. */
export const captureNames = [
  "boot-periodic-v5",
  "bulk-json-nvp-mqtt-v311",
  "bulk-json-nvp-mqtt-v5",
  "bulk-linkloss-v5",
  "bulk-names-v5",
  "bulk-push-event-v5",
  "bulk-retained-v5",
  "bulk-timestamps-v5",
  "e2e-segmented-v5",
  "e2e-session-v5",
  "edge-values-v5",
  "empty-tables-v5",
  "long-v5",
  "messages-v5",
  "old-agent-7-v5",
  "seed-add-exact-v5",
  "subs-unanswered-v5",
  "subs-v5",
] as const;

const folder = new URL("../captures/", import.meta.url);

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const reportTruth = z.object({
  /** Seconds, an ISO string, or null when the profile sends no time. */
  collection_time: z.union([z.number(), z.string()]).nullish(),
  n_values: z.number(),
  duplicate_keys: z.number(),
  state_seq: z.number(),
  state_phase: z.string().optional(),
  truth: z.object({
    hosts: z.record(z.string(), z.record(z.string(), scalar)),
    assoc: z.record(z.string(), z.record(z.string(), scalar)),
  }),
});

const params = z.record(z.string(), z.string());

const notify = z.object({
  subscription_id: z.string(),
  event: z.object({ obj_path: z.string(), event_name: z.string(), params: params.optional() }).optional(),
  value_change: z.object({ param_path: z.string(), param_value: z.string().optional() }).optional(),
  obj_creation: z.object({ obj_path: z.string(), unique_keys: params.optional() }).optional(),
  obj_deletion: z.object({ obj_path: z.string() }).optional(),
  oper_complete: z
    .object({
      obj_path: z.string(),
      command_name: z.string(),
      command_key: z.string().optional(),
      req_output_args: z.object({ output_args: params.optional() }).optional(),
      cmd_failure: z.object({ err_code: z.number(), err_msg: z.string().optional() }).optional(),
    })
    .optional(),
});

const getResponse = z.object({
  req_path_results: z.array(
    z.object({
      requested_path: z.string(),
      resolved_path_results: z
        .array(z.object({ resolved_path: z.string(), result_params: params }))
        .optional(),
    }),
  ),
});

const message = z.object({
  header: z.object({ msg_id: z.string(), msg_type: z.string() }),
  body: z.object({
    request: z.object({ notify: notify.optional() }).optional(),
    response: z.object({ get_resp: getResponse.optional() }).optional(),
    error: z.unknown().optional(),
  }),
});

const publish = z.object({
  i: z.number(),
  /** Received at, milliseconds. */
  t_ms: z.number(),
  topic: z.string(),
  kind: z.enum(["usp_record", "bulk_data_report"]),
  direction: z.enum(["from_agent", "to_agent"]).optional(),
  record_type: z.string().optional(),
  record: z
    .object({
      mqtt_connect: z.object({ version: z.string(), subscribed_topic: z.string() }).optional(),
      disconnect: z.object({ reason: z.string(), reason_code: z.number() }).optional(),
    })
    .optional(),
  msg: message.optional(),
  /** The message where a strict decoder refuses it (text that is not UTF-8) and a lax one reads U+FFFD. */
  msg_protobufjs: message.nullish(),
  session: z.object({ payload_sar_state: z.enum(["NONE", "BEGIN", "INPROCESS", "COMPLETE"]) }).optional(),
  /** Lines that hold the segments of the message whose last one this is. */
  reassembled_from: z.array(z.number()).optional(),
  empty_payload: z.boolean().optional(),
  equal_to_simulator_state: z.boolean().optional(),
  reports: z.array(reportTruth).optional(),
  push_report: z.array(reportTruth).optional(),
});

const profile = z.object({
  topic: z.string().optional(),
  event: z.string().optional(),
  ts: z.string(),
  /** Pairs of alternative name (may be empty) and reference. */
  params: z.array(z.tuple([z.string(), z.string()])),
});

const expectedFile = z.object({
  agent: z.object({ endpoint_id: z.string() }),
  topics: z.object({ to_agent: z.string(), from_agent: z.string() }),
  profiles_under_test: z.array(profile),
  publishes: z.array(publish),
});

const batchLine = z.object({
  seq: z.number(),
  /** When its values and rows had all been applied, milliseconds. */
  t_after: z.number(),
  ops: z.array(z.tuple([z.enum(["set", "sethex", "add", "del", "event"]), z.string()]).rest(z.unknown())),
});

export type ReportTruth = z.infer<typeof reportTruth>;
export type NotifyTruth = z.infer<typeof notify>;
export type MessageTruth = z.infer<typeof message>;
export type PublishTruth = z.infer<typeof publish>;
export type ProfileTruth = z.infer<typeof profile>;
export type Batch = z.infer<typeof batchLine>;

/** A capture with its truth; `batches[n].seq === n`. */
export interface Capture {
  readonly name: string;
  readonly endpointId: string;
  readonly profiles: readonly ProfileTruth[];
  readonly publishes: readonly PublishTruth[];
  readonly batches: readonly Batch[];
}

/** The recorded file itself, for the replayer. */
export const captureFile = (name: string): string => new URL(`${name}.ndjson.gz`, folder).pathname;

/** Reads one capture's truth. Throws when a file is not as described in `../captures/README.md`. */
export function readCapture(name: string): Capture {
  const expected = expectedFile.parse(JSON.parse(readText(`${name}.expected.json.gz`)));
  return {
    name,
    endpointId: expected.agent.endpoint_id,
    profiles: expected.profiles_under_test,
    publishes: expected.publishes,
    batches: readLines(`${name}.truth.ndjson.gz`).map((line) => batchLine.parse(JSON.parse(line))),
  };
}

/** The bytes of each recorded publish; `[i]` belongs to `publishes[i]`. */
export function readPayloads(name: string): readonly Buffer[] {
  const line = z.object({ payload_b64: z.string() });
  return readLines(`${name}.ndjson.gz`).map((text) =>
    Buffer.from(line.parse(JSON.parse(text)).payload_b64, "base64"),
  );
}

const readText = (file: string): string => gunzipSync(readFileSync(new URL(file, folder))).toString("utf8");

const readLines = (file: string): string[] =>
  readText(file)
    .split("\n")
    .filter((line) => line !== "");
