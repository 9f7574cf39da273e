/** Settings that are structures: their shapes and the defaults that need more than a line. */
import { z } from "zod";

export const topicTemplates = z.array(
  z.strictObject({ template: z.string().min(1), kind: z.enum(["record", "report", "to-agent", "status"]) }),
);
export const namedReferences = z.array(z.strictObject({ name: z.string(), reference: z.string().min(1) }));
const settingValues = z.record(z.string().min(1), z.string());
const subscription = z.strictObject({
  id: z.string().min(1).max(64),
  notifType: z.enum(["ValueChange", "ObjectCreation", "ObjectDeletion", "OperationComplete", "Event"]),
  referenceList: z.array(z.string().min(1)).min(1),
  persistent: z.boolean().default(true),
  notifRetry: z.boolean().default(false),
});
/** How a profile is put on agents (`provision`); intake has no use for it. */
const provisioning = z.strictObject({
  name: z.string().min(1),
  protocol: z.enum(["MQTT", "HTTP"]).default("MQTT"),
  encodingType: z.enum(["JSON", "CSV"]).default("JSON"),
  reportingIntervalSeconds: z.int().positive().optional(),
  settings: settingValues.default({}),
  optional: settingValues.default({}),
  subscriptions: z.array(subscription).default([]),
});
export const profileDefinitions = z.array(
  z.strictObject({
    topic: z.string().min(1),
    intervalMs: z.int().positive().nullable().default(null),
    parameters: namedReferences,
    csv: z
      .strictObject({
        fieldSeparator: z.string().min(1).default(","),
        rowSeparator: z.string().min(1).nullable().default(null),
        escapeCharacter: z.string().min(1).default('"'),
      })
      .nullable()
      .default(null),
    provisioning: provisioning.optional(),
  }),
);
export const endpointMappings = z.array(
  z.strictObject({ match: z.string().min(1), endpoint: z.string().min(1) }),
);

/** Oktopus's layout; a 3.1.1 agent adds one level `/reply-to=...` to the topics of Records. */
export const oktopusTopics: z.infer<typeof topicTemplates> = [
  { template: "oktopus/usp/v1/controller", kind: "record" },
  { template: "oktopus/usp/v1/controller/{endpoint}", kind: "record" },
  { template: "oktopus/usp/v1/api/{endpoint}", kind: "record" },
  { template: "oktopus/usp/v1/agent/{endpoint}", kind: "to-agent" },
  { template: "oktopus/usp/v1/status/{endpoint}", kind: "status" },
  { template: "oktopus/usp/v1/bulkdata/{id}", kind: "report" },
];

export const exampleAliases: z.infer<typeof namedReferences> = [
  { name: "Hosts", reference: "Device.Hosts.Host.*." },
  { name: "ApAssociatedDevice", reference: "Device.WiFi.AccessPoint.*.AssociatedDevice.*." },
];
