/** Posting to somebody else's HTTP interface. */

export interface HttpPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back; `error` when nothing did. */
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
    const text = await response.text();
    return { status: response.status, retryAfter: response.headers.get("retry-after"), text };
  } catch (error) {
    return { error: sentenceOf(error) };
  }
}

/** fetch says only that it failed; its cause says why. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
