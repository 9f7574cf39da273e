/** What a home's worker sees of a capture, in the order it was received: reports, and rows notified as created or deleted. */
import type { Capture } from "./capture.ts";
import { notificationsOf } from "./notification.ts";
import { reportsOf, type Report } from "./report.ts";
import { macOf } from "./row.ts";

export type HomeFact =
  | {
      readonly kind: "report";
      readonly publish: number;
      readonly report: Report;
      readonly duplicate: boolean;
    }
  | {
      readonly kind: "creation";
      readonly publish: number;
      readonly receivedAt: number;
      readonly path: string;
      /** Of a station's or a host's row; lower case. */
      readonly mac: string;
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
  const changes = notificationsOf(capture).flatMap(({ row, publishes, receivedAt }): HomeFact[] => {
    const at = { publish: publishes[0] ?? 0, receivedAt: receivedAt[0] ?? 0, path: row["path"] ?? "" };
    if (row["kind"] === "object_deletion") return [{ kind: "deletion", ...at }];
    const mac = row["kind"] === "object_creation" ? subjectOf(row["unique_keys"] ?? "{}") : null;
    return mac === null ? [] : [{ kind: "creation", ...at, mac }];
  });
  return [...reports, ...changes].sort((a, b) => a.publish - b.publish);
}

/** The MAC that is the key of a station's or a host's row. */
function subjectOf(uniqueKeys: string): string | null {
  const found = /"(?:MACAddress|PhysAddress)":"([^"]*)"/.exec(uniqueKeys)?.[1];
  return found === undefined ? null : macOf(found);
}

/** Without a time of its own, two equal reports can't be told from one received twice: the received time tells. */
const identityOf = ({ profileId, timeRaw, receivedAt, values }: Report): string =>
  JSON.stringify([
    profileId,
    timeRaw ?? `received ${receivedAt}`,
    values.map((value) => [value.name, value.text]),
  ]);
