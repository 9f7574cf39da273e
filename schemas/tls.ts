/** How a connection is secured and who speaks on it: plain data that every process is told. */

/** A text as it is, or the file that holds it. A file is read again when it has changed. */
export type TextSource = { readonly text: string } | { readonly file: string };

/** PEM all of them; what is null is left to the system (`ca`), or is not shown to the other side. */
export interface TlsConfig {
  /** Whose certificates are believed. */
  readonly ca: TextSource | null;
  /** Our certificate and its chain. */
  readonly certificate: TextSource | null;
  readonly key: TextSource | null;
  readonly keyPassword: TextSource | null;
}

/** A schema registry, and who we are there. */
export interface RegistryConfig {
  readonly url: string;
  /** Basic authentication; none when absent. */
  readonly auth?: { readonly username: string; readonly password: string } | null;
  /** The system's certificates when absent. */
  readonly tls?: TlsConfig | null;
}
