/**
 * `ledger watch`: the check again and again, of what Kafka got lately, with its result as status and metrics. A round that
 * can't be made (Kafka or ClickHouse away) is told and made again; it is no imbalance.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createLog } from "#infra/adapters/log.ts";
import { serveStatus, type StatusConfig } from "#infra/adapters/status.ts";
import { gauge, type MetricTable } from "#schemas/metrics.ts";
import type { Values } from "../settings.ts";
import { aborted } from "../stop-signals.ts";
import { check, type CheckReport } from "./check.ts";
import { imbalanceOf, isBalanced, sentenceOf, toJson } from "./format.ts";

export interface WatchOptions {
  readonly values: Values;
  readonly status: StatusConfig;
  readonly everyMs: number;
  /** How far back each round looks, by Kafka's time. */
  readonly spanMs: number;
  readonly waitMs: number;
  readonly rows: boolean;
  readonly stopping: AbortSignal;
}

export interface WatchStatus {
  readonly startedAtMs: number;
  readonly rounds: number;
  /** Rounds in a row that could not be made. */
  readonly failures: number;
  readonly checkedAtMs: number | null;
  readonly imbalanceRecords: number | null;
  readonly report: object | null;
}

export const ledgerMetrics: MetricTable<WatchStatus> = [
  gauge(
    "usp_ledger_imbalance_records",
    "Records that do not balance between two stages, as of the last round.",
    ({ imbalanceRecords }) => imbalanceRecords,
  ),
  // Told from the first moment: a first round that never ends must be seen, too.
  gauge(
    "usp_ledger_checked_timestamp_seconds",
    "When the last round ended; before that, when the watch began.",
    ({ checkedAtMs, startedAtMs }) => (checkedAtMs ?? startedAtMs) / 1000,
  ),
];

/** A round that is under way ends at its next step; where Kafka owes that step, it is left to itself. */
const longestStopMs = 10_000;

/** Until it is told to stop. */
export async function watch(options: WatchOptions): Promise<void> {
  const { values, everyMs, spanMs, waitMs, rows, stopping } = options;
  const log = createLog("ledger");
  let state: WatchStatus = {
    startedAtMs: Date.now(),
    rounds: 0,
    failures: 0,
    checkedAtMs: null,
    imbalanceRecords: null,
    report: null,
  };
  const served = await serveStatus(options.status, {
    part: "ledger",
    status: () => state,
    metrics: ledgerMetrics,
    causes: () =>
      state.failures === 0
        ? []
        : [{ cause: `The last ${state.failures} rounds could not be made.`, whatToDo: "See the log." }],
  });
  const tell = (report: CheckReport): void => {
    const imbalanceRecords = imbalanceOf(report);
    state = {
      ...state,
      rounds: state.rounds + 1,
      failures: 0,
      checkedAtMs: Date.now(),
      imbalanceRecords,
      report: toJson(report),
    };
    const findings = report.findings.slice(0, 10).map(sentenceOf);
    if (isBalanced(report)) log.info({ borders: report.borders.length }, "balanced");
    else log.error({ imbalanceRecords, findings }, "the ledger does not balance");
  };
  const round = async (): Promise<void> => {
    const sinceMs = Date.now() - spanMs;
    try {
      tell(await check({ values, waitMs, rows, sinceMs, say: () => undefined, stopping }));
    } catch (error) {
      if (stopping.aborted) return;
      state = { ...state, failures: state.failures + 1 };
      log.warn({ error: String(error) }, "the round could not be made");
    }
  };
  const givenUp = aborted(stopping).then(() => sleep(longestStopMs, undefined, { ref: false }));
  while (!stopping.aborted) {
    await Promise.race([round(), givenUp]);
    await sleep(everyMs, undefined, { signal: stopping }).catch(() => undefined);
  }
  await served.close();
}
