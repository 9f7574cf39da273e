/** The notifier's own settings: a part of the table in `settings.ts`. */
import { z } from "zod";
import type { NotifyTarget } from "#processors/notify/config.ts";
import { choice, integer, optional, type Part, setting, structure, text } from "./setting.ts";

const notify: readonly Part[] = ["notify"];
const minute = 60_000;
const day = 86_400_000;

const httpUrl = z.string().refine((value) => ["http:", "https:"].includes(URL.parse(value)?.protocol ?? ""), {
  error: "must be a URL that starts with http:// or https://",
});
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be of a-z, 0-9 and -");
const headers = z.record(z.string().regex(/^[A-Za-z0-9-]+$/, "must name a header"), z.string()).default({});

const target = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("alertmanager"), name: name.optional(), url: httpUrl, headers }),
  z.strictObject({ kind: z.literal("webhook"), name: name.optional(), url: httpUrl, headers }),
  z.strictObject({ kind: z.literal("tmf642"), name: name.optional(), url: httpUrl, headers }),
  z.strictObject({
    kind: z.literal("pagerduty"),
    name: name.optional(),
    url: httpUrl.default("https://events.pagerduty.com/v2/enqueue"),
    headers,
    routingKey: z.string().min(1, "must not be empty"),
  }),
]);

/** Whose name is not given is called after its kind. */
const targets: z.ZodType<readonly NotifyTarget[]> = z
  .array(target.transform((each) => ({ ...each, name: each.name ?? each.kind })))
  .min(1, "must name at least one")
  .refine((all) => new Set(all.map((each) => each.name)).size === all.length, {
    error: "each must have a name of its own",
  });

export const notifySettings = {
  notifyTargets: setting(
    "USP_NOTIFY_TARGETS",
    "notify.targets",
    optional(structure("list of {kind, name, url, headers, routingKey}", targets)),
    { value: null, text: "none" },
    notify,
    "Who is told of alerts. `kind` is alertmanager, webhook (CloudEvents), tmf642 or pagerduty; `name` (the kind unless given) is part of its consumer group; `headers` go with each request; only pagerduty has a `routingKey`, and needs no `url`.",
    true,
  ),
  notifyGroupId: setting(
    "USP_NOTIFY_GROUP_ID",
    "notify.groupId",
    text,
    "usp-notify",
    notify,
    "Prefix of the receivers' consumer groups: `<prefix>-<name>`.",
  ),
  notifyStartAt: setting(
    "USP_NOTIFY_START_AT",
    "notify.startAt",
    choice("latest", "earliest"),
    "latest",
    notify,
    "Where a receiver begins that was never told anything: at what comes next, or at all that Kafka has.",
  ),
  notifyTimeoutMs: setting(
    "USP_NOTIFY_TIMEOUT_MS",
    "notify.timeoutMs",
    integer(100, 10 * minute),
    10_000,
    notify,
    "Longest wait for a receiver's answer.",
  ),
  notifyResendEveryMs: setting(
    "USP_NOTIFY_RESEND_EVERY_MS",
    "notify.resendEveryMs",
    integer(100, 60 * minute),
    minute,
    notify,
    "How often an Alertmanager is told again of what fires; what it is told lasts four times as long.",
  ),
  notifyGiveUpMs: setting(
    "USP_NOTIFY_GIVE_UP_MS",
    "notify.giveUpMs",
    integer(1000, 30 * day),
    day,
    notify,
    "How long Kafka may have had an alert that its receiver does not take, before it becomes a dead letter.",
  ),
} as const;
