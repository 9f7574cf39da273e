/** Captures with messages in segments: without them, and with one segment lost. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { captureFile, readPayloads, type Capture } from "./truth/capture.ts";
import type { Row } from "./truth/row.ts";

export const deadLetterQuery = (endpointId: string): string =>
  `SELECT reason, source_topic AS topic, lower(hex(SHA256(payload))) AS sha256, toString(chunk_count) AS chunks
   FROM dead_letter WHERE endpoint_id = '${endpointId}'`;

/** Lines of the agent that hold a part of a message. */
export const segmentsOf = (capture: Capture): number[] =>
  capture.publishes
    .filter(
      ({ direction, session }) =>
        direction === "from_agent" && (session?.payload_sar_state ?? "NONE") !== "NONE",
    )
    .map(({ i }) => i);

/** The capture without the messages that came in segments. */
export const withoutSegmented = (capture: Capture): Capture => ({
  ...capture,
  publishes: capture.publishes.filter((publish) => publish.reassembled_from === undefined),
});

/** The recording with the second segment of its second message lost, and the dead letters that the others must be. */
export function losingSegment(capture: Capture): { file: string; deadLetters: Row[] } {
  const [, victim] = capture.publishes.filter((publish) => publish.reassembled_from !== undefined);
  const [first = 0, last = 0] = victim?.reassembled_from ?? [];
  const lost = first + 1;
  const lines = gunzipSync(readFileSync(captureFile(capture.name)))
    .toString("utf8")
    .split("\n");
  const file = join(mkdtempSync(join(tmpdir(), "lost-segment-")), `${capture.name}.ndjson.gz`);
  writeFileSync(file, gzipSync(lines.filter((_, index) => index !== lost).join("\n")));
  const payloads = readPayloads(capture.name);
  const others = segmentsOf(capture).filter((index) => index >= first && index <= last && index !== lost);
  const deadLetters = others.map((index) => ({
    reason: "session_gap",
    topic: capture.publishes[index]?.topic ?? null,
    sha256: createHash("sha256")
      .update(payloads[index] ?? "")
      .digest("hex"),
    chunks: "1",
  }));
  return { file, deadLetters };
}
