/**
 * Certificates for mqtt.js (5.16.0), which copies its options once: `mqtts` connects with `client.options` as it is then,
 * `wss` with `wsOptions`, which it keeps as it was given.
 */
import type { IClientOptions, MqttClient } from "mqtt";
import type { SecureContext } from "node:tls";
import type { TlsConfig } from "#schemas/tls.ts";
import { openTlsSource, type TlsSource } from "./tls-source.ts";

/** Null where the system's certificates will do. Throws a TlsError where the files can't be used. */
export const openMqttTls = (tls: TlsConfig | null | undefined): TlsSource | null =>
  tls === undefined || tls === null ? null : openTlsSource(tls);

/** What the first connection is made with; ignored by `mqtt://` and `ws://`. */
export function secureOptions(
  source: TlsSource | null,
): IClientOptions & { readonly secureContext?: SecureContext } {
  if (source === null) return {};
  const wsOptions: NonNullable<IClientOptions["wsOptions"]> = {};
  Object.defineProperty(wsOptions, "secureContext", { enumerable: true, get: () => source.context() });
  return { secureContext: source.context(), wsOptions };
}

/** What the next ones are: asked for whenever one has ended. */
export function followRenewal(client: MqttClient, source: TlsSource | null): void {
  if (source === null) return;
  client.on("close", () => Object.assign(client.options, { secureContext: source.context() }));
}
