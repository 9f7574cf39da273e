/** Messages of a recorded capture, decoded: what a real agent (OB-USP-AGENT) was asked and answered. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { decodeMessage, type MessageBody } from "#proto/message.ts";
import { decodeRecord } from "#proto/record.ts";

const folder = new URL("../../infra/e2e/captures/", import.meta.url);

/** Payloads of a capture's lines. */
export const capturedPayloads = (name: string): readonly Buffer[] =>
  gunzipSync(readFileSync(new URL(`${name}.ndjson.gz`, folder)))
    .toString()
    .trim()
    .split("\n")
    .map((line) => Buffer.from((JSON.parse(line) as { payload_b64: string }).payload_b64, "base64"));

/** The body of a line's Message. Throws where the line has none. */
export function capturedBody(name: string, line: number): MessageBody {
  const record = decodeRecord(capturedPayloads(name)[line] ?? new Uint8Array());
  const type = record.ok ? record.value.type : null;
  const message = type?.kind === "no_session_context" ? decodeMessage(type.payload) : null;
  if (message?.ok !== true) throw new Error(`${name}, line ${line}: no Message`);
  return message.value.body;
}
