/** Whether the certificates in the settings are what they should be: before anything is started with them. */
import type { X509Certificate } from "node:crypto";
import { readTls, TlsError } from "#infra/adapters/tls-source.ts";
import type { TlsConfig } from "#schemas/tls.ts";
import type { Values } from "../settings.ts";
import type { Part } from "./setting.ts";
import { tlsOf } from "./tls-settings.ts";

/** A way in or out that may have TLS. */
interface Door {
  /** The beginning of its variables. */
  readonly name: string;
  readonly usedBy: readonly Part[];
  readonly tls: TlsConfig | null;
  /** Whether what else is set makes it TLS. */
  readonly isSecure: boolean;
  /** What to change if it is not. */
  readonly remedy: string;
}

const readers: readonly Part[] = [
  "bridge",
  "collector",
  "worker",
  "fleet",
  "notify",
  "sink",
  "topics",
  "forget",
];
const askers: readonly Part[] = ["sink", "rollup", "migrate", "query", "forget"];
const begins = (url: string | undefined, ...schemes: readonly string[]): boolean =>
  url === undefined || schemes.some((scheme) => url.startsWith(`${scheme}:`));

/** A value that is missing or mistaken is undefined, whatever its type says. */
function doorsOf(values: Values): readonly Door[] {
  const some: Partial<Values> = values;
  return [
    {
      name: "USP_KAFKA",
      usedBy: readers,
      tls: tlsOf("kafka", values),
      isSecure: some.kafkaSsl !== false,
      remedy: "USP_KAFKA_SSL=true",
    },
    {
      name: "USP_REGISTRY",
      usedBy: readers,
      tls: tlsOf("registry", values),
      isSecure: begins(some.registryUrl, "https"),
      remedy: "a USP_REGISTRY_URL that begins with https://",
    },
    {
      name: "USP_MQTT",
      usedBy: ["bridge"],
      tls: tlsOf("mqtt", values),
      isSecure: begins(some.mqttUrl, "mqtts", "wss"),
      remedy: "a USP_MQTT_URL that begins with mqtts:// or wss://",
    },
    {
      name: "USP_CLICKHOUSE",
      usedBy: askers,
      tls: tlsOf("clickhouse", values),
      isSecure: begins(some.clickhouseUrl, "https"),
      remedy: "a USP_CLICKHOUSE_URL that begins with https://",
    },
    {
      name: "USP_HTTP",
      usedBy: ["collector"],
      tls: tlsOf("http", values),
      isSecure: some.httpTlsCertificate !== null,
      remedy: "USP_HTTP_TLS_CERTIFICATE and USP_HTTP_TLS_KEY",
    },
  ];
}

/** Sentences about what can't be used, each with the variable's name. */
export function tlsMistakes(
  values: Values,
  wanted: readonly Part[],
  read: (path: string) => string,
): readonly string[] {
  const doors = doorsOf(values).filter(({ usedBy }) => usedBy.some((part) => wanted.includes(part)));
  return doors.flatMap(({ name, tls, isSecure, remedy }) => {
    if (tls === null) return [];
    if ((tls.certificate === null) !== (tls.key === null))
      return [`${name}_TLS_KEY and ${name}_TLS_CERTIFICATE need each other`];
    if (tls.keyPassword !== null && tls.key === null)
      return [`${name}_TLS_KEY_PASSWORD needs ${name}_TLS_KEY`];
    if (!isSecure) return [`${name}_TLS_* needs ${remedy}`];
    try {
      readTls(tls, read);
      return [];
    } catch (error) {
      if (error instanceof TlsError) return [`${name}_TLS_*: ${error.message}`];
      throw error;
    }
  });
}

const day = 86_400_000;
/** Whoever renews certificates does so by then. */
const soonDays = 30;

export interface Validity {
  /** One a certificate: whose it is, and until when it is good. */
  readonly lines: readonly string[];
  /** Those that end within 30 days. */
  readonly warnings: readonly string[];
  /** Those that are good no more, or not yet. */
  readonly mistakes: readonly string[];
}

/** Until when the certificates of these parts are good. Their files must have been found right. */
export function tlsValidity(values: Values, wanted: readonly Part[], nowMs: number): Validity {
  const found = doorsOf(values)
    .filter(({ usedBy, tls }) => tls !== null && usedBy.some((part) => wanted.includes(part)))
    .flatMap(({ name, tls }) =>
      tls === null ? [] : readTls(tls).certificates.map((certificate) => ({ name, certificate })),
    );
  const lines: string[] = [];
  const warnings: string[] = [];
  const mistakes: string[] = [];
  for (const { name, certificate } of found) {
    const { from, until } = timesOf(certificate);
    const line = `${name}_TLS_*: ${subjectOf(certificate)}, good from ${dateOf(from)} to ${dateOf(until)}`;
    lines.push(line);
    if (until < nowMs) mistakes.push(`${line}: it has expired`);
    else if (from > nowMs) mistakes.push(`${line}: it is not good yet`);
    else if (until - nowMs < soonDays * day)
      warnings.push(`${line}: that is in ${Math.floor((until - nowMs) / day)} days`);
  }
  return { lines, warnings, mistakes };
}

const timesOf = ({ validFrom, validTo }: X509Certificate): { from: number; until: number } => ({
  from: Date.parse(validFrom),
  until: Date.parse(validTo),
});

const dateOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

/** `CN=usp-bridge, O=example`, of a text with a line for each part. */
const subjectOf = ({ subject }: X509Certificate): string =>
  (subject ?? "").split("\n").toReversed().join(", ") || "a certificate without a subject";
