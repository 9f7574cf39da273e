/**
 * Schema registry over HTTP, the API that Confluent, Apicurio (`/apis/ccompat/v7`) and Karapace share.
 * Ids are of the whole registry; registering the same text again gives the same id.
 */
import type { RegistryConfig } from "#schemas/tls.ts";
import { createTlsAgent, type Fetch, fetchThrough } from "./tls-agent.ts";

/** Why a call failed; decided once, in `classify`. */
export type RegistryFailure =
  /** No answer, or the registry itself is in trouble: try again later. */
  | "unreachable"
  /** There is no such schema or subject. */
  | "not_found"
  /** It does not give a schema, and may in a moment (`doubt-schema.ts`): try again. */
  | "doubted"
  /** The schema breaks the subject's compatibility. */
  | "incompatible"
  /** Anything else it says no to: credentials, an invalid schema, a wrong URL. */
  | "refused";

export class RegistryError extends Error {
  override readonly name = "RegistryError";
  readonly failure: RegistryFailure;

  constructor(failure: RegistryFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

/** Compatibility rules (registry API); ours is BACKWARD_TRANSITIVE. */
export type Compatibility =
  | "NONE"
  | "BACKWARD"
  | "BACKWARD_TRANSITIVE"
  | "FORWARD"
  | "FORWARD_TRANSITIVE"
  | "FULL"
  | "FULL_TRANSITIVE";

export interface Registry {
  /** The id of this schema under the subject, new or as before. */
  register(subject: string, schemaText: string): Promise<number>;
  /** The text of a schema; `RegistryError("not_found")` when the registry has none under the id. */
  schemaById(id: number): Promise<string>;
  /** Sets the rule of one subject, or of all that have none of their own (null). */
  setCompatibility(subject: string | null, level: Compatibility): Promise<void>;
  /** The rule of a subject, its own or everybody's; `RegistryError("not_found")` where there is neither. */
  compatibilityOf(subject: string): Promise<string>;
  /** The newest version under the subject; `RegistryError("not_found")` without any. */
  latest(subject: string): Promise<{ readonly version: number; readonly schema: string }>;
  /** Whether this schema may follow the newest one under the subject, by the subject's rule. */
  isCompatible(subject: string, schemaText: string): Promise<boolean>;
}

/** `url` is its base; a path such as `/apis/ccompat/v7` is kept. */
export interface RegistryOptions extends RegistryConfig {
  readonly fetch?: Fetch;
  /** Longest wait for an answer. */
  readonly timeoutMs?: number;
}

/** A client of the registry at `url`. Needs no closing. Throws a TlsError where its certificates can't be used. */
export function createRegistry(options: RegistryOptions): Registry {
  const call = caller(options);
  return {
    async register(subject, schemaText) {
      const path = `/subjects/${encodeURIComponent(subject)}/versions`;
      const answer = await call("POST", path, { schema: schemaText });
      return member(answer, "id", "number", path);
    },
    async schemaById(id) {
      const path = `/schemas/ids/${id}`;
      return member(await call("GET", path), "schema", "string", path);
    },
    async setCompatibility(subject, level) {
      const path = subject === null ? "/config" : `/config/${encodeURIComponent(subject)}`;
      await call("PUT", path, { compatibility: level });
    },
    async compatibilityOf(subject) {
      const own = `/config/${encodeURIComponent(subject)}`;
      try {
        return member(await call("GET", own), "compatibilityLevel", "string", own);
      } catch (error) {
        if (!(error instanceof RegistryError && error.failure === "not_found")) throw error;
        return member(await call("GET", "/config"), "compatibilityLevel", "string", "/config");
      }
    },
    async latest(subject) {
      const path = `/subjects/${encodeURIComponent(subject)}/versions/latest`;
      const answer = await call("GET", path);
      return {
        version: member(answer, "version", "number", path),
        schema: member(answer, "schema", "string", path),
      };
    },
    async isCompatible(subject, schemaText) {
      const path = `/compatibility/subjects/${encodeURIComponent(subject)}/versions/latest`;
      const answer = await call("POST", path, { schema: schemaText });
      return member(answer, "is_compatible", "boolean", path);
    },
  };
}

/** Where implementations tell what they are: Apicurio 3 and 2, Confluent. */
const versionPaths = [
  "/apis/registry/v3/system/info",
  "/apis/registry/v2/system/info",
  "/v1/metadata/version",
] as const;

/** Name and version of the registry at `url`; null where none of the known addresses tells. Never rejects. */
export async function askVersion(options: RegistryOptions): Promise<string | null> {
  const call = caller({ ...options, url: options.url.replace(/\/apis\/.*$/, "") });
  for (const path of versionPaths) {
    const answer = await call("GET", path).catch(() => null);
    const [name, version] = ["name", "version"].map((key) => textIn(answer, key));
    if (version !== undefined && version !== "") return `${name ?? ""} ${version}`.trim();
  }
  return null;
}

function textIn(answer: unknown, name: string): string {
  const value: unknown =
    typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : "";
}

type Call = (method: "GET" | "POST" | "PUT", path: string, body?: object) => Promise<unknown>;

function caller({ url, auth, tls, fetch: given, timeoutMs = 10_000 }: RegistryOptions): Call {
  const request = given ?? (tls === undefined || tls === null ? fetch : fetchThrough(createTlsAgent(tls)));
  const base = url.replace(/\/+$/, "");
  const headers: Record<string, string> = {
    accept: "application/vnd.schemaregistry.v1+json, application/json",
    "content-type": "application/vnd.schemaregistry.v1+json",
  };
  if (auth !== undefined && auth !== null) {
    headers["authorization"] = `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString("base64")}`;
  }
  return async (method, path, body) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const init = { method, headers, signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    try {
      const response = await request(`${base}${path}`, init);
      const text = await response.text();
      if (response.ok) return parse(text, `${base}${path}`);
      throw refusal(response.status, text, `${method} ${base}${path}`);
    } catch (error) {
      if (error instanceof RegistryError) throw error;
      throw new RegistryError("unreachable", `The schema registry at ${base} does not answer`, {
        cause: error,
      });
    }
  };
}

function refusal(status: number, text: string, what: string): RegistryError {
  return new RegistryError(
    classify(status),
    `The schema registry answered ${status} to ${what}: ${text.slice(0, 500)}`,
  );
}

/** By HTTP status alone: the error codes of the implementations differ, their statuses agree. */
export function classify(status: number): RegistryFailure {
  if (status === 404) return "not_found";
  if (status === 409) return "incompatible";
  if (status === 408 || status === 429 || status >= 500) return "unreachable";
  return "refused";
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RegistryError("refused", `What answers at ${where} is no schema registry`, { cause: error });
  }
}

interface Kinds {
  readonly number: number;
  readonly string: string;
  readonly boolean: boolean;
}

function member<K extends keyof Kinds>(answer: unknown, name: string, kind: K, where: string): Kinds[K] {
  const value: unknown =
    typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>)[name] : undefined;
  if (typeof value === kind) return value as Kinds[K];
  throw new RegistryError("refused", `The schema registry's answer to ${where} has no ${name}`);
}
