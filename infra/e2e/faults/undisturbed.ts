/**
 * The very same publications through a product that nobody disturbs: one bridge in replay mode, with the times at which
 * the disturbed one first took each for received, on the same services, with topics and tables of its own.
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { openClickhouse } from "#infra/cli/clickhouse-select.ts";
import { clickhouseConfig } from "#infra/cli/config/process-config.ts";
import type { Environment } from "#infra/cli/local-run/environment.ts";
import { turnsOf } from "#infra/deterministic-simulation/overtaken.ts";
import type { StackAddresses } from "#infra/local/stack.ts";
import { startProduct } from "../product.ts";
import type { Sent } from "./fleet.ts";
import { readAlerts, type StoredAlerts } from "./stored-alerts.ts";
import type { StoredEvent } from "./stored.ts";
import { factOf } from "./truth.ts";
import { readWindows, type WindowRows } from "./windows.ts";

/** What it stored, and sentences on what it did not account for. */
export interface Undisturbed {
  readonly windows: WindowRows;
  readonly alerts: StoredAlerts;
  readonly problems: readonly string[];
  /** Homes of which a report was overtaken: here it was received in its turn, not when it really came. */
  readonly overtaken: ReadonlySet<string>;
}

/** The disturbed product's topics are gone afterwards. */
export async function runUndisturbed(
  addresses: StackAddresses,
  sent: readonly Sent[],
  events: readonly StoredEvent[],
  { settings, bridges }: { readonly settings: Environment; readonly bridges: number },
): Promise<Undisturbed> {
  const file = join(addresses.runDir, "undisturbed.ndjson");
  // Hundreds of megabytes are more than one string can hold.
  const received = firstReceived(events);
  const turns = turnsOfAll(sent, received);
  for (const line of toCapture(sent, turns, bridges > 1)) appendFileSync(file, line);
  // Parameters are in no window.
  const product = await startProduct({
    stack: addresses,
    settings: { USP_PARAMETER_TOPIC: "false", ...settings },
  });
  try {
    const { unaccounted } = await product.replay([file], "{endpoint}");
    const clickhouse = openClickhouse(clickhouseConfig(product.values));
    const windows = await readWindows(clickhouse);
    await clickhouse.close();
    const alerts = await readAlerts(product.kafka, product.values.fleetGroupId);
    const overtaken = sent.filter((one) => turns.get(factOf(one)) !== received.get(factOf(one)));
    return {
      windows,
      alerts,
      problems: unaccounted,
      overtaken: new Set(overtaken.map(({ homeId }) => homeId)),
    };
  } finally {
    await product.stop();
  }
}

function firstReceived(events: readonly StoredEvent[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { fact, receivedAtMs } of events)
    first.set(fact, Math.min(first.get(fact) ?? receivedAtMs, receivedAtMs));
  return first;
}

/** By fact, when churn takes each for received: an overtaken report with the one that overtook it. */
function turnsOfAll(
  sent: readonly Sent[],
  received: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  return turnsOf(
    sent.map((one) => ({ fact: factOf(one), stream: streamOf(one) })),
    received,
  );
}

/**
 * By turn. What has one turn goes as it was sent, but that of several bridges' nobody knows the order: what carries no time
 * goes first then, as in churn. What was never received is left out.
 */
function toCapture(sent: readonly Sent[], turns: ReadonlyMap<string, number>, isShared: boolean): string[] {
  const lines = sent.flatMap((one) => {
    const t_ms = turns.get(factOf(one));
    if (t_ms === undefined) return [];
    const { topic, payload, contentType, responseTopic } = one.publication;
    const properties = { contentType, ...(responseTopic === null ? {} : { responseTopic }) };
    const line = { t_ms, topic, qos: 1, retain: false, mqtt_version: 5, properties };
    const text = JSON.stringify({ ...line, payload_b64: payload.toString("base64") });
    return [{ t_ms, rank: isShared && streamOf(one) !== null ? 1 : 0, text }];
  });
  return lines.toSorted((a, b) => a.t_ms - b.t_ms || a.rank - b.rank).map(({ text }) => `${text}\n`);
}

const streamOf = ({ homeId, publication: { topic, notice } }: Sent): string | null =>
  notice === null ? `${homeId}|${topic}` : null;
