/** A server's clock by its `Date` header, which tells whole seconds. */
import type { ClockReading } from "./finding.ts";

/** Null where it says none, or can't be asked without its certificates (they were tried elsewhere). */
export async function askDate(url: string, limitMs: number): Promise<ClockReading | null> {
  try {
    const beforeMs = Date.now();
    const response = await fetch(url, {
      method: "HEAD",
      signal: AbortSignal.timeout(limitMs),
      redirect: "manual",
    });
    const afterMs = Date.now();
    const theirsMs = Date.parse(response.headers.get("date") ?? "");
    return Number.isNaN(theirsMs) ? null : { beforeMs, theirsMs, afterMs, resolutionMs: 1000 };
  } catch {
    return null;
  }
}
