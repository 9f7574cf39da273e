/** Whether a run lost, doubled or misread anything: sentences, none when all is right. */
import { claimsOf, type PlacedEntry, takenOf } from "#infra/cli/ledger/entries.ts";
import type { Finding } from "#infra/cli/ledger/finding.ts";
import { MessagesAudit } from "#infra/cli/ledger/messages-audit.ts";
import { TakenAudit } from "#infra/cli/ledger/taken-audit.ts";
import { WrittenAudit } from "#infra/cli/ledger/written-audit.ts";
import { contentOf } from "#processors/scenarios/run.ts";
import { bodyOf } from "#schemas/avro.ts";
import type { HomeWindow } from "#schemas/home-window.ts";
import { sumOfRecord } from "#schemas/record-sum.ts";
import { readStamp } from "#schemas/stamp.ts";
import { topics } from "#schemas/topics.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import type { Publication } from "./homes.ts";
import { alertProblems } from "./judge-alerts.ts";
import { unsureHomes } from "./overtaken.ts";
import type { Plan } from "./plan.ts";
import { firstReceived } from "./receipts.ts";
import type { Outcome } from "./run.ts";
import { ledger, outputTypes, type Surroundings } from "./surroundings.ts";
import { type Row, tableKeys } from "./tables/rows.ts";

const written = [
  topics.telemetry,
  topics.parameter,
  topics.window,
  topics.associationChange,
  topics.alertCandidate,
  topics.alert,
  topics.deadLetter,
  topics.ledger,
];

/** Dead letters are judged by what they are of, alerts by what was said. */
const views = Object.keys(tableKeys).filter((view) => view !== "dead_letter" && view !== "alert");

/** The ledger balances, nothing is there twice, every publication is an event, and the views are those of the undisturbed run. */
export function judge(plan: Plan, disturbed: Outcome, undisturbed: Outcome): readonly string[] {
  const received = firstReceived(disturbed);
  const letters = lettersOf(disturbed.surroundings);
  // What is left of a message in segments when the others come too late, or come again, is a dead letter.
  const segments = new Set(disturbed.published.filter(({ isSegment }) => isSegment).map(bytesOf));
  const lost = disturbed.published.filter(
    (publication) =>
      !received.has(publication.fact) && !(publication.isSegment && letters.has(bytesOf(publication))),
  );
  return [
    ...disturbed.surroundings.setAside.map((what) => `a worker set a home aside: ${what}`),
    ...disturbed.unrest,
    ...undisturbed.unrest.map((what) => `undisturbed: ${what}`),
    ...lost.map(
      ({ fact, isSegment }) => `publication ${fact} is no event${isSegment ? ", and no dead letter" : ""}`,
    ),
    ...[...letters]
      .filter((bytes) => !segments.has(bytes))
      .map((bytes) => `dead letter that nobody meant: ${bytes}`),
    ...ledgerProblems(disturbed.surroundings, plan),
    ...(plan.fleets === 0 ? [] : alertProblems(disturbed.surroundings)),
    ...idProblems(disturbed.surroundings),
    ...timeProblems(disturbed.surroundings),
    ...views.flatMap((view) => viewProblems(view, plan, disturbed, undisturbed)),
  ];
}

const bytesOf = ({ message }: Publication): string => message.payload.toString("base64");

/** Bytes of what was dead-lettered. */
const lettersOf = ({ tables }: Surroundings): ReadonlySet<string> =>
  new Set(
    [...tables.view("dead_letter").values()].map(({ values }) =>
      Buffer.from((values["payload"] ?? []) as Uint8Array).toString("base64"),
    ),
  );

/**
 * Homes of which a report and a notification were received in the same millisecond: one bridge takes them in the order of its
 * log, several by a rule, so churn may differ.
 */
function tiedHomes({ surroundings }: Outcome): ReadonlySet<string> {
  const kinds = new Map<string, string>();
  const tied = new Set<string>();
  for (const { values } of surroundings.tables.view("telemetry_event").values()) {
    const { home_id, kind, received_at } = values as unknown as TelemetryEvent;
    const moment = `${home_id} ${received_at}`;
    const before = kinds.get(moment);
    if (before !== undefined && (before === "report") !== (kind === "report")) tied.add(home_id);
    kinds.set(moment, kind);
  }
  return tied;
}

/** Homes of whose churn several answers are right. */
const unsureOf = (plan: Plan, disturbed: Outcome): ReadonlySet<string> =>
  new Set([...tiedHomes(disturbed), ...unsureHomes(plan, disturbed.published, firstReceived(disturbed))]);

const ofChurn: ReadonlySet<string> = new Set(["home_window", "association_change"]);

/** How far from the time of receipt a gateway's own may be to be believed (architecture, section 3). */
const believed = { beforeMs: 35 * 86_400_000, afterMs: 120_000 };

/** A report is of the gateway's own time where that may be, else of its receipt. */
function timeProblems({ tables }: Surroundings): string[] {
  return [...tables.view("telemetry_event").values()].flatMap(({ key, values }) => {
    const { kind, time_raw, observed_at, received_at } = values as unknown as TelemetryEvent;
    const toldAtMs = Number(time_raw) * 1000;
    const isBelieved =
      toldAtMs >= received_at - believed.beforeMs && toldAtMs <= received_at + believed.afterMs;
    const expected = isBelieved ? toldAtMs : received_at;
    return kind !== "report" || observed_at === expected
      ? []
      : [`${key} is observed at ${observed_at}, not ${expected}`];
  });
}

function ledgerProblems({ log }: Surroundings, { fleets }: Plan): string[] {
  const entries = log.partitions(topics.ledger.name).flatMap((of, partition) =>
    of.committed().flatMap(({ offset, value }): PlacedEntry[] => {
      const decoded = value === null ? null : ledger.type.decode(bodyOf(value));
      return decoded?.ok === true ? [{ partition, offset, entry: decoded.value }] : [];
    }),
  );
  const messages = new MessagesAudit(true);
  for (const { entry } of entries) if (entry.stage === "bridge") messages.add(entry);
  const readers = new Map([
    [topics.telemetry.name as string, "worker"],
    ...(fleets === 0 ? [] : [[topics.alertCandidate.name, "fleet"] as const]),
  ]);
  const findings: Finding[] = [...messages.finish()];
  for (const { name } of written)
    for (const [partition, of] of log.partitions(name).entries()) {
      const { low, high: end } = of.range;
      const audit = new WrittenAudit({ topic: name, partition, low });
      const reader = readers.get(name);
      const taken =
        reader === undefined
          ? null
          : new TakenAudit({ topic: name, reader, partition, low, end }, takenOf(entries, name, partition));
      for (const { offset, headers, key, value } of of.committed()) {
        const sum = sumOfRecord(key, value);
        audit.add({ offset, stamp: readStamp(headers), sum });
        taken?.add(offset, sum);
      }
      findings.push(...audit.finish(claimsOf(entries, name, partition)), ...(taken?.finish() ?? []));
    }
  return findings.map(
    ({ from, to, kind, partition, first, next, detail }) =>
      `ledger, ${from} -> ${to}: ${kind} ${first} to ${next - 1} of partition ${partition ?? "-"}: ${detail}`,
  );
}

/** Of what is read committed each id is there once. */
function idProblems({ log }: Surroundings): string[] {
  const { window, associationChange, alertCandidate } = outputTypes;
  const windowIds = valuesOf(log, topics.window.name).flatMap((body) => {
    const decoded = window.type.decode(body);
    if (!decoded.ok) return [];
    const { home_id, window_start, window_ms, clock_epoch, revision } = decoded.value;
    return [[home_id, window_start, window_ms, clock_epoch, revision].join("|")];
  });
  const changeIds = valuesOf(log, topics.associationChange.name).flatMap((body) => {
    const decoded = associationChange.type.decode(body);
    if (!decoded.ok) return [];
    const { home_id, endpoint_id, sta_mac, host_mac, observed_at, kind } = decoded.value;
    return [[home_id, endpoint_id, sta_mac, host_mac, observed_at, kind].join("|")];
  });
  const candidateIds = valuesOf(log, topics.alertCandidate.name).flatMap((body) => {
    const decoded = alertCandidate.type.decode(body);
    return decoded.ok ? [`${decoded.value.episode_id} ${decoded.value.sequence}`] : [];
  });
  return [
    ...repeated(candidateIds).map((id) => `${topics.alertCandidate.name} has ${id} twice`),
    ...repeated(windowIds).map((id) => `${topics.window.name} has ${id} twice`),
    ...repeated(changeIds).map((id) => `${topics.associationChange.name} has ${id} twice`),
  ];
}

const valuesOf = (log: Surroundings["log"], topic: string): Buffer[] =>
  log
    .partitions(topic)
    .flatMap((partition) => partition.committed())
    .flatMap(({ value }) => (value === null ? [] : [bodyOf(value)]));

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

function viewProblems(view: string, plan: Plan, disturbed: Outcome, undisturbed: Outcome): string[] {
  const tied = ofChurn.has(view) ? unsureOf(plan, disturbed) : new Set<string>();
  const rowsOf = ({ surroundings }: Outcome): ReadonlyMap<string, Row> =>
    new Map(
      [...surroundings.tables.view(view)].filter(
        ([, { values }]) => !tied.has(String(values["home_id"])) && !isOfNewTime(plan, values),
      ),
    );
  const [expected, actual] = [rowsOf(undisturbed), rowsOf(disturbed)];
  const problems: string[] = [];
  for (const [key, row] of expected) {
    const other = actual.get(key);
    if (other === undefined) problems.push(`${view}: ${key} is missing`);
    else {
      const [wanted, got] = [textOf(row), textOf(other)];
      if (wanted !== got) problems.push(`${view}: ${key} is\n    ${got}\n  and not\n    ${wanted}`);
    }
  }
  for (const key of actual.keys())
    if (!expected.has(key)) problems.push(`${view}: ${key} should not be there`);
  return problems;
}

/** A copy that comes after its gateway's new time began, of a report that came before, counts again (README, "Known"). */
const isOfNewTime = ({ duplicates }: Plan, values: Row["values"]): boolean =>
  duplicates > 0 && Number(values["clock_epoch"] ?? 0) > 0;

/** How a fact came to be a row: of the run, not of the fact. */
const excepted = /^(kafka_.*|received_at|row_version)$/;

function textOf({ view, values }: Row): string {
  const content = view === "home_window" ? contentOf(values as unknown as HomeWindow) : values;
  const { flags, ...rest } = content as Record<string, unknown>;
  // Whose message has no time has that of its receipt.
  const hasOwnTime = rest["time_quality"] === undefined || rest["time_quality"] === "reported";
  const kept = Object.entries(rest).filter(
    ([name]) => !excepted.test(name) && (hasOwnTime || name !== "observed_at"),
  );
  const told = Array.isArray(flags) ? flags.filter((flag) => flag !== "redelivered") : [];
  return JSON.stringify([...kept, ["flags", told]]);
}
