/** Asks the gateways' MQTT broker what it grants a bridge, and whether it drops what it has acknowledged. */
import {
  examineBroker,
  type Examination,
  type ExaminedBroker,
  type Granted,
  type Kept,
  type Subscribed,
} from "#infra/adapters/mqtt-examination.ts";
import { subscriptionFilters } from "#ingest/identity.ts";
import { bridgeConfig } from "../config/process-config.ts";
import type { Values } from "../settings.ts";
import { type Finding, findingsOf, messageOf, shownUrl } from "./finding.ts";
import { within } from "./within.ts";

const { ok, warn, fail } = findingsOf("mqtt");

/** Above the limit of 1,000 that mosquitto, HiveMQ and EMQX have where nobody says otherwise. */
export const leastQueued = 1500;

/** `queued`: so many messages are left with the broker for a moment. Never rejects. */
export async function examineMqtt(
  values: Values,
  run: string,
  limitMs: number,
  queued: number,
): Promise<readonly Finding[]> {
  const { mqtt, topics } = bridgeConfig(values);
  const clientId = `${mqtt.clientId}-doctor-${run}`;
  let broker: Examination;
  try {
    broker = await within(limitMs, examineBroker(mqtt, clientId));
  } catch (error) {
    return [
      fail(
        "reachable",
        `${shownUrl(mqtt.url)}: ${messageOf(error)}`,
        "Start it, or check USP_MQTT_URL, USP_MQTT_USERNAME and USP_MQTT_PASSWORD, USP_MQTT_TLS_*, USP_MQTT_PROTOCOL_VERSION.",
      ),
    ];
  }
  // Of a group of its own: a member of the bridges' would take their messages away, and its name is a secret.
  const group = mqtt.sharedGroup === null ? null : `doctor-${run}`;
  const canary = `usp-telemetry/canary/doctor-${run}`;
  const findings: Finding[] = [
    ok("reachable", `${shownUrl(mqtt.url)}, MQTT ${mqtt.protocolVersion === 5 ? "5" : "3.1.1"}`),
    ...judgeGranted(mqtt, broker.granted),
  ];
  try {
    findings.push(
      ...judgeSubscriptions(await broker.subscribe([...subscriptionFilters(topics, group), canary])),
    );
    findings.push(await roundTrip(broker, canary, limitMs));
    findings.push(...judgeSys(await broker.readSys(sysTopics, sysMs)));
    findings.push(judgeKept(await within(8 * limitMs, broker.keep(`${canary}/queue`, queued))));
  } catch (error) {
    findings.push(fail("queue", `could not be tried: ${messageOf(error)}`, "See the finding above."));
  } finally {
    await within(limitMs, broker.close()).catch(() => undefined);
  }
  return [...findings, ...byHand];
}

export function judgeGranted(
  asked: ExaminedBroker & { readonly sharedGroup: string | null },
  granted: Granted,
): Finding[] {
  if (asked.protocolVersion === 4)
    return [
      warn(
        "session",
        "MQTT 3.1.1 tells no limits, and how long a session is kept is the broker's own affair",
        "Look at the broker's configuration for the expiry of sessions; take MQTT 5 where it speaks it.",
      ),
    ];
  const found: Finding[] = [];
  if (granted.sessionExpirySeconds < asked.sessionExpirySeconds)
    found.push(
      fail(
        "session",
        `a session is kept for ${granted.sessionExpirySeconds} s, ${asked.sessionExpirySeconds} s were asked for: what comes after that is lost`,
        "Raise the broker's limit of session expiry, or lower USP_MQTT_SESSION_EXPIRY_SECONDS to what is true.",
      ),
    );
  if (granted.maximumQos < 1)
    found.push(
      fail("session", "QoS 1 is not granted: nothing is ever sent again", "Allow QoS 1 at the broker."),
    );
  if (!granted.wildcardAvailable)
    found.push(fail("session", "no wildcard subscriptions", "Allow them at the broker."));
  if (!granted.sharedAvailable && asked.sharedGroup !== null)
    found.push(
      fail(
        "session",
        "no shared subscriptions",
        "Allow them, or unset USP_MQTT_SHARED_GROUP and run one bridge.",
      ),
    );
  if (granted.maximumPacketBytes !== null && granted.maximumPacketBytes < reportBytes)
    found.push(
      warn(
        "session",
        `packets above ${granted.maximumPacketBytes} bytes are refused`,
        "Raise it above the largest report of your gateways (reports of 1 MiB are known).",
      ),
    );
  if (asked.sessionExpirySeconds === 0)
    found.push(
      fail(
        "session",
        "USP_MQTT_SESSION_EXPIRY_SECONDS is 0: what comes while a bridge is away is lost",
        "Set it to how long a bridge may be away, 3600 for instance.",
      ),
    );
  return found.length > 0
    ? found
    : [
        ok(
          "session",
          `kept for ${granted.sessionExpirySeconds} s, QoS ${granted.maximumQos}, shared subscriptions ${granted.sharedAvailable ? "yes" : "no"}`,
        ),
      ];
}

const reportBytes = 1024 * 1024;

export function judgeSubscriptions(answers: readonly Subscribed[]): Finding[] {
  const refused = answers.filter(({ qos }) => qos === null);
  const weak = answers.filter(({ qos }) => qos === 0);
  const found = [
    ...refused.map(({ filter, refusal }) =>
      fail(
        "subscriptions",
        `${filter}: ${refusal}`,
        "Allow this user to subscribe to it (see infra/deploy for ACL examples).",
      ),
    ),
    ...weak.map(({ filter }) =>
      fail(
        "subscriptions",
        `${filter} is granted at QoS 0: what is lost is not sent again`,
        "Allow QoS 1 at the broker.",
      ),
    ),
  ];
  return found.length > 0 ? found : [ok("subscriptions", `${answers.length} filters granted at QoS 1`)];
}

async function roundTrip(broker: Examination, topic: string, limitMs: number): Promise<Finding> {
  try {
    const tookMs = await within(limitMs, broker.echo(topic));
    return ok("round trip", `a canary came back after ${tookMs.toFixed(1)} ms`);
  } catch (error) {
    return fail(
      "round trip",
      `a canary on ${topic} did not come back: ${messageOf(error)}`,
      "Allow this user to publish and subscribe to usp-telemetry/canary/#: without canaries a bridge writes no ticks.",
    );
  }
}

/** mosquitto's own words; others' versions are theirs. */
function judgeVersion(version: string): Finding {
  const [, major] = /^mosquitto version (\d+)\./.exec(version) ?? [];
  return major !== undefined && Number(major) < 2
    ? warn("version", version, "Nobody has tried one before 2.0: take a newer one.")
    : ok("version", version);
}

const sysTopics = ["$SYS/broker/version", "$SYS/broker/publish/messages/dropped", "$SYS/brokers/+/version"];
const sysMs = 1000;

export function judgeSys(texts: ReadonlyMap<string, string>): Finding[] {
  const version = [...texts].find(([topic]) => topic.endsWith("/version"))?.[1];
  const dropped = Number(texts.get("$SYS/broker/publish/messages/dropped") ?? 0);
  return [
    judgeVersion(version ?? "not told by this broker"),
    ...(dropped > 0
      ? [
          warn(
            "dropped",
            `the broker has dropped ${dropped} messages since it started (any client's)`,
            "Raise its queue limits (mosquitto: max_queued_messages 0, max_queued_bytes 0).",
          ),
        ]
      : []),
  ];
}

export function judgeKept({ published, acknowledged, delivered }: Kept): Finding {
  if (acknowledged < published)
    return warn(
      "queue",
      `of ${published} messages to a subscriber that was away the broker refused ${published - acknowledged}: publishers must repeat them`,
      "Look at the gateways: whether they do; and at the broker's limits.",
    );
  if (delivered < acknowledged)
    return fail(
      "queue",
      `the broker acknowledged ${acknowledged} messages to a subscriber that was away, and dropped ${acknowledged - delivered} of them`,
      "mosquitto: max_queued_messages 0 and max_queued_bytes 0. HiveMQ: mqtt/queued-messages/max-queue-size. EMQX: mqtt.max_mqueue_len. Messages a second of your fleet times the longest absence of a bridge are needed.",
    );
  return ok("queue", `${delivered} messages were kept for a subscriber that was away; more were not tried`);
}

/** What no client can see. */
const byHand: readonly Finding[] = [
  warn(
    "by hand",
    "what no client can see: whether the broker's queue outlives a crash of it, and its limit in bytes",
    "mosquitto: persistence true, autosave_interval 1, max_queued_bytes 0. HiveMQ, EMQX: persistent sessions on disk.",
  ),
  warn(
    "by hand",
    "what no client can see: whether what this user subscribes to is delivered; mosquitto grants every subscription, and withholds what its rules do not let be read",
    "Look at the fates of a bridge's /status while gateways report, or at the broker's rules for this user (infra/deploy/mosquitto/acl).",
  ),
];
