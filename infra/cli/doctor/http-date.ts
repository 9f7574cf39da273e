/** A server's clock by its `Date` header, which tells whole seconds. */
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { createTlsAgent } from "#infra/adapters/tls-agent.ts";
import type { RegistryConfig } from "#schemas/tls.ts";
import type { ClockReading } from "./finding.ts";

/** Null where it says none. Rejects where it does not answer. */
export async function askDate(config: RegistryConfig, limitMs: number): Promise<ClockReading | null> {
  const beforeMs = Date.now();
  const date = await headDate(config, limitMs);
  const afterMs = Date.now();
  const theirsMs = Date.parse(date ?? "");
  return Number.isNaN(theirsMs) ? null : { beforeMs, theirsMs, afterMs, resolutionMs: 1000 };
}

/** Whatever the status of the answer is: it has the header all the same. */
function headDate({ url, tls }: RegistryConfig, limitMs: number): Promise<string | undefined> {
  const agent = tls === undefined || tls === null ? undefined : createTlsAgent(tls);
  const begin = url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const options = { method: "HEAD", agent, signal: AbortSignal.timeout(limitMs) };
    const request = begin(url, options, (response) => {
      response.resume();
      resolve(response.headers.date);
    });
    request.once("error", reject);
    request.end();
  });
}
