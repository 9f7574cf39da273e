/** A report comes in. */
import { hold, holdCopy } from "#processors/churn/held.ts";
import { saysHosts, saysStations } from "#processors/churn/covered-table.ts";
import { noteRawLevels } from "#processors/anomalies/station-watch.ts";
import { createWindow, foldReport, type Window } from "#processors/windows/window.ts";
import { pseudonymEpochOf } from "#schemas/pseudonym-flag.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import { hearEndpoint } from "./anomaly-step.ts";
import { weighClock } from "./epoch-step.ts";
import { markReshaped } from "./closing.ts";
import { bridgeCounters } from "./counters-step.ts";
import { wakeEmitted, windowHolding, windowsAfter } from "./emitted-windows.ts";
import { noteGateway } from "./gateway-facts.ts";
import { bridgeHeard, inheritHeard } from "./heard-step.ts";
import { endpointOf, windowKey, type EndpointState, type HomeState } from "./state.ts";
import { settleHome, type Step } from "./step.ts";
import { createStream, isReportedTime, noteReport, type StreamState } from "./stream.ts";
import { noteTopology } from "./topology.ts";
import { sizeAt, startAt } from "./window-sizes.ts";

/**
 * 1. The report is heard, whatever its times. 2. A jump of the gateway's clock starts a new epoch, or is left out. 3. Past the
 * horizon it counts nowhere. 4. Its window takes it, once per event id. 5. Its stream learns its time, the home its
 * progress. 6. Its stations wait for their turn in churn; their levels that are no dBm are looked at. 7. Its counters, and what it heard, bridge to the windows before
 * and after, of which emitted ones that look different now come again. 8. The home settles.
 */
export function stepReport(home: HomeState, said: FoldEvent, step: Step): void {
  const endpoint = endpointOf(home, said.endpoint_id);
  hearEndpoint(home, endpoint, step, said.received_at);
  endpoint.heardAt = step.clock.coveredMs;
  home.heardAt = step.clock.coveredMs;
  const event = isReportedTime(said.time_quality) ? weighClock(home, endpoint, said, step) : said;
  const startMs = startAt(home, event.observed_at);
  const copied = isReportedTime(event.time_quality) ? null : windowHolding(home, event, step);
  const window = copied ?? (startMs < home.retiredThrough ? null : windowAt(home, startMs, step));
  const verdict = window === null ? "retired" : foldReport(window, event);
  step.pastHorizon = verdict === "retired";
  step.isCopy = verdict === "duplicate";
  if (verdict === "duplicate") holdCopy(endpoint.held, event.event_id, event.received_at);
  if (window !== null && verdict === "new") takeNew(home, endpoint, event, window, step);
  settleHome(home, step);
}

/** What else a report tells than its window. */
function takeNew(
  home: HomeState,
  endpoint: EndpointState,
  event: FoldEvent,
  window: Window,
  step: Step,
): void {
  const { startMs } = window;
  const stream = streamOf(endpoint, event.profile_id);
  window.heardAt = step.clock.coveredMs;
  stream.heardAt = step.clock.coveredMs;
  noteReport(stream, event, home.retiredThrough);
  noteTopology(endpoint.topology, event);
  noteGateway(
    endpoint.facts,
    event,
    { startMs, endMs: startMs + sizeAt(home, startMs) },
    home.retiredThrough,
  );
  noteProgress(home, endpoint, event, step);
  holdForChurn(endpoint, event, step);
  noteRawLevels(home.watch.stations, event.stations, event.observed_at);
  const later = windowsAfter(home, startMs, step);
  bridgeCounters(home, event, { window, later }, step);
  bridgeHeard(event, later, step);
  markReshaped(home, later, step);
}

function windowAt(home: HomeState, startMs: number, step: Step): Window {
  const key = windowKey(startMs, home.clockEpoch);
  const known = home.open.get(key) ?? wakeEmitted(home, key, step);
  if (known !== null) return known;
  const window = createWindow(startMs, home.clockEpoch);
  inheritHeard(home, window);
  home.open.set(key, window);
  return window;
}

function streamOf(endpoint: EndpointState, profileId: string): StreamState {
  const known = endpoint.streams.get(profileId);
  if (known !== undefined) return known;
  if (endpoint.streams.size >= streamLimit) forgetQuietest(endpoint.streams);
  const stream = createStream(profileId);
  endpoint.streams.set(profileId, stream);
  return stream;
}

/** More streams than any gateway has; beyond, the one whose last report is oldest makes room. */
const streamLimit = 64;

function forgetQuietest(streams: Map<string, StreamState>): void {
  let quietest: StreamState | null = null;
  for (const stream of streams.values()) {
    if (quietest === null || (stream.times.at(-1) ?? 0) < (quietest.times.at(-1) ?? 0)) quietest = stream;
  }
  if (quietest !== null) streams.delete(quietest.profileId);
}

/** Only the gateway's own time moves progress; the horizon of a home without any follows the received time. */
function noteProgress(home: HomeState, endpoint: EndpointState, event: FoldEvent, step: Step): void {
  const { observed_at: at } = event;
  if (isReportedTime(event.time_quality)) endpoint.newestAt = Math.max(endpoint.newestAt ?? at, at);
  else if (endpoint.newestAt !== null && !hasTimedStream(endpoint)) endpoint.newestAt = null;
  if (!isReportedTime(event.time_quality) && hasTimedEndpoint(home, step)) return;
  const passedAt = at - step.settings.window.horizonMs;
  home.retiredThrough = Math.max(home.retiredThrough, startAt(home, passedAt));
}

function hasTimedStream({ streams }: EndpointState): boolean {
  for (const { isTimed } of streams.values()) if (isTimed) return true;
  return false;
}

/** How long a stream that says nothing holds windows back for its own time; then it has been replaced, as a profile by another. */
const timedStreamMs = 3_600_000;

/** One whose own time moves progress. */
function hasTimedEndpoint(home: HomeState, { clock }: Step): boolean {
  for (const { newestAt, streams } of home.endpoints.values()) {
    if (newestAt === null) continue;
    for (const { isTimed, heardAt } of streams.values())
      if (isTimed && clock.coveredMs - heardAt < timedStreamMs) return true;
  }
  return false;
}

function holdForChurn(endpoint: EndpointState, event: FoldEvent, step: Step): void {
  const uptimeSeconds = event.gateway[0]?.uptime_seconds ?? null;
  const heard = event.heard_stations.flatMap(({ sta_mac: staMac, radio, rssi_dbm: rssiDbm }) =>
    rssiDbm === null ? [] : [{ staMac, radio, rssiDbm }],
  );
  if (!saysStations(event) && !saysHosts(event) && uptimeSeconds === null && heard.length === 0) return;
  const stations = event.stations.map((row) => ({
    staMac: row.sta_mac,
    path: row.path,
    accessPoint: row.access_point,
    bssid: row.bssid,
    active: row.active,
    rssiDbm: row.rssi_dbm,
  }));
  const hosts = event.hosts.map((row) => ({
    hostMac: row.host_mac,
    path: row.path,
    active: row.active,
    hostName: row.host_name,
  }));
  hold(endpoint.held, {
    kind: "report",
    eventId: event.event_id,
    receivedAt: event.received_at,
    offset: step.offset,
    profileId: event.profile_id,
    cameAt: null,
    isTimed: isReportedTime(event.time_quality),
    observedAt: event.observed_at,
    uptimeSeconds,
    pseudonyms: pseudonymEpochOf(event.flags),
    tables: event.tables,
    stations,
    hosts,
    heard,
  });
}
