/**
 * USP Endpoint IDs: `authority-scheme ":" [authority-id] ":" instance-id` (TR-369 R-ARC.5, R-ARC.6).
 *
 * Real controllers and agents use ids without any scheme (`oktopusController`), so only what would be dangerous
 * is refused. An accepted id is still text chosen by a router: never part of a file name, a query or a subject.
 */

const maxLength = 256;
const controlCharacter = /\p{Cc}/u;
const instanceIdPattern = /^(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2}){1,50}$/;
const schemes: ReadonlySet<string> = new Set(
  "oui cid pen self user os ops uuid imei proto doc fqdn".split(" "),
);

export interface EndpointIdParts {
  /** `os`, `ops`, `proto` ...; null for an id that has no scheme. */
  readonly scheme: string | null;
  /** Empty where the scheme has none (`os::...`). */
  readonly authorityId: string;
  /** The rest; the whole text of an id that has no scheme. */
  readonly instanceId: string;
  /** Whether it follows the standard's syntax. */
  readonly wellFormed: boolean;
}

/** Takes an Endpoint ID apart; null when it can't be accepted: empty, over 256 characters, or with control characters. */
export function parseEndpointId(text: string): EndpointIdParts | null {
  if (text === "" || text.length > maxLength || controlCharacter.test(text)) return null;
  const [scheme, authorityId, ...rest] = text.split(":");
  if (scheme === undefined || authorityId === undefined || rest.length === 0) {
    return { scheme: null, authorityId: "", instanceId: text, wellFormed: false };
  }
  const instanceId = rest.join(":");
  const wellFormed = schemes.has(scheme) && instanceIdPattern.test(instanceId);
  return { scheme, authorityId, instanceId, wellFormed };
}
