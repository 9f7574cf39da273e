/** What a receiver's answer means for the transition it was sent. */

export type Answer =
  | { readonly kind: "taken" }
  /** It will never take this one. */
  | { readonly kind: "refused"; readonly detail: string }
  /** Not now. `waitMs`: what it asks for. */
  | { readonly kind: "later"; readonly detail: string; readonly waitMs: number | null };

/** What says that the message itself is wrong. A wrong password or URL (401, 403, 404) is a person's to put right. */
const refusals: ReadonlySet<number> = new Set([400, 413, 415, 422]);
const longestDetail = 500;

/** By status alone; `retryAfter` is the header's text (RFC 9110: seconds; a date is not looked at). */
export function toAnswer(status: number, retryAfter: string | null, text: string): Answer {
  if (status >= 200 && status < 300) return { kind: "taken" };
  const detail = `HTTP ${status} ${text.slice(0, longestDetail)}`.trim();
  if (refusals.has(status)) return { kind: "refused", detail };
  const waitMs = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : null;
  return { kind: "later", detail, waitMs };
}
