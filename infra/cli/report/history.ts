/** Reports that were made before, as their manifests in a folder of packets tell. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Manifest } from "#reports/manifest.ts";
import { folderName } from "#reports/packet.ts";
import type { Scope } from "#reports/scope.ts";
import { Complaint } from "../complaint.ts";

const numbers = z.record(z.string(), z.number());
const manifest: z.ZodType<Manifest> = z.object({
  format: z.literal(1),
  report: z.string(),
  program: z.string(),
  snapshot: z.string(),
  store_changed_while_reading: z.boolean(),
  complete: z.boolean().nullable(),
  period: z.object({ from: z.string(), to: z.string(), days: z.number(), zone: z.string() }),
  area: z.string().nullable(),
  coverage: z.object({
    homes: z.number(),
    windows: z.number(),
    expected: z.number(),
    covered: z.number(),
    share: z.number().nullable(),
    // Older ones know no silence.
    silent_share: z.number().nullable().default(null),
    hours_share: z.number().nullable(),
  }),
  previous: z.object({ snapshot: z.string(), from: z.string() }).nullable(),
  figures: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      rows: z.number(),
      insufficient: z.string().nullable(),
      csv: z.string().nullable(),
      sql: z.string().nullable(),
    }),
  ),
  headlines: z.record(z.string(), numbers),
  rankings: z.record(z.string(), z.array(z.object({ key: z.string(), reports: z.number() }))),
  forecasts: z.record(z.string(), z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]))),
});

/**
 * Manifests of the same report, zone and area, of as many days or whole months, whose period was over when this one begins, the newest first. Folders without a
 * manifest are none of ours, and the one that is about to be made again is not read. A manifest that can't be read is a
 * complaint, for without it the difference would be wrong.
 */
export function readHistory(folder: string, kind: string, scope: Scope): Manifest[] {
  const { period, area } = scope;
  return foldersIn(folder)
    .filter((name) => name.startsWith(`${kind}_`) && name !== folderName(kind, scope))
    .map((name) => readManifest(join(folder, name, "manifest.json")))
    .filter((one): one is Manifest => one !== null)
    .filter((one) => one.report === kind && one.period.zone === period.zone && one.area === area)
    .filter((one) => one.period.to <= period.firstDay)
    .filter((one) => one.period.days === period.days || isAsManyMonths(one.period, period))
    .sort((a, b) =>
      a.period.to === b.period.to ? compare(b.period.from, a.period.from) : compare(b.period.to, a.period.to),
    );
}

/** A month of 30 days is compared with one of 31, a day never with a week. */
function isAsManyMonths(one: Manifest["period"], { firstDay, endDay }: Scope["period"]): boolean {
  const months = monthsFrom(one.from, one.to);
  return months !== null && months === monthsFrom(firstDay, endDay);
}

/** null where it does not begin and end with a month. */
function monthsFrom(firstDay: string, endDay: string): number | null {
  const [first, end] = [firstDay, endDay].map((day) => day.split("-").map(Number));
  const [firstYear = 0, firstMonth = 0, firstOfMonth = 0] = first ?? [];
  const [endYear = 0, endMonth = 0, endOfMonth = 0] = end ?? [];
  return firstOfMonth === 1 && endOfMonth === 1 ? (endYear - firstYear) * 12 + endMonth - firstMonth : null;
}

/** Of a folder that a person names as the history: with one that is not there nothing would be compared, and nobody would know. */
export function requireHistory(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Complaint(`--history ${folder} is no folder: name the one that earlier reports are in`);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw new Complaint(`The history in ${folder} can't be read: ${reasonOf(error)}`);
  }
}

function readManifest(file: string): Manifest | null {
  try {
    return manifest.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (isMissing(error)) return null;
    throw new Complaint(
      `${file} is no manifest of a report: remove its folder from the history, or make that report again. ${reasonOf(error).slice(0, 200)}`,
    );
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
