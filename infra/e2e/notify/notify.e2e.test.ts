/** Alerts delivered, over real Kafka: to a real HTTP server, and to a real Alertmanager where this machine has one. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { notifyConfig } from "#infra/cli/config/process-config.ts";
import { readSettings } from "#infra/cli/config/read.ts";
import { findAlertmanager, startAlertmanager } from "#infra/local/alertmanager.ts";
import { openRunFolder, type RunFolder } from "#infra/local/run-folder.ts";
import type { Service } from "#infra/local/service.ts";
import { runNotify } from "#processors/main.ts";
import { anAlert, resolvedAlert } from "#processors/notify/alert.fixture.ts";
import type { Alert } from "#schemas/alert.ts";
import { epochMs } from "#schemas/units.ts";
import { type Product, startProduct } from "../product.ts";
import { type AlertLog, openAlertLog } from "./alert-log.ts";
import { type Receiver, startReceiver, until } from "./receiver.ts";

const stack = localStack();
let product: Product;
let log: AlertLog;
let running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  product = await startProduct({ stack, fleet: false });
  log = await openAlertLog(product.kafka, product.values.registryUrl);
});

afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  running = [];
});

afterAll(async () => {
  await log.close();
  await product.stop();
});

let groups = 0;
let group: string;
beforeEach(() => {
  groups += 1;
  group = `notify-test-${process.pid}-${Date.now()}-${groups}`;
});

/** A notifier of this test's group; started again, it goes on where the group is. */
async function startNotifier(targets: readonly object[], settings: Record<string, string> = {}) {
  const env = {
    USP_KAFKA_BROKERS: stack.kafka.brokers.join(","),
    USP_REGISTRY_URL: stack.registry.url,
    USP_NOTIFY_TARGETS: JSON.stringify(targets),
    USP_NOTIFY_GROUP_ID: group,
    ...settings,
  };
  const reading = readSettings({ env, file: null, readSecret: () => "" }, ["notify"]);
  if (!reading.ok) throw new Error(reading.mistakes.join("\n"));
  const notifier = await runNotify(notifyConfig(reading.values));
  running.push(notifier);
  return {
    async stop() {
      running = running.filter((each) => each !== notifier);
      await notifier.stop();
    },
  };
}

/** Of a home of its own, raised now. */
const raised = (name: string, change: Partial<Alert> = {}): Alert =>
  anAlert({
    episode_id: `${group}-${name}`,
    fingerprint: `${group}-${name}`,
    subject: name,
    raised_at: epochMs(Date.now()),
    changed_at: epochMs(Date.now()),
    ...change,
  });
const resolved = (name: string, sequence = 1): Alert => {
  const { episode_id, fingerprint, subject, raised_at } = raised(name);
  const ended = epochMs(Date.now());
  return resolvedAlert({
    episode_id,
    fingerprint,
    subject,
    raised_at,
    sequence,
    changed_at: ended,
    cleared_at: ended,
  });
};
const names = Array.from({ length: 12 }, (_, number) => `home-${number}`);
/** What a receiver took, by alert: its sequence numbers in the order they came. */
function sequences({ taken }: Receiver): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  for (const body of taken) {
    const { subject, sequence } = body["data"] as { subject: string; sequence: number };
    (found[subject] ??= []).push(sequence);
  }
  return found;
}

describe("a webhook", () => {
  test("gets every transition in order, through an outage of its own and a restart of ours, and nothing of before", async () => {
    await log.tell(raised("before"));
    const receiver = await startReceiver();
    const targets = [{ kind: "webhook", url: receiver.url }];
    const first = await startNotifier(targets);
    await log.tell(...names.map((name) => raised(name)));
    await until(() => receiver.taken.length === names.length);

    receiver.answerWith(() => 503);
    await log.tell(...names.map((name) => raised(name, { sequence: 1, severity: "critical" })));
    const before = receiver.requests();
    await until(() => receiver.requests() >= before + 8);
    await receiver.away();
    await first.stop();

    await log.tell(...names.map((name) => resolved(name, 2)));
    receiver.answerWith(() => 200);
    await receiver.back();
    await startNotifier(targets);
    await until(() => receiver.taken.length >= 3 * names.length);
    expect(sequences(receiver)).toEqual(Object.fromEntries(names.map((name) => [name, [0, 1, 2]])));
    await receiver.away();
  });

  test("that is away holds up nobody else, and what it refuses for good is a dead letter", async () => {
    const [well, away, choosy] = await Promise.all([startReceiver(), startReceiver(), startReceiver()]);
    await away.away();
    choosy.answerWith((body) => ((body["data"] as Alert).subject === "home-3" ? 422 : 200));
    await startNotifier([
      { kind: "webhook", name: "well", url: well.url },
      { kind: "webhook", name: "away", url: away.url },
      { kind: "webhook", name: "choosy", url: choosy.url },
    ]);
    await log.tell(...names.map((name) => raised(name)), ...names.map((name) => resolved(name)));
    await until(() => well.taken.length === 2 * names.length);
    await until(() => choosy.taken.length === 2 * names.length - 2);
    await until(async () => (await deadLetters()).length === 2);
    expect(await deadLetters()).toEqual(["choosy: HTTP 422", "choosy: HTTP 422"]);
    expect(sequences(choosy)["home-4"]).toEqual([0, 1]);
    await away.back();
    await until(() => away.taken.length === 2 * names.length);
    expect(sequences(away)).toEqual(sequences(well));
    await Promise.all([well, away, choosy].map((each) => each.away()));
  });
});

/** Sentences of the dead letters of alerts. */
async function deadLetters(): Promise<readonly (string | null)[]> {
  const rows = await product.ask("SELECT detail FROM dead_letter WHERE reason = 'alert_refused'");
  return rows.map(({ detail }) => detail ?? null);
}

const missing = findAlertmanager() === null;
if (missing)
  process.stderr.write(
    "SKIPPED: Alertmanager is not installed (Debian: apt-get install prometheus-alertmanager)\n",
  );

describe.skipIf(missing)("a real Alertmanager", () => {
  let run: RunFolder;
  let alertmanager: Service<string>;

  beforeAll(async () => {
    run = await openRunFolder(null);
    alertmanager = await startAlertmanager(run);
  });
  afterAll(() => run.reaper.finish());

  /** Subjects of what it has firing. */
  async function firing(): Promise<readonly string[]> {
    const response = await fetch(`${alertmanager.address}/api/v2/alerts?active=true`);
    const alerts = (await response.json()) as { labels: { subject: string; fingerprint: string } }[];
    return alerts
      .filter(({ labels }) => labels.fingerprint.startsWith(group))
      .map(({ labels }) => labels.subject)
      .sort();
  }
  /** Asks until it has these firing; what it has then. */
  async function onceFiring(...subjects: readonly string[]): Promise<readonly string[]> {
    await until(async () => JSON.stringify(await firing()) === JSON.stringify(subjects));
    return firing();
  }

  test("fires what fires, ends what is resolved or suppressed, and is told again of all after it forgot", async () => {
    const targets = [{ kind: "alertmanager", url: alertmanager.address }];
    await startNotifier(targets, { USP_NOTIFY_RESEND_EVERY_MS: "500" });
    await log.tell(raised("a"), raised("b"), raised("c"), raised("never", { state: "suppressed" }));
    expect(await onceFiring("a", "b", "c")).not.toContain("never");
    await log.tell(resolved("a"), raised("b", { sequence: 1, state: "suppressed" }));
    await onceFiring("c");

    await alertmanager.part.stop();
    alertmanager = await alertmanager.again();
    await onceFiring("c");
    await log.tell(resolved("c"));
    expect(await onceFiring()).toEqual([]);
  });

  test("forgets by itself what nobody tells it again: nobody does once the notifier is gone", async () => {
    const targets = [{ kind: "alertmanager", url: alertmanager.address }];
    const notifier = await startNotifier(targets, { USP_NOTIFY_RESEND_EVERY_MS: "500" });
    await log.tell(raised("d"));
    await onceFiring("d");
    await notifier.stop();
    expect(await onceFiring()).toEqual([]);
  });
});
