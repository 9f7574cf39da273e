/** What the notifier is told; parsed and checked by the command line before it comes here. */
import type { RegistryConfig } from "#schemas/tls.ts";
import type { KafkaConfig } from "../config.ts";

interface Receiver {
  /** Part of its consumer group's name: another name is another receiver, which has been told nothing. */
  readonly name: string;
  readonly url: string;
  /** Added to each request, such as `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Somebody who is told of alerts. `url`: of an Alertmanager and of a TMF642 listener its base, else the whole. */
export type NotifyTarget =
  | (Receiver & { readonly kind: "alertmanager" | "webhook" | "tmf642" })
  | (Receiver & { readonly kind: "pagerduty"; readonly routingKey: string });

/** The notifier. */
export interface NotifyConfig {
  readonly kafka: KafkaConfig;
  readonly registry: RegistryConfig;
  /** Prefix of the receivers' consumer groups. */
  readonly groupId: string;
  readonly targets: readonly NotifyTarget[];
  /** Where a receiver begins that was never told anything: at what comes next, or at all there is. */
  readonly startAt: "latest" | "earliest";
  /** Longest wait for a receiver's answer. */
  readonly timeoutMs: number;
  /** How often an Alertmanager is told again of what fires. */
  readonly resendEveryMs: number;
  /** How long Kafka may have had a transition that its receiver does not take, before it becomes a dead letter. */
  readonly giveUpMs: number;
  readonly statusPort: number | null;
  readonly statusHost?: string;
}
