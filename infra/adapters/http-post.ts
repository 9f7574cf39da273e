/** Posting to somebody else's HTTP interface. */

export interface HttpPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back, of a refusal's text what came soon and is enough to say why; `error` when no status did. */
export type HttpReply =
  | { readonly status: number; readonly retryAfter: string | null; readonly text: string }
  | { readonly error: string };

/** Never rejects. A redirect is a reply like others: followed, a POST would become a GET. */
export async function httpPost({ url, headers, body }: HttpPost, timeoutMs: number): Promise<HttpReply> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = response.ok ? await nothingOf(response) : await beginningOf(response);
    return { status: response.status, retryAfter: response.headers.get("retry-after"), text };
  } catch (error) {
    return { error: sentenceOf(error) };
  }
}

/** Whoever says that it has taken it has: what else it says, or that it never ends, changes nothing. */
async function nothingOf({ body }: Response): Promise<string> {
  await body?.cancel().catch(() => undefined);
  return "";
}

const mostBytes = 64 * 1024;
/** Who refuses may say why for so long. */
const longestTextMs = 1000;

/**
 * What is longer is not read: nobody shall fill our memory by an answer. Whoever has refused has, too, whatever becomes of the
 * text: that it does not end, breaks off or can't be unpacked changes nothing.
 */
async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = body?.getReader();
  const leave = (): void => void reader?.cancel().catch(() => undefined);
  const timer = setTimeout(leave, longestTextMs);
  try {
    for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
      chunks.push(next.value);
      sizeBytes += next.value.length;
      if (sizeBytes >= mostBytes) break;
    }
  } catch {
    // What came until then is what it said.
  } finally {
    clearTimeout(timer);
    leave();
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8");
}

/** fetch says only that it failed; its cause says why. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
