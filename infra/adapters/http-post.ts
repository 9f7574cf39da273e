/** Posting to somebody else's HTTP interface. */

export interface HttpPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back, of a refusal's text what is enough to say why; `error` when nothing did. */
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

/** What is longer is not read: nobody shall fill our memory by an answer. */
async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes >= mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8");
}

/** fetch says only that it failed; its cause says why. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
