/**
 * Another epoch's pseudonyms: every station and host has another name, and none of them came or went. So who was there is
 * forgotten and the next covering report is a baseline, as an endpoint's first one is. Where stations were, one `emptied`
 * with the reason `new_pseudonyms` marks it.
 */
import { forgetIdentities } from "#processors/anomalies/watch.ts";
import type { HeldReport } from "#processors/churn/held.ts";
import { forgetHosts } from "#processors/churn/host-presence.ts";
import { forgetStations } from "#processors/churn/presence.ts";
import { epochMs } from "#schemas/units.ts";
import { tellChange } from "./churn-record.ts";
import { rowVersionOf } from "./settings.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/**
 * The report is the first of its epoch in churn. False for one of an epoch that is over, which the order of receipt (by
 * which epochs follow each other) had to let pass too late: it names nobody who is known.
 */
export function startPseudonyms(home: HomeState, report: HeldReport, step: Step): boolean {
  const { receivedAt, observedAt: at, pseudonyms } = report;
  if (receivedAt < home.pseudonymsFrom) return false;
  home.pseudonyms = pseudonyms;
  home.pseudonymsFrom = receivedAt;
  for (const each of home.endpoints.values()) forgetEndpoint(home, each, report, step);
  home.hostsThere.clear();
  home.hostNames.clear();
  home.departures.stations.clear();
  home.departures.hosts.clear();
  const cause = {
    homeId: home.homeId,
    at,
    receivedAt,
    rowVersion: rowVersionOf(step.settings, step.offset),
  };
  for (const value of forgetIdentities(home.watch, cause))
    step.outputs.push({ topic: "alertCandidate", value });
  return true;
}

function forgetEndpoint(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): void {
  const { presence, hosts } = endpoint;
  const there = [...presence.stations.values()].filter(({ counts, awaited }) => counts && !awaited);
  forgetStations(presence);
  forgetHosts(hosts);
  if (there.length === 0) return;
  const lastSeenAt = Math.max(...there.map((station) => station.lastSeenAt));
  const fields = {
    kind: "emptied",
    access_point: "",
    last_seen_at: epochMs(lastSeenAt),
    reason: "new_pseudonyms",
    count: there.length,
  } as const;
  tellChange(home, endpoint.endpointId, report, fields, step);
}
