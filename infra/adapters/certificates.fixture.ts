/** Certificates made by openssl when a test begins: of an authority, of servers and clients, expired ones too. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Paths of PEM files. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

export interface IssueOptions {
  /** 2 by default; -1: it expired yesterday. */
  readonly days?: number;
  /** `DNS:localhost,IP:127.0.0.1` by default. */
  readonly altName?: string;
}

export interface Authority {
  /** Its own certificate. */
  readonly ca: string;
  /** For server and client alike; `subject` is `/CN=gateway-1`, or a bare common name. */
  issue(subject: string, options?: IssueOptions): Pair;
}

export interface CertificateFolder {
  readonly path: string;
  authority(name: string): Authority;
  remove(): void;
}

const run = (folder: string, ...args: readonly string[]): void => {
  execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
};

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"] as const;

/** A folder of its own, to be removed at the end. Needs openssl 1.1.1 or newer. */
export function makeCertificates(): CertificateFolder {
  const path = mkdtempSync(join(tmpdir(), "usp-certificates-"));
  let issued = 0;
  return {
    path,
    authority(name) {
      const ca = join(path, `${name}.pem`);
      const caKey = join(path, `${name}.key`);
      const subject = ["-subj", `/CN=${name}`, "-days", "2"];
      const isAuthority = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
      run(path, "req", "-x509", ...newKey, ...subject, ...isAuthority, "-keyout", caKey, "-out", ca);
      return {
        ca,
        issue(wanted, { days = 2, altName = "DNS:localhost,IP:127.0.0.1" } = {}) {
          issued += 1;
          const base = join(path, `${name}-${issued}`);
          const pair = { certificate: `${base}.pem`, key: `${base}.key` };
          const subjectText = wanted.startsWith("/") ? wanted : `/CN=${wanted}`;
          writeFileSync(`${base}.ext`, `subjectAltName=${altName}\n`);
          run(path, "req", ...newKey, "-subj", subjectText, "-keyout", pair.key, "-out", `${base}.csr`);
          const signing = ["-CA", ca, "-CAkey", caKey, "-set_serial", String(issued)];
          const rest = ["-extfile", `${base}.ext`, "-days", String(days), "-out", pair.certificate];
          run(path, "x509", "-req", "-in", `${base}.csr`, ...signing, ...rest);
          return pair;
        },
      };
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** The texts of a pair, as Node's own clients take them. */
export const textsOf = ({ certificate, key }: Pair): { cert: string; key: string } => ({
  cert: readFileSync(certificate, "utf8"),
  key: readFileSync(key, "utf8"),
});

/** What a client or server of ours is told. */
export const tlsConfigOf = (ca: string | null, pair: Pair | null = null) => ({
  ca: ca === null ? null : { file: ca },
  certificate: pair === null ? null : { file: pair.certificate },
  key: pair === null ? null : { file: pair.key },
  keyPassword: null,
});
