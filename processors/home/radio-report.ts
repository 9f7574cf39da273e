/** Detectors look at the levels of a report, where windows would tell them later. */
import type { HeldReport } from "#processors/churn/held.ts";
import { watchReport } from "#processors/anomalies/watch.ts";
import { isOfRadio } from "./emission.ts";
import { rowVersionOf } from "./settings.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { placeOf } from "./topology.ts";

/** To be called when churn has taken the report; its alerts go out with the step. */
export function tellRadios(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): void {
  const { endpointId, topology } = endpoint;
  const { observedAt, receivedAt, stations, heard } = report;
  if (stations.length === 0 && heard.length === 0) return;
  const cause = {
    homeId: home.homeId,
    at: observedAt,
    receivedAt,
    rowVersion: rowVersionOf(step.settings, step.offset),
  };
  const radios = {
    endpointId,
    observedAt,
    stations,
    heard,
    isOn: (place: { readonly endpointId: string; readonly accessPoint: string }, radio: string) =>
      isOfRadio(home, place.endpointId, place.accessPoint, { endpointId, radio }),
    bandOf: (accessPoint: string) => placeOf(topology, accessPoint).band,
  };
  for (const value of watchReport(home.watch, radios, cause))
    step.outputs.push({ topic: "alertCandidate", value });
}
