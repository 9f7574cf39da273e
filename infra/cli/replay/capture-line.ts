/** One line of a capture: an MQTT publish as a subscriber of `#` saw it. */
import { z } from "zod";

/** Recorded MQTT 5 properties; others than these are refused rather than lost. */
const propertiesSchema = z.strictObject({
  contentType: z.string().exactOptional(),
  responseTopic: z.string().exactOptional(),
  correlationData: z.base64().exactOptional(),
  payloadFormatIndicator: z.boolean().exactOptional(),
  messageExpiryInterval: z.int().nonnegative().exactOptional(),
  userProperties: z.record(z.string(), z.union([z.string(), z.array(z.string())])).exactOptional(),
});

const lineSchema = z.strictObject({
  /** When the recorder got it, milliseconds since 1970. */
  t_ms: z.int().positive(),
  topic: z
    .string()
    .min(1)
    .max(65_535)
    .regex(/^[^+#\0]*$/, "must be a topic, without wildcards"),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  retain: z.boolean(),
  /** What the publisher spoke: 4 is 3.1.1. */
  mqtt_version: z.union([z.literal(3), z.literal(4), z.literal(5)]),
  properties: propertiesSchema,
  payload_b64: z.base64(),
});

export interface RecordedPublish {
  readonly receivedAtMs: number;
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly properties: z.infer<typeof propertiesSchema>;
  readonly payload: Buffer;
}

export type ParsedLine =
  | { readonly ok: true; readonly publish: RecordedPublish }
  | { readonly ok: false; readonly reason: string };

/** One sentence: what is missing, what is unknown, what is wrong. */
function explain(issues: readonly z.core.$ZodIssue[]): string {
  const missing = issues.filter(({ input }) => input === undefined).map(nameOf);
  const unknown = issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));
  const wrong = issues.filter(({ code, input }) => code !== "unrecognized_keys" && input !== undefined);
  const parts = [
    ...(missing.length > 0 ? [`lacks ${missing.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`has unknown members: ${unknown.join(", ")}`] : []),
    ...wrong.map((issue) => `has a wrong ${nameOf(issue)}: ${issue.message}`),
  ];
  return `is no recorded publish: it ${parts.join("; it ")}`;
}

const nameOf = ({ path }: z.core.$ZodIssue): string => (path.length === 0 ? "line" : path.join("."));

/** Reads a line; total. */
export function parseCaptureLine(text: string): ParsedLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, reason: "is no JSON object" };
  }
  const result = lineSchema.safeParse(json, { reportInput: true });
  if (!result.success) return { ok: false, reason: explain(result.error.issues) };
  const { t_ms, topic, qos, retain, properties, payload_b64 } = result.data;
  return {
    ok: true,
    publish: {
      receivedAtMs: t_ms,
      topic,
      qos,
      retain,
      properties,
      payload: Buffer.from(payload_b64, "base64"),
    },
  };
}
