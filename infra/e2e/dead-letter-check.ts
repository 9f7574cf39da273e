/** What a capture's dead letters must be: which publishes, why, and their bytes. */
import { createHash } from "node:crypto";
import { readPayloads, type Capture } from "./truth/capture.ts";
import type { Row } from "./truth/row.ts";

export const deadLetterQuery = (endpointId: string): string =>
  `SELECT reason, source_topic AS topic, lower(hex(SHA256(payload))) AS sha256, toString(chunk_count) AS chunks
   FROM dead_letter WHERE endpoint_id = '${endpointId}'`;

/** Segments of a message can't be read one by one; their bytes are kept for the intake that can. */
export function expectedDeadLetters(capture: Capture): Row[] {
  const payloads = readPayloads(capture.name);
  return segmentsOf(capture).map((index) => ({
    reason: "segmented_unsupported",
    topic: capture.publishes[index]?.topic ?? null,
    sha256: createHash("sha256")
      .update(payloads[index] ?? "")
      .digest("hex"),
    chunks: "1",
  }));
}

/** Publishes of the agent that hold a part of a message. */
const segmentsOf = (capture: Capture): number[] =>
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
