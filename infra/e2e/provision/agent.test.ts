/** The scripted agent against the real one: asked what OB-USP-AGENT was asked in a capture, it answers the same. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeMessage, encodeMessage, type MessageBody, type UspMessage } from "#proto/message.ts";
import { decodeRecord } from "#proto/record.ts";
import { answerTo } from "./agent-answers.ts";
import { AgentModel } from "./agent-model.ts";

/** The Messages of a capture in order; other Records and reports are left out. */
function messagesOf(capture: string): readonly UspMessage[] {
  const file = new URL(`../captures/${capture}.ndjson.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString().trim().split("\n");
  return lines.flatMap((line) => {
    const { payload_b64 } = JSON.parse(line) as { payload_b64: string };
    const record = decodeRecord(Buffer.from(payload_b64, "base64"));
    if (!record.ok || record.value.type.kind !== "no_session_context") return [];
    const message = decodeMessage(record.value.type.payload);
    return message.ok ? [message.value] : [];
  });
}

/** Parameters that the scripted agent does not have; the order of keys and of resolved objects says nothing. */
const notModelled =
  /"(X_ARRIS-COM_Status|UseDateHeader|Compression\w*|Method\w*|Retry\w+|RequestURI\w+)":"[^"]*",?/g;

const pathOf = (resolved: unknown): string =>
  /"resolved_path":"([^"]*)"/.exec(JSON.stringify(resolved))?.[1] ?? "";
const byPath = (a: unknown, b: unknown): number => (pathOf(a) < pathOf(b) ? -1 : 1);

function comparable(body: MessageBody): unknown {
  const text = JSON.stringify(body, (key, value: unknown) => {
    if (Array.isArray(value)) return key === "resolved_path_results" ? value.toSorted(byPath) : value;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
  return JSON.parse(text.replaceAll(notModelled, "").replaceAll(",}", "}"));
}

/** What a message becomes on the wire and back. */
function wired(body: Parameters<typeof encodeMessage>[0]["body"]): MessageBody {
  const message = decodeMessage(encodeMessage({ msgId: "1", body }));
  if (!message.ok) throw new Error(message.detail);
  return message.value.body;
}

test.each([
  {
    capture: "seed-add-exact-v5",
    what: "the seed, refused and taken, enabled, and sent twice",
    exchanges: 12,
  },
  {
    capture: "bulk-timestamps-v5",
    what: "three profiles, and one with a value that there is not",
    exchanges: 4,
  },
])("$what: every answer is OB-USP-AGENT's", ({ capture, exchanges }) => {
  const messages = messagesOf(capture);
  const model = new AgentModel(["oktopusController"]);
  const us = model.controllerRow("oktopusController") ?? "";
  let compared = 0;
  for (const [index, { body, msgId }] of messages.entries()) {
    if (body.kind !== "request") continue;
    const real = messages
      .slice(index)
      .find((other) => other.msgId === msgId && other.body.kind !== "request");
    if (real === undefined) throw new Error(`no answer to ${msgId}`);
    const ours = answerTo(body, model, us, { strict: false });
    if (ours === null) throw new Error(`no answer of ours to ${msgId}`);
    expect([msgId, comparable(wired(ours))]).toEqual([msgId, comparable(real.body)]);
    compared += 1;
  }
  expect(compared).toBe(exchanges);
});
