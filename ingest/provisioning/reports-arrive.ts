/** Whether reports come, once an agent is set up: the last step of provisioning. */
import type { Wanted } from "./plan.ts";

export interface ReportWatch {
  /** The next report from now on, not a retained one; null when none comes in time. */
  next(withinMs: number): Promise<{ readonly afterMs: number; readonly sizeBytes: number } | null>;
  close(): Promise<void>;
}

/** The agents' answer may take its time; then a report is due after so many intervals and this. */
const reportSlackMs = 5000;
/** Longer than this nobody is made to wait for a report. */
const maxReportWaitMs = 3_600_000;

/** How long a report is waited for; 0: not at all. */
export function reportWaitMs({ profile }: Wanted, verifyIntervals: number): number {
  const wait = verifyIntervals * profile.reportingIntervalSeconds * 1000;
  return wait === 0 || wait > maxReportWaitMs ? 0 : wait + reportSlackMs;
}

interface Arrived {
  readonly ok: boolean;
  readonly sentence: string;
}

/** Waits for the next report; `stopped` says that waits were cut short. */
export async function reportsArrive(
  watch: ReportWatch | null,
  waitMs: number,
  wanted: Wanted,
  stopped: () => boolean,
): Promise<Arrived> {
  const { publishTopic, profile } = wanted;
  if (publishTopic === null) return { ok: true, sentence: "reports go by HTTP and were not waited for" };
  const every = `every ${profile.reportingIntervalSeconds} s`;
  if (watch === null) return { ok: true, sentence: `reports come ${every} and were not waited for` };
  const report = await watch.next(waitMs);
  if (report === null && stopped()) return { ok: true, sentence: "stopped before a report came" };
  if (report === null) {
    const sentence = `no report arrived at ${publishTopic} within ${waitMs / 1000} s, though one is due ${every}: may the gateway publish there, and has ${profile.settings["MQTT.Reference"]} a connection?`;
    return { ok: false, sentence };
  }
  const seconds = (report.afterMs / 1000).toFixed(1);
  return { ok: true, sentence: `a report of ${report.sizeBytes} bytes came after ${seconds} s` };
}
