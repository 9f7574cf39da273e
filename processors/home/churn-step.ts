/** Passes what waited for its turn to churn: what happened to rows, boots, and reports of stations and hosts. */
import { saysHosts, saysStations } from "#processors/churn/covered-table.ts";
import { inChurnOrder, takeDue, type Held, type HeldReport } from "#processors/churn/held.ts";
import { noteHostNames } from "#processors/churn/host-names.ts";
import { awaitHosts, forgetHostTimes } from "#processors/churn/host-presence.ts";
import { applyReboot, forgetTimes } from "#processors/churn/presence.ts";
import { noteBoot, noteUptime } from "#processors/churn/reboot.ts";
import { noteCreation, noteDeletion, type RowNotices } from "#processors/churn/row-notices.ts";
import { tellHosts } from "./host-churn.ts";
import { tellDetectors } from "./notice-watch.ts";
import { startPseudonyms } from "./pseudonym-step.ts";
import type { EndpointState, HomeState } from "./state.ts";
import { tellRadios } from "./radio-report.ts";
import { tellStations } from "./station-churn.ts";
import type { Step } from "./step.ts";
import { isSpeaking } from "./stream.ts";

/** Passes everything received up to `settledAt`, and what can't wait longer. True when anything passed. */
export function passToChurn(home: HomeState, step: Step, settledAt: number): boolean {
  const due = takeDueOfHome(home, settledAt);
  for (const { endpoint, item } of due) {
    if (item.kind !== "report") tellDetectors(home, endpoint, item, step);
    if (item.kind === "deletion") noteDeletion(rowsOf(endpoint, item.path), item);
    else if (item.kind === "creation") noteCreation(rowsOf(endpoint, item.path), item);
    else if (item.kind === "boot") passBoot(endpoint, item.receivedAt);
    else passReport(home, endpoint, item, step);
  }
  return due.length > 0;
}

interface Due {
  readonly endpoint: EndpointState;
  readonly item: Held;
}

/** Of all endpoints, in the order churn has to see it: whoever moves between them is seen by one after the other. */
function takeDueOfHome(home: HomeState, settledAt: number): Due[] {
  const passage = { settledAt, retiredBefore: home.retiredThrough };
  const due: Due[] = [];
  for (const endpoint of home.endpoints.values())
    for (const item of takeDue(endpoint.held, passage)) due.push({ endpoint, item });
  if (home.endpoints.size === 1) return due;
  return due.sort((a, b) => inChurnOrder(a.item, b.item) || inIdOrder(a.endpoint, b.endpoint));
}

const inIdOrder = ({ endpointId: a }: EndpointState, { endpointId: b }: EndpointState): number =>
  a === b ? 0 : a < b ? -1 : 1;

const rowsOf = ({ hosts, presence }: EndpointState, path: string): RowNotices =>
  path.startsWith("Device.Hosts.") ? hosts.rows : presence.rows;

function passBoot(endpoint: EndpointState, receivedAt: number): void {
  if (noteBoot(endpoint.boots, receivedAt)) reboot(endpoint);
}

/** Any stream may tell the uptime. */
function passUptime(endpoint: EndpointState, report: HeldReport): void {
  const { uptimeSeconds } = report;
  if (uptimeSeconds !== null && noteUptime(endpoint.boots, { ...report, uptimeSeconds })) reboot(endpoint);
}

function reboot({ hosts, presence }: EndpointState): void {
  applyReboot(presence);
  awaitHosts(hosts);
}

function passReport(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): void {
  if (endpoint.streams.get(report.profileId)?.isTimed !== report.isTimed) return;
  if (report.pseudonyms !== home.pseudonyms && !startPseudonyms(home, report, step)) return;
  endpoint.clockOffsetMs = report.isTimed ? report.observedAt - (report.cameAt ?? report.receivedAt) : null;
  passUptime(endpoint, report);
  noteHostNames(home.hostNames, report.hosts);
  const speaks = passStations(home, endpoint, report, step);
  tellRadios(home, endpoint, speaks ? report : { ...report, stations: [] }, step);
  passHosts(home, endpoint, report, step);
}

/**
 * Only the stream that speaks for the endpoint's stations at that time is listened to. Another one may take over with
 * another clock: then "later" begins anew. True when it is.
 */
function passStations(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): boolean {
  if (!saysStations(report) || !isHeard(endpoint, "stationsSince", report, step)) return false;
  if (endpoint.presenceIsTimed !== report.isTimed) forgetTimes(endpoint.presence);
  endpoint.presenceIsTimed = report.isTimed;
  tellStations(home, endpoint, report, step);
  return true;
}

/** The same of hosts, which another stream may bring. */
function passHosts(home: HomeState, endpoint: EndpointState, report: HeldReport, step: Step): void {
  if (!saysHosts(report) || !isHeard(endpoint, "hostsSince", report, step)) return;
  if (endpoint.hosts.isTimed !== report.isTimed) forgetHostTimes(endpoint.hosts);
  endpoint.hosts.isTimed = report.isTimed;
  tellHosts(home, endpoint, report, step);
}

function isHeard(
  { streams }: EndpointState,
  subject: "stationsSince" | "hostsSince",
  report: HeldReport,
  { settings }: Step,
): boolean {
  const stream = streams.get(report.profileId);
  return stream !== undefined && isSpeaking(stream, streams.values(), subject, report, settings.window);
}
