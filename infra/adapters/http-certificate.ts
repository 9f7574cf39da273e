/** The certificate that a client showed, of which TLS has proved that it has the key. */
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** `ok: false`: it was shown, and is not one that we believe; `why` is OpenSSL's word (`CERT_HAS_EXPIRED`). */
export type ClientCertificate =
  | { readonly ok: true; readonly names: readonly string[] }
  | { readonly ok: false; readonly why: string };

const known = new WeakMap<Socket, ClientCertificate | null>();

/** Null for a client that showed none, or was not asked. */
export function certificateOf(socket: Socket): ClientCertificate | null {
  const before = known.get(socket);
  if (before !== undefined) return before;
  const certificate = socket instanceof TLSSocket ? shownOn(socket) : null;
  known.set(socket, certificate);
  return certificate;
}

function shownOn(socket: TLSSocket): ClientCertificate | null {
  const { subject, subjectaltname } = socket.getPeerCertificate();
  // Node's word for no certificate at all is an object without members.
  if (subject === undefined) return null;
  if (!socket.authorized) return { ok: false, why: String(socket.authorizationError) };
  // Of several common names nobody can say which is meant.
  const commonName: unknown = subject.CN;
  const names = typeof commonName === "string" && commonName !== "" ? [commonName] : [];
  return { ok: true, names: [...names, ...endpointIdsOf(subjectaltname ?? "")] };
}

const urn = /(?:^|, )URI:urn:bbf:usp:id:([^,"]+)/g;

/** TR-369's place for an endpoint id: `URI:urn:bbf:usp:id:os::00D09E-1`, percent-encoded where a URN wants it. */
export function endpointIdsOf(subjectAltName: string): readonly string[] {
  return [...subjectAltName.matchAll(urn)].flatMap(([, id = ""]) => {
    try {
      return [decodeURIComponent(id)];
    } catch {
      return [];
    }
  });
}
