/** `provision`: profiles and subscriptions onto agents. */
import { BrokerError } from "#infra/adapters/mqtt-session.ts";
import {
  type ProvisioningConfig,
  type ProvisioningEvents,
  runProvisioning,
} from "#ingest/provisioning/main.ts";
import type { Provisioned } from "#ingest/provisioning/provision.ts";
import { Complaint } from "../complaint.ts";
import { tlsOf } from "../config/tls-settings.ts";
import type { Values } from "../settings.ts";
import { toDryRun, withoutSecrets } from "./dry-run.ts";
import { listEndpoints } from "./endpoints.ts";
import { ownProfiles, readProfiles } from "./profile-file.ts";
import { openProfilePublisher } from "./publish-profiles.ts";
import { type Left, ProvisionTale } from "./provision-tale.ts";

export interface ProvisionFlags {
  readonly profile?: readonly string[];
  readonly controller: string;
  readonly endpoints?: string;
  readonly watch: boolean;
  readonly dryRun: boolean;
  readonly concurrency: number;
  readonly timeout: number;
  readonly reports: number;
  readonly clientId?: string;
  readonly replyTopic?: string;
}

/** Returns the exit code: 1 when any endpoint failed. Results go to standard output, progress to standard error. */
export async function provisionCommand(
  named: readonly string[],
  flags: ProvisionFlags,
  values: Values,
  stopping: AbortSignal,
): Promise<number> {
  const config = toConfig(named, flags, values);
  const tale = new ProvisionTale();
  const planned: object[] = [];
  const onResult = (result: Provisioned, left: Left): void => {
    const text = tale.add(result);
    if (flags.dryRun) planned.push(toDryRun(result));
    else showResult(text);
    showProgress(tale.progress(left));
  };
  const onDifference: ProvisioningEvents["onDifference"] = (endpointId, profile, lines) =>
    showResult(tale.difference(endpointId, profile, lines));
  const onReady = (): void => {
    process.stderr.write("Waiting for endpoints that come online; Ctrl-C ends it.\n");
  };
  const publisher = flags.dryRun ? null : await openProfilePublisher(values);
  const onExchange: ProvisioningEvents["onExchange"] = (endpointId, exchange) =>
    publisher?.learn(endpointId, exchange);
  const events = { onReady, onDifference, onResult, onExchange };
  try {
    await telling(config.mqtt.url, runProvisioning(config, events, stopping));
  } finally {
    await publisher?.close();
  }
  if (flags.dryRun) process.stdout.write(`${JSON.stringify(planned, withoutSecrets, 2)}\n`);
  clearProgress();
  process.stderr.write(`${tale.counts()}\n`);
  const failures = tale.failureTable();
  if (failures !== "") process.stderr.write(`${failures}\n`);
  return tale.failed > 0 ? 1 : 0;
}

function toConfig(named: readonly string[], flags: ProvisionFlags, values: Values): ProvisioningConfig {
  const endpoints = listEndpoints(named, flags.endpoints);
  const profiles = flags.profile === undefined ? ownProfiles(values.profiles) : readProfiles(flags.profile);
  if (profiles.length === 0) {
    throw new Complaint('Name a profile file (--profile FILE), or give intake.profiles a "provisioning"');
  }
  if (flags.dryRun && flags.watch) throw new Complaint("--dry-run needs endpoints: leave out --watch");
  if (endpoints.length === 0 && !flags.watch) {
    throw new Complaint("Name an endpoint, a file of them (--endpoints FILE), or --watch");
  }
  // Undefined where nobody set it: a required setting that no wanted part uses.
  const url = values.mqttUrl as string | undefined;
  if (url === undefined) throw new Complaint("The broker is not known: --url URL, or USP_MQTT_URL");
  if (/[+#]/.test(flags.replyTopic ?? ""))
    throw new Complaint("--reply-topic must be a topic, without + and #");
  return {
    mqtt: {
      url,
      username: values.mqttUsername,
      password: values.mqttPassword,
      protocolVersion: values.mqttProtocolVersion === 4 ? 4 : 5,
      tls: tlsOf("mqtt", values),
    },
    topics: values.topics,
    identity: { endpoints: values.identityEndpoints, home: values.identityHome },
    profiles,
    controllerId: flags.controller,
    clientId: flags.clientId ?? null,
    replyTopic: flags.replyTopic ?? null,
    concurrency: flags.concurrency,
    timeoutMs: flags.timeout * 1000,
    endpoints,
    watch: flags.watch,
    dryRun: flags.dryRun,
    verifyIntervals: flags.reports,
  };
}

/** What is the broker's is told in a sentence with its address. */
async function telling(url: string, running: Promise<void>): Promise<void> {
  try {
    await running;
  } catch (error) {
    if (error instanceof BrokerError) throw new Complaint(`the MQTT broker ${url}: ${error.message}`, 1);
    throw error;
  }
}

const isTerminal = process.stderr.isTTY;
/** Back to the line's begin, and the rest of it erased. */
const emptyLine = "\r\u001B[K";

function showProgress(text: string): void {
  if (isTerminal) process.stderr.write(`${emptyLine}${text}`);
}

function clearProgress(): void {
  if (isTerminal) process.stderr.write(emptyLine);
}

function showResult(text: string): void {
  clearProgress();
  process.stdout.write(`${text}\n`);
}
