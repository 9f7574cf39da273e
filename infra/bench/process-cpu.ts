/** What another process has cost, asked from outside. */
import { readFileSync } from "node:fs";

/** Linux counts in hundredths of a second, whatever the kernel's own clock (`USER_HZ`). */
const tickUs = 10_000;

/** CPU microseconds, user and system, all threads, of a process since it began. Linux only: throws elsewhere. */
export function processCpuUs(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The program's name is in brackets and may hold anything; what follows it has fixed places (proc_pid_stat(5)).
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickUs;
}
