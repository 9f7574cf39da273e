/** What a home's worker sees of a capture, in the order it was received: reports and notified deletions. */
import type { Capture } from "./capture.ts";
import { notificationsOf } from "./notification.ts";
import { reportsOf, type Report } from "./report.ts";

export type HomeFact =
  | {
      readonly kind: "report";
      readonly publish: number;
      readonly report: Report;
      readonly duplicate: boolean;
    }
  | {
      readonly kind: "deletion";
      readonly publish: number;
      readonly receivedAt: number;
      readonly path: string;
    };

/** All facts in order of receipt. A report is a duplicate when stream, reported time and content were seen before. */
export function homeFactsOf(capture: Capture): HomeFact[] {
  const seen = new Set<string>();
  const reports = reportsOf(capture).map((report): HomeFact => {
    const identity = identityOf(report);
    const duplicate = seen.has(identity);
    seen.add(identity);
    return { kind: "report", publish: report.publish, report, duplicate };
  });
  const deletions = notificationsOf(capture)
    .filter(({ row }) => row["kind"] === "object_deletion")
    .map(({ row, publishes, receivedAt }): HomeFact => ({
      kind: "deletion",
      publish: publishes[0] ?? 0,
      receivedAt: receivedAt[0] ?? 0,
      path: row["path"] ?? "",
    }));
  return [...reports, ...deletions].sort((a, b) => a.publish - b.publish);
}

/** Without a time of its own, two equal reports can't be told from one received twice: the received time tells. */
const identityOf = ({ profileId, timeRaw, receivedAt, values }: Report): string =>
  JSON.stringify([
    profileId,
    timeRaw ?? `received ${receivedAt}`,
    values.map((value) => [value.name, value.text]),
  ]);
