/** A soak's result for a person, on one screen. */
import { formatTable } from "#infra/cli/text-table.ts";
import type { Soaked } from "./soak.ts";

/** MB an hour, of each process. */
const aimMbPerHour = 1;
const width = 80;

/** Whether everything that was published is there and accounted for. */
export const isSound = ({ published, rows, dropped, deadLetters, ledger }: Soaked): boolean =>
  rows === published && dropped === 0 && deadLetters === 0 && ledger.length === 0;

export function formatSoaked(soaked: Soaked): string {
  const { minutes, rate, published, rows, dropped, deadLetters, memory, lags, ledger } = soaked;
  const processes = formatTable(
    ["process", "holds MB", "at the end", "MB/h", "95 % below", "aim", "resident MB", "CPU"],
    memory.map(({ name, firstMb, lastMb, slope, residentMb, cpuShare }) => [
      name,
      firstMb.toFixed(1),
      lastMb.toFixed(1),
      slope.perHour.toFixed(2),
      slope.atMostPerHour.toFixed(2),
      slope.atMostPerHour < aimMbPerHour ? "met" : "missed",
      residentMb.toFixed(0),
      `${(100 * cpuShare).toFixed(0)} %`,
    ]),
    width,
  );
  const waiting = formatTable(
    ["waits for", "records", "at the end", "records/h", "95 % below"],
    lags.map(({ group, first, last, slope }) => [
      group,
      first.toFixed(0),
      last.toFixed(0),
      slope.perHour.toFixed(0),
      slope.atMostPerHour.toFixed(0),
    ]),
    width,
  );
  const [finding] = ledger;
  const sentences = [
    `${published} reports in ${minutes} minutes, ${rate.toFixed(0)} a second; ${rows} are rows.`,
    `${dropped} messages dropped, ${deadLetters} dead-lettered.`,
    finding === undefined
      ? "The ledger balances."
      : `The ledger does not balance, ${ledger.length} findings: ${finding}`,
  ];
  return `${processes}\n${waiting}\n${sentences.join("\n")}`;
}
