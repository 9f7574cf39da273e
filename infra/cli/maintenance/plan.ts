/** What a person says of a maintenance, made a record. */
import { isInForce } from "#processors/fleet/maintenance.ts";
import { type Maintenance, maintenanceScopes } from "#schemas/maintenance.ts";
import { type EpochMs, epochMs } from "#schemas/units.ts";
import { Complaint } from "../complaint.ts";
import { formatMoment, momentForm, parseDuration, parseMoment } from "../moment.ts";
import { formatTable } from "../text-table.ts";

export interface MaintenanceFlags {
  readonly scope: string;
  readonly value?: string;
  /** Now, where nobody says. */
  readonly from?: string;
  readonly to?: string;
  readonly for?: string;
  readonly reason: string;
}

/** Throws a complaint that tells every mistake. `now` and `id` are the caller's. */
export function planMaintenance(flags: MaintenanceFlags, now: EpochMs, id: string): Maintenance {
  const mistakes: string[] = [];
  const scope = maintenanceScopes.find((each) => each === flags.scope);
  if (scope === undefined) mistakes.push(`--scope ${flags.scope} is none of ${maintenanceScopes.join(", ")}`);
  const value = flags.value?.trim() ?? "";
  if (scope === "all" && value !== "") mistakes.push("--scope all takes no --value: it is every home");
  if (scope !== undefined && scope !== "all" && value === "")
    mistakes.push(`--scope ${scope} needs --value: which one`);
  const start = flags.from === undefined ? now : readMoment("--from", flags.from, mistakes);
  const end = readEnd(flags, start, mistakes);
  if (start !== null && end !== null && end <= start)
    mistakes.push(`it ends (${formatMoment(end)}) before it has begun (${formatMoment(start)})`);
  else if (end !== null && end <= now)
    mistakes.push(`it is over already (${formatMoment(end)}): it would suppress nothing`);
  if (mistakes.length > 0 || scope === undefined || start === null || end === null)
    throw new Complaint(`The maintenance can't be planned: ${mistakes.join("; ")}`);
  return { id, scope, value, starts_at: start, ends_at: end, reason: flags.reason.trim(), created_at: now };
}

function readEnd(flags: MaintenanceFlags, start: EpochMs | null, mistakes: string[]): EpochMs | null {
  if ((flags.to === undefined) === (flags.for === undefined)) {
    mistakes.push("say when it ends: --to TIME, or --for how long");
    return null;
  }
  if (flags.to !== undefined) return readMoment("--to", flags.to, mistakes);
  const duration = parseDuration(flags.for ?? "");
  if (duration === null) mistakes.push(`--for ${flags.for} is no duration such as 90m, 2h or 1d`);
  return duration === null || start === null ? null : epochMs(start + duration);
}

function readMoment(option: string, text: string, mistakes: string[]): EpochMs | null {
  const at = parseMoment(text);
  if (at === null) mistakes.push(`${option} ${text} is no time: ${momentForm}`);
  return at;
}

/** In force, planned or over. */
export function stateOf(maintenance: Maintenance, now: EpochMs): "in force" | "planned" | "over" {
  if (isInForce(maintenance, now)) return "in force";
  return maintenance.starts_at > now ? "planned" : "over";
}

const order = { "in force": 0, planned: 1, over: 2 };

/** A table of at most `width` columns: what is in force first, then what is planned, then what is over. */
export function maintenanceTable(all: readonly Maintenance[], now: EpochMs, width: number): string {
  const rows = all
    .toSorted((a, b) => order[stateOf(a, now)] - order[stateOf(b, now)] || a.starts_at - b.starts_at)
    .map((each) => [
      each.id,
      stateOf(each, now),
      each.scope === "all" ? "all" : `${each.scope} ${each.value}`,
      formatMoment(each.starts_at),
      formatMoment(each.ends_at),
      each.reason,
    ]);
  return formatTable(["ID", "STATE", "SCOPE", "FROM", "TO", "REASON"], rows, width);
}
