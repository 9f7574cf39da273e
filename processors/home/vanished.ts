/** Stations of a home that might have come back under another MAC: those that left, and those missing at this moment. */
import type { Vanished } from "#processors/churn/rotation.ts";
import type { HomeState } from "./state.ts";

/** Each once, and none that has been taken for a change of MAC before. */
export function* vanishedBefore(home: HomeState, observedAt: number): Generator<Vanished> {
  const nameOf = (mac: string): string | null => home.hostNames.get(mac) ?? null;
  for (const [staMac, left] of home.departures.stations) {
    if (left.continued || left.byReboot) continue;
    const { endpointId, accessPoint, rssiDbm } = left;
    const where = { staMac, endpointId, accessPoint, rssiDbm, hostName: nameOf(staMac) };
    yield { ...where, agoMs: observedAt - left.at, isSure: true };
  }
  for (const { endpointId, presence } of home.endpoints.values()) {
    for (const [staMac, station] of presence.stations) {
      const { missed, awaited, counts, continued, accessPoint, rssiDbm } = station;
      if (missed === 0 || awaited || !counts || continued) continue;
      const where = { staMac, endpointId, accessPoint, rssiDbm, hostName: nameOf(staMac) };
      // Missing since the report after the last one with it.
      const agoMs = Math.max(0, observedAt - station.lastSeenAt - (presence.gapMs ?? 0));
      yield { ...where, agoMs, isSure: false };
    }
  }
}

/** Takes the station for one that changed its MAC: nobody else continues it. */
export function markContinued(home: HomeState, staMac: string): void {
  const left = home.departures.stations.get(staMac);
  if (left !== undefined) left.continued = true;
  for (const { presence } of home.endpoints.values()) {
    const station = presence.stations.get(staMac);
    if (station !== undefined) station.continued = true;
  }
}
