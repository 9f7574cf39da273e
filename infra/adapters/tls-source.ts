/**
 * Certificates and keys from files that are renewed while we run. Nothing watches them: whoever opens a connection asks
 * for what is in them now, and pays four `stat`s. What can't be used (half written, a key that is not the certificate's)
 * leaves what was used before in force, and is told once.
 */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createSecureContext, type SecureContext, type SecureContextOptions } from "node:tls";
import type { TextSource, TlsConfig } from "#schemas/tls.ts";
import { createLog } from "./log.ts";

/** What is in the files, checked. */
export interface TlsMaterial {
  /** As Node takes it. */
  readonly options: Pick<SecureContextOptions, "ca" | "cert" | "key" | "passphrase" | "minVersion">;
  /** Ours and those that are believed, to say until when they are good. */
  readonly certificates: readonly X509Certificate[];
}

/** Files that can't be used; the message is a sentence that names them. */
export class TlsError extends Error {
  override readonly name = "TlsError";
}

export interface TlsSource {
  /** Of the newest files that can be used. */
  context(): SecureContext;
  /** What `context` is made of; null where this has said so before. */
  newOptions(): TlsMaterial["options"] | null;
}

/** Reads, and throws a TlsError where there is nothing that can be used. */
export function openTlsSource(config: TlsConfig, tell: (sentence: string) => void = warn): TlsSource {
  let stamp = stampOf(config);
  let { options } = readTls(config);
  let context = contextOf(options);
  let told: typeof options | null = null;
  const look = (): void => {
    const present = stampOf(config);
    if (present === stamp) return;
    stamp = present;
    try {
      const read = readTls(config);
      context = contextOf(read.options);
      ({ options } = read);
    } catch (error) {
      tell(
        `${error instanceof Error ? error.message : String(error)}; what was read before is used until this is mended`,
      );
    }
  };
  return {
    context() {
      look();
      return context;
    },
    newOptions() {
      look();
      if (told === options) return null;
      told = options;
      return options;
    },
  };
}

const warn = (sentence: string): void =>
  createLog("tls").warn({ reason: sentence }, "certificates not renewed");

const minVersion = "TLSv1.2";

function contextOf(options: TlsMaterial["options"]): SecureContext {
  try {
    return createSecureContext(options);
  } catch (error) {
    throw new TlsError(
      `OpenSSL refuses the certificates: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const readFile = (path: string): string => readFileSync(path, "utf8");

/** Reads and checks: each file holds what it should, and the key is the certificate's. Throws a TlsError. */
export function readTls(config: TlsConfig, read: (path: string) => string = readFile): TlsMaterial {
  const textOf = (source: TextSource | null): Named | null => (source === null ? null : named(source, read));
  const [ca, certificate, key] = [textOf(config.ca), textOf(config.certificate), textOf(config.key)];
  const passphrase = textOf(config.keyPassword)?.text.replace(/\r?\n$/, "");
  const believed = ca === null ? [] : certificatesOf(ca);
  const own = certificate === null ? [] : certificatesOf(certificate);
  if (certificate !== null && key !== null) refuseOtherKey(own, certificate, key, passphrase);
  return {
    options: {
      minVersion,
      ...(ca === null ? {} : { ca: ca.text }),
      ...(certificate === null ? {} : { cert: certificate.text }),
      ...(key === null ? {} : { key: key.text }),
      ...(passphrase === undefined ? {} : { passphrase }),
    },
    certificates: [...own, ...believed],
  };
}

interface Named {
  /** The file, or what the text is instead. */
  readonly name: string;
  readonly text: string;
}

function named(source: TextSource, read: (path: string) => string): Named {
  if ("text" in source) return { name: "the text given", text: source.text };
  try {
    return { name: source.file, text: read(source.file) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    const told =
      error instanceof Error && code === "" ? error.message : `${source.file} can't be read${code}`;
    throw new TlsError(told);
  }
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

function certificatesOf({ name, text }: Named): readonly X509Certificate[] {
  const blocks = text.match(pemCertificate) ?? [];
  if (blocks.length === 0) throw new TlsError(`${name} holds no certificate in PEM`);
  return blocks.map((block) => {
    try {
      return new X509Certificate(block);
    } catch {
      throw new TlsError(`${name} holds a certificate that can't be read`);
    }
  });
}

function refuseOtherKey(
  own: readonly X509Certificate[],
  certificate: Named,
  key: Named,
  passphrase: string | undefined,
): void {
  const isLocked = key.text.includes("ENCRYPTED");
  if (isLocked && passphrase === undefined)
    throw new TlsError(`${key.name} is encrypted, and no password for it is given`);
  try {
    const made = createPrivateKey(passphrase === undefined ? key.text : { key: key.text, passphrase });
    if (own[0]?.checkPrivateKey(made) === true) return;
  } catch {
    const why = isLocked
      ? "can't be read with the password given"
      : "holds no private key in PEM that can be read";
    throw new TlsError(`${key.name} ${why}`);
  }
  throw new TlsError(`the key in ${key.name} is not that of the first certificate in ${certificate.name}`);
}

/** Another text when a file was written or replaced, also by a link to another one. */
function stampOf(config: TlsConfig): string {
  const sources = [config.ca, config.certificate, config.key, config.keyPassword];
  const files = sources.flatMap((source) => (source !== null && "file" in source ? [source.file] : []));
  return files.map(stampOfFile).join(" ");
}

function stampOfFile(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "missing" : `${found.ino}/${found.size}/${found.mtimeMs}`;
}
