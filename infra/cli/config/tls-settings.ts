/** The certificates of each connection that may have TLS: parts of the table in `settings.ts`, the same for all. */
import { z } from "zod";
import type { TextSource, TlsConfig } from "#schemas/tls.ts";
import { optional, type Part, type Setting, setting, type ValueKind } from "./setting.ts";

/** PEM as it is, or the file that has it, which stays known: it is read again when it has changed. */
const pem: ValueKind<TextSource> = {
  name: "text",
  schema: z.union(
    [
      z
        .string()
        .min(1)
        .transform((text) => ({ text })),
      z.strictObject({ text: z.string().min(1) }),
      z.strictObject({ file: z.string().min(1) }),
    ],
    "must not be empty",
  ),
  fromText: (text) => text,
};

type Ends = "TlsCa" | "TlsCertificate" | "TlsKey" | "TlsKeyPassword";
export type TlsSettings<Door extends string> = {
  readonly [Name in `${Door}${Ends}`]: Setting<TextSource | null>;
};

interface Wording {
  readonly ca: string;
  readonly certificate: string;
}

const client: Wording = {
  ca: "PEM of the certificates that are believed; without it the system's.",
  certificate: "PEM of the certificate and its chain that we show, where we are asked for one.",
};

/** Settings named after `door` (`kafka`): `USP_KAFKA_TLS_CA` and so on, `kafka.tls.ca` in the file. */
export function tlsSettings<const Door extends string>(
  door: Door,
  usedBy: readonly Part[],
  { ca, certificate }: Wording = client,
): TlsSettings<Door> {
  const one = (name: string, path: string, doc: string, secret: boolean): Setting<TextSource | null> => ({
    ...setting(
      `USP_${door.toUpperCase()}_TLS_${name}`,
      `${door}.tls.${path}`,
      optional(pem),
      { value: null, text: "none" },
      usedBy,
      doc,
      secret,
    ),
    fromFile: "kept",
  });
  const made: Record<string, Setting<TextSource | null>> = {
    [`${door}TlsCa`]: one("CA", "ca", ca, false),
    [`${door}TlsCertificate`]: one("CERTIFICATE", "certificate", certificate, false),
    [`${door}TlsKey`]: one("KEY", "key", "PEM of its private key.", true),
    [`${door}TlsKeyPassword`]: one(
      "KEY_PASSWORD",
      "keyPassword",
      "Password of that key, if it is encrypted.",
      true,
    ),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the four names above
  return made as TlsSettings<Door>;
}

/** What the settings of a door say; null where they say nothing. */
export function tlsOf<const Door extends string>(
  door: Door,
  values: { readonly [Name in `${Door}${Ends}`]: TextSource | null },
): TlsConfig | null {
  const all: Readonly<Record<string, TextSource | null>> = values;
  const of = (end: Ends): TextSource | null => all[`${door}${end}`] ?? null;
  const config = {
    ca: of("TlsCa"),
    certificate: of("TlsCertificate"),
    key: of("TlsKey"),
    keyPassword: of("TlsKeyPassword"),
  };
  return Object.values(config).every((source) => source === null) ? null : config;
}
