/** Detectors look at what gateways notify of stations, between reports: they learn of it in the order churn does. */
import type { HeldBoot, HeldCreation, HeldDeletion } from "#processors/churn/held.ts";
import type { Notice } from "#processors/anomalies/notices.ts";
import { watchNotice } from "#processors/anomalies/watch.ts";
import { stepAnomalies } from "./anomaly-step.ts";
import { rowVersionOf } from "./settings.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/** A station's own row, at an access point. */
const stationRow = /^(Device\.WiFi\..+\.)(?:AssociatedDevice|STA)\.[^.]+\.$/;

/**
 * To be called before churn takes the notification; its alerts go out with the step. What came of earlier reports is
 * looked at first, whether or not they passed to churn in the same step.
 */
export function tellDetectors(
  home: HomeState,
  endpoint: EndpointState,
  item: HeldBoot | HeldCreation | HeldDeletion,
  step: Step,
): void {
  const notice = toNotice(endpoint, item);
  if (notice === null) return;
  stepAnomalies(home, step);
  const { receivedAt } = item;
  const rowVersion = rowVersionOf(step.settings, step.offset);
  const cause = { homeId: home.homeId, at: notice.at, receivedAt, rowVersion };
  for (const value of watchNotice(home.watch, notice, cause))
    step.outputs.push({ topic: "alertCandidate", value });
}

function toNotice(endpoint: EndpointState, item: HeldBoot | HeldCreation | HeldDeletion): Notice | null {
  const at = item.receivedAt + offsetOf(endpoint);
  const { endpointId } = endpoint;
  if (item.kind === "boot") return { kind: "booted", at, endpointId, staMac: "", accessPoint: "" };
  const accessPoint = stationRow.exec(item.path)?.[1];
  const staMac = item.kind === "creation" ? item.mac : macOf(endpoint, item.path);
  if (accessPoint === undefined || staMac === null) return null;
  return { kind: item.kind === "creation" ? "created" : "deleted", at, endpointId, staMac, accessPoint };
}

/** Whose row it was; null where nothing says. */
function macOf({ presence }: EndpointState, path: string): string | null {
  const created = presence.rows.created.get(path);
  if (created !== undefined) return created.mac;
  for (const [mac, station] of presence.stations) if (station.path === path) return mac;
  return null;
}

/** What the gateway's clock is ahead of ours, by the report before; a notification carries no time. */
function offsetOf({ streams, clockOffsetMs }: EndpointState): number {
  if (clockOffsetMs !== null) return clockOffsetMs;
  for (const { isTimed, offsetMs } of streams.values()) if (isTimed) return offsetMs;
  return 0;
}
