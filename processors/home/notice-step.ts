/**
 * A notification that rows were created or deleted comes in. It carries no time. A deletion says only a path; whose row
 * it was says the notification of its creation, or else the last report.
 */
import { hold, holdCopy, type Held } from "#processors/churn/held.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import { passToChurn } from "./churn-step.ts";
import { reemitChanged } from "./closing.ts";
import { endpointOf, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/** Rows whose deletion can make a station leave: its own, and those it is in. */
const stationRows =
  /^Device\.WiFi\.(?:AccessPoint\.|DataElements\.Network\.Device\.\d+\.(?:Radio\.\d+\.(?:BSS\.\d+\.(?:STA\.\d+\.)?)?)?$)/;
/** Rows of hosts. */
const hostRow = /^Device\.Hosts\.Host\.\d+\.$/;
const macAddress = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;
const rememberedNotices = 32;
const bootName = "Boot!";

/**
 * Holds what happened to rows of stations and hosts, and boots, for churn, once per event id. True when the state changed.
 * The endpoint may be new: of two bridges the one with the notification may be ahead of the one with the reports received
 * before it.
 */
export function stepNotice(home: HomeState, event: FoldEvent, step: Step): boolean {
  const items = toHeld(event, step.offset);
  if (items.length === 0) return false;
  if (home.recentNotices.includes(event.event_id)) return noteCopy(home, event);
  home.heardAt = step.clock.coveredMs;
  home.recentNotices.push(event.event_id);
  if (home.recentNotices.length > rememberedNotices) home.recentNotices.shift();
  const endpoint = endpointOf(home, event.endpoint_id);
  for (const item of items) hold(endpoint.held, item);
  passToChurn(home, step, step.settledAt);
  reemitChanged(home, step);
  return true;
}

/** While it waits for its turn the copy received first counts. */
function noteCopy(home: HomeState, event: FoldEvent): boolean {
  const endpoint = home.endpoints.get(event.endpoint_id);
  return endpoint !== undefined && holdCopy(endpoint.held, event.event_id, event.received_at);
}

function toHeld(event: FoldEvent, offset: number): Held[] {
  const { changes, events } = event;
  const notice = { eventId: event.event_id, receivedAt: event.received_at, offset };
  if (event.kind === "event")
    return events.some(({ name }) => name === bootName) ? [{ kind: "boot", ...notice }] : [];
  return changes.flatMap((change) => toHeldChange(change, notice));
}

function toHeldChange(
  { kind, path, unique_keys: keys }: FoldEvent["changes"][number],
  notice: Pick<Held, "eventId" | "receivedAt" | "offset">,
): Held[] {
  const isHost = hostRow.test(path);
  if (!isHost && !stationRows.test(path)) return [];
  if (kind === "deleted") return [{ kind: "deletion", ...notice, path }];
  const mac = (keys[isHost ? "PhysAddress" : "MACAddress"] ?? "").toLowerCase();
  return macAddress.test(mac) ? [{ kind: "creation", ...notice, path, mac }] : [];
}
