/**
 * Who sends: by the certificate that TLS has verified, or by Basic and Digest authentication (TR-369 R-BULK.6; RFC 7617, RFC 7616, and RFC 2617 for gateways that know no other).
 *
 * Digest nonces are not remembered: each carries its own time under a key made of the users' passwords, so every
 * collector of a fleet accepts the others'. They live for five minutes. An answer that was taken is not taken again by this
 * collector; by another one it is, so against somebody who listens TLS helps.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { EpochMs } from "#schemas/units.ts";
import { type HttpAnswer, type HttpHead, refusal } from "./exchange.ts";
import type { Speaker } from "./authorization.ts";
import { UsedAnswers } from "./used-answers.ts";

export interface HttpUser {
  readonly username: string;
  readonly password: string;
}

export interface CredentialsConfig {
  readonly users: readonly HttpUser[];
  /** What is offered and taken. */
  readonly schemes: "basic" | "digest" | "basic-and-digest";
  readonly realm: string;
  /** Whether clients were asked for certificates. */
  readonly certificates: boolean;
}

export interface Credentials {
  /** Null for a request whose sender has shown who it is, or is not asked; else the answer that ends it. */
  readonly check: (head: HttpHead, now: EpochMs) => HttpAnswer | null;
  /** Who sends a request that was found right by `check`. */
  readonly speakerOf: (head: HttpHead) => Speaker | null;
}

const nonceLifeMs = 5 * 60_000;

const algorithms = { "SHA-256": "sha256", MD5: "md5" } as const;
type Algorithm = keyof typeof algorithms;

/** Nobody is asked anything. */
export const openToAll: Credentials = { check: () => null, speakerOf: () => null };

/**
 * Compiles the users. With certificates, who shows one that is believed needs no password, and without users nobody else
 * comes in. Without either nobody is asked.
 */
export function createCredentials(config: CredentialsConfig): Credentials {
  const { users, certificates } = config;
  if (users.length === 0 && !certificates) return openToAll;
  const passwords = createPasswords(config);
  return {
    check(head, now) {
      const { certificate = null } = head;
      if (!certificates) return passwords(head, now);
      if (certificate?.ok === true) return null;
      // A password does not mend a certificate that is wrong: its owner should know.
      if (certificate !== null) return refusal(403, `The certificate is not taken: ${certificate.why}.`);
      return users.length > 0 ? passwords(head, now) : refusal(403, "A certificate is needed.");
    },
    speakerOf(head) {
      const { certificate = null } = head;
      if (certificates && certificate?.ok === true) return { by: "certificate", names: certificate.names };
      const name = users.length === 0 ? null : userOf(head);
      return name === null ? null : { by: "password", names: [name] };
    },
  };
}

/** The scheme in lower case, and what follows it. */
function authorizationOf({ headers }: HttpHead): { scheme: string; rest: string } {
  const [, scheme = "", rest = ""] = /^(\S+)\s+(.*)$/s.exec(headers.get("authorization") ?? "") ?? [];
  return { scheme: scheme.toLowerCase(), rest };
}

/** The user that a request names, whatever its password is. */
function userOf(head: HttpHead): string | null {
  const { scheme, rest } = authorizationOf(head);
  if (scheme === "basic") return parseBasic(rest)?.username ?? null;
  return scheme === "digest" ? (parseParameters(rest).get("username") ?? null) : null;
}

function createPasswords(config: CredentialsConfig): Credentials["check"] {
  const passwords = new Map(config.users.map(({ username, password }) => [username, password]));
  const nonces = createNonces(config.users);
  const used = new UsedAnswers(nonceLifeMs);
  const { realm, schemes } = config;
  return (head, now) => {
    const { scheme, rest } = authorizationOf(head);
    let verdict: Verdict = "wrong";
    if (scheme === "basic" && schemes !== "digest") verdict = checkBasic(rest, passwords);
    if (scheme === "digest" && schemes !== "basic")
      verdict = checkDigest(parseParameters(rest), head, { passwords, realm, nonces, used, now });
    return verdict === "right" ? null : challenge(config, nonces.make(now), verdict === "stale");
  };
}

/** `stale`: right, but with a nonce that is too old, or used so before; the client asks nobody and tries again with the new one. */
type Verdict = "right" | "wrong" | "stale";

function parseBasic(encoded: string): HttpUser | null {
  const text = Buffer.from(encoded.trim(), "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function checkBasic(encoded: string, passwords: ReadonlyMap<string, string>): Verdict {
  const given = parseBasic(encoded);
  const wanted = passwords.get(given?.username ?? "");
  // An unknown name takes as long as a known one.
  const matches = sameText(given?.password ?? "", wanted ?? "");
  return matches && given !== null && wanted !== undefined ? "right" : "wrong";
}

interface DigestContext {
  readonly passwords: ReadonlyMap<string, string>;
  readonly realm: string;
  readonly nonces: Nonces;
  readonly used: UsedAnswers;
  readonly now: EpochMs;
}

/** RFC 7616 section 3.4; without `qop` as RFC 2069 had it, which some gateways still send. */
function checkDigest(given: ReadonlyMap<string, string>, head: HttpHead, context: DigestContext): Verdict {
  const part = (name: string): string => given.get(name) ?? "";
  const algorithm = (given.get("algorithm") ?? "MD5").toUpperCase();
  const qop = part("qop");
  if (!isAlgorithm(algorithm) || (qop !== "" && qop !== "auth")) return "wrong";
  if (part("realm") !== context.realm || part("uri") !== head.target) return "wrong";
  const age = context.nonces.age(part("nonce"), context.now);
  if (age === null) return "wrong";
  const h = (text: string): string => createHash(algorithms[algorithm]).update(text).digest("hex");
  const password = context.passwords.get(part("username"));
  const secret = h(`${part("username")}:${context.realm}:${password ?? ""}`);
  const request = h(`${head.method}:${head.target}`);
  const middle = qop === "" ? "" : `${part("nc")}:${part("cnonce")}:${qop}:`;
  const wanted = h(`${secret}:${part("nonce")}:${middle}${request}`);
  if (!sameText(part("response").toLowerCase(), wanted) || password === undefined) return "wrong";
  return age <= nonceLifeMs && context.used.take(wanted, context.now - age, context.now) ? "right" : "stale";
}

const isAlgorithm = (name: string): name is Algorithm => Object.hasOwn(algorithms, name);

/** `name=token, name="quoted \" text"`; of a name met twice the first counts. */
function parseParameters(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", quoted, token] of text.matchAll(
    /(?<![a-z])([a-z]{1,20})\s?=\s?(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/gi,
  )) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, token ?? (quoted ?? "").replaceAll(/\\(.)/gs, "$1"));
  }
  return found;
}

function challenge({ schemes, realm }: CredentialsConfig, nonce: string, stale: boolean): HttpAnswer {
  const quoted = `realm="${realm.replaceAll(/["\\]/g, "\\$&")}"`;
  const digest = (Object.keys(algorithms) as readonly Algorithm[]).map(
    (algorithm) =>
      `Digest ${quoted}, qop="auth", algorithm=${algorithm}, nonce="${nonce}"${stale ? ", stale=true" : ""}`,
  );
  const basic = `Basic ${quoted}, charset="UTF-8"`;
  return refusal(401, "A user name and its password are needed; these are missing or wrong.", {
    "www-authenticate": [...(schemes === "basic" ? [] : digest), ...(schemes === "digest" ? [] : [basic])],
  });
}

interface Nonces {
  make(now: EpochMs): string;
  /** Milliseconds since it was made; null for one that is not ours. */
  age(nonce: string, now: EpochMs): number | null;
}

function createNonces(users: readonly HttpUser[]): Nonces {
  const key = createHash("sha256").update(JSON.stringify(users)).digest();
  const sign = (time: string): string => createHmac("sha256", key).update(time).digest("base64url");
  return {
    make: (now) => `${now.toString(36)}.${sign(now.toString(36))}`,
    age(nonce, now) {
      const [time = "", signature = ""] = nonce.split(".");
      return sameText(signature, sign(time)) ? now - Number.parseInt(time, 36) : null;
    },
  };
}

/** Compares in a time that tells nothing of where they differ. */
function sameText(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
