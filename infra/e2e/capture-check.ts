/** One capture's rows in ClickHouse against its truth, in both directions. */
import type { Capture } from "./truth/capture.ts";
import { differences } from "./truth/difference.ts";
import { homeFactsOf, type HomeFact } from "./truth/home-fact.ts";
import { type Notification, notificationsOf } from "./truth/notification.ts";
import { misplacedValues } from "./truth/placement.ts";
import type { Report } from "./truth/report.ts";
import type { Row } from "./truth/row.ts";
import { changesOf, windowsOf } from "./truth/window.ts";
import * as views from "./view-rows.ts";

/** Rows of a query about the capture's home; every column is text or null. */
export type AskHome = (query: (homeId: string) => string) => Promise<readonly Row[]>;

/**
 * Sentences on every difference; empty when the tables hold exactly what was true. `copies`: how often each message came
 * into Kafka; null where nobody knows, then duplicates are not compared.
 */
export async function checkCapture(capture: Capture, ask: AskHome, copies: number | null): Promise<string[]> {
  const facts = homeFactsOf(capture);
  return [
    ...(await checkReports(distinctReports(facts), notificationsOf(capture), ask)),
    ...(await checkNotifications(capture, ask)),
    ...(await checkWindows(facts, copies, ask)),
  ];
}

/** For unusual names and values: nothing lost and nothing misread, wherever it is. */
export async function checkPlacement(capture: Capture, ask: AskHome): Promise<string[]> {
  const reports = distinctReports(homeFactsOf(capture));
  return misplacedValues(reports, {
    stations: await ask(views.stationQuery),
    hosts: await ask(views.hostQuery),
    accessPoints: await ask(views.accessPointQuery),
    gateway: await ask(views.gatewayQuery),
    parameters: await ask(views.parameterQuery),
  });
}

const distinctReports = (facts: readonly HomeFact[]): Report[] =>
  facts.flatMap((fact) => (fact.kind === "report" && !fact.duplicate ? [fact.report] : []));

async function checkReports(
  reports: readonly Report[],
  notifications: readonly Notification[],
  ask: AskHome,
): Promise<string[]> {
  const located = (report: Report, row: Row): Row => ({
    profile_id: report.profileId,
    observed_at: String(report.observedAt),
    ...row,
  });
  const rows = <Item>(
    pick: (report: Report) => readonly Item[],
    toRow: (item: Item, report: Report) => Row,
  ): Row[] => reports.flatMap((report) => pick(report).map((item) => located(report, toRow(item, report))));
  const same = (row: Row): Row => row;
  return [
    ...differences("reports", reports.map(reportRow), await ask(views.reportQuery)),
    ...differences(
      "stations",
      rows((report) => report.stations, same),
      await ask(views.stationQuery),
    ),
    ...differences(
      "hosts",
      rows((report) => report.hosts, same),
      await ask(views.hostQuery),
    ),
    ...differences(
      "parameters",
      [
        ...notifications.flatMap((notification) => notification.parameters),
        ...rows(
          (report) => report.parameters,
          ({ path, text, type }, report) => ({ path, value: text, value_type: type, source: report.source }),
        ),
      ],
      await ask(views.parameterQuery),
    ),
  ];
}

const reportRow = (report: Report): Row => ({
  profile_id: report.profileId,
  source: report.source,
  observed_at: String(report.observedAt),
  received_at: String(report.receivedAt),
  time_quality: report.timeQuality,
  time_raw: report.timeRaw,
  tables: report.tables.join(","),
});

/** A notification carries no time: it was true when it was received, the first time where it was sent again. */
export async function checkNotifications(capture: Capture, ask: AskHome): Promise<string[]> {
  const expected = notificationsOf(capture).map(({ row, receivedAt }) => {
    const first = String(receivedAt[0]);
    return { ...row, observed_at: first, received_at: first };
  });
  return differences("notifications", expected, await ask(views.notificationQuery));
}

async function checkWindows(
  facts: readonly HomeFact[],
  copies: number | null,
  ask: AskHome,
): Promise<string[]> {
  const windows = windowsOf(facts, copies ?? 1);
  const counted = (rows: readonly Row[]): readonly Row[] =>
    copies === null ? rows.map(({ duplicate: _duplicate, ...row }) => row) : rows;
  const streams = windows.flatMap(({ home, streams: rows }) =>
    rows.map((row) => ({ window_start: home["window_start"] ?? null, ...row })),
  );
  const stations = windows.flatMap(({ home, stations: rows }) =>
    rows.map((row) => ({ window_start: home["window_start"] ?? null, ...row })),
  );
  return [
    ...differences(
      "home windows",
      counted(windows.map(({ home }) => home)),
      counted(await ask(views.homeWindowQuery)),
    ),
    ...differences("station windows", stations, await ask(views.stationWindowQuery)),
    ...differences("stream windows", counted(streams), counted(await ask(views.streamWindowQuery))),
    ...differences("association changes", changesOf(facts), await ask(views.associationChangeQuery)),
  ];
}
