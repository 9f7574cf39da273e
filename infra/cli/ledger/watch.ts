/**
 * `ledger watch`: the check again and again, of what Kafka got lately, with its result as status and metrics. A round that
 * can't be made (Kafka or ClickHouse away) is told and made again; it is no imbalance, and the next one looks back further: no
 * time is left out. For a `--span` after that, too: an imbalance is told as long, wherever it was found.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createLog } from "#infra/adapters/log.ts";
import { serveStatus, type StatusConfig } from "#infra/adapters/status.ts";
import { gauge, type MetricTable } from "#schemas/metrics.ts";
import type { Cause } from "#schemas/readiness.ts";
import { Complaint } from "../complaint.ts";
import { aborted } from "../stop-signals.ts";
import type { CheckReport } from "./check.ts";
import { imbalanceOf, isBalanced, sentenceOf, toJson } from "./format.ts";
import { Looked } from "./looked.ts";

export interface WatchOptions {
  /** Compares what Kafka got from then on, by its time; rejects where that can't be told. */
  readonly look: (sinceMs: number) => Promise<CheckReport>;
  readonly status: StatusConfig;
  readonly everyMs: number;
  /** How far back each round looks at least. */
  readonly spanMs: number;
  readonly stopping: AbortSignal;
}

export interface WatchStatus {
  readonly startedAtMs: number;
  readonly rounds: number;
  /** Rounds in a row that could not be made, and why not. */
  readonly failures: number;
  readonly failure: string | null;
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
  const { look, everyMs, spanMs, stopping } = options;
  const log = createLog("ledger");
  let state: WatchStatus = {
    startedAtMs: Date.now(),
    rounds: 0,
    failures: 0,
    failure: null,
    checkedAtMs: null,
    imbalanceRecords: null,
    report: null,
  };
  const looked = new Looked(state.startedAtMs, spanMs);
  const served = await serveStatus(options.status, {
    part: "ledger",
    status: () => state,
    metrics: ledgerMetrics,
    causes: () => causesOf(state),
  });
  const tell = (report: CheckReport): void => {
    const imbalanceRecords = imbalanceOf(report);
    state = {
      ...state,
      rounds: state.rounds + 1,
      failures: 0,
      failure: null,
      checkedAtMs: Date.now(),
      imbalanceRecords,
      report: toJson(report),
    };
    const findings = report.findings.slice(0, 10).map(sentenceOf);
    if (isBalanced(report)) log.info({ borders: report.borders.length }, "balanced");
    else log.error({ imbalanceRecords, findings }, "the ledger does not balance");
  };
  const round = async (): Promise<void> => {
    const nowMs = Date.now();
    try {
      const report = await look(looked.since(nowMs));
      looked.made(nowMs, report);
      tell(report);
    } catch (error) {
      if (stopping.aborted) return;
      const failure = error instanceof Complaint ? error.message : String(error);
      state = { ...state, failures: state.failures + 1, failure };
      log.warn({ error: failure }, "the round could not be made");
    }
  };
  const givenUp = aborted(stopping).then(() => sleep(longestStopMs, undefined, { ref: false }));
  while (!stopping.aborted) {
    await Promise.race([round(), givenUp]);
    await sleep(everyMs, undefined, { signal: stopping }).catch(() => undefined);
  }
  await served.close();
}

const causesOf = ({ failures, failure }: WatchStatus): readonly Cause[] =>
  failures === 0
    ? []
    : [
        {
          cause: `The last ${failures === 1 ? "round" : `${failures} rounds`} could not be made: ${failure}`,
          whatToDo: "See the log.",
        },
      ];
