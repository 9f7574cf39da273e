/** A report as files: what goes into its folder. */
import type { Figure } from "./figure.ts";
import { csvName, sqlName, toManifest } from "./manifest.ts";
import { coverageLine } from "./render/about.ts";
import { renderCsv } from "./render/csv.ts";
import { renderHtml } from "./render/html.ts";
import { renderPdf } from "./render/pdf.ts";
import { renderXlsx } from "./render/xlsx.ts";
import type { Report } from "./report.ts";
import type { Scope } from "./scope.ts";

/** Path within the folder -> content. */
export type Packet = ReadonlyMap<string, string | Buffer>;

export async function toPacket(report: Report): Promise<Packet> {
  const figures = report.pages.flatMap((page) => page.figures);
  return new Map<string, string | Buffer>([
    ["report.html", renderHtml(report)],
    ["report.pdf", await renderPdf(report)],
    ["report.xlsx", await renderXlsx(report)],
    ...figures.flatMap(toFiles),
    ["manifest.json", `${JSON.stringify(toManifest(report), null, 2)}\n`],
  ]);
}

function toFiles(figure: Figure): [string, string][] {
  const [csv, sql] = [csvName(figure), sqlName(figure)];
  return [
    ...(csv === null ? [] : [[csv, renderCsv(figure)] as [string, string]]),
    ...(sql === null ? [] : [[sql, toSql(figure)] as [string, string]]),
  ];
}

/** The statement with what it counts above it. */
const toSql = ({ spec, sql, coverage }: Figure): string =>
  `-- ${[spec.title, spec.definition, coverageLine(coverage)].map(asComment).join("\n-- ")}\n${sql ?? ""}\n`;

const asComment = (text: string): string => text.replaceAll(/\s*[\r\n]\s*/g, " ");

/** The same for the same question: `capacity_2026-11-16_2026-11-23`, with the zone and the area where they are not UTC and all. */
export function folderName(kind: string, { period, area }: Scope): string {
  const parts = [kind, period.firstDay, period.endDay];
  if (period.zone !== "UTC") parts.push(slug(period.zone.replaceAll("/", "-")));
  if (area !== null) parts.push(`area-${slug(area)}`);
  return parts.join("_");
}

/** Letters, digits and what no file system minds; each other character as its code, so that two names stay two. */
const slug = (text: string): string =>
  text.replaceAll(/[^\p{L}\p{N}.-]/gu, (character) => `~${(character.codePointAt(0) ?? 0).toString(16)}`);
