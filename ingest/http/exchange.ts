/** HTTP as the collector's doors see it: a request's head, the whole request, an answer. Plain data; no socket. */

export interface HttpHead {
  /** Upper case. */
  readonly method: string;
  /** As sent: `/bulkdata?oui=00D09E&sn=1`. */
  readonly target: string;
  /** Names in lower case; a header sent twice is one, separated by commas. */
  readonly headers: ReadonlyMap<string, string>;
  /** The certificate that TLS has verified, or has not; null or absent for a client that showed none. */
  readonly certificate?: ClientCertificate | null;
  /** The address that it comes from, a proxy's where there is one; null or absent where nobody knows. */
  readonly peer?: string | null;
}

/** `names`: whom it is for. `why`: OpenSSL's word for what is wrong with it, such as `CERT_HAS_EXPIRED`. */
export type ClientCertificate =
  | { readonly ok: true; readonly names: readonly string[] }
  | { readonly ok: false; readonly why: string };

export interface HttpRequest extends HttpHead {
  /** Whole, as sent: still compressed if it is. */
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** One door of the server, found by the request's path. */
export interface HttpRoute {
  /** Whether requests for this path come here; `path` has no query and is as sent, percent escapes included. */
  serves(path: string): boolean;
  /** Bodies above this, or above the server's own limit, are refused with 413; the server's alone where it is absent. */
  readonly maxBodyBytes?: number;
  /** Who sends, for its share of what is read at once; null for nobody known, absent where heads don't say. */
  senderOf?(head: HttpHead): string | null;
  /** Looks at the head before the body is read: the answer that ends it here, or null. */
  admit(head: HttpHead): HttpAnswer | null;
  /** Takes the whole request, in the order of receipt; answers now or later, once. */
  receive(request: HttpRequest, answer: (given: HttpAnswer) => void): void;
}

/** A gateway takes more than its share: its own affair, so ticks go on. */
export const tooGreedy = (): HttpAnswer =>
  refusal(429, "More reports, or more bytes, than one gateway may send.", { "retry-after": "30" });

/** An answer with a sentence for the person who looks at the exchange. */
export const refusal = (
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
): HttpAnswer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  body: `${sentence}\n`,
});
