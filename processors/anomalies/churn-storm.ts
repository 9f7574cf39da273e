/**
 * Churn storm: so many joins and leaves within five minutes that this home's hour of the day does not explain it (tail
 * of a negative binomial below 1e-6), of at least five identities. A randomized address that continues another is no
 * join; a table that a reboot emptied is one event.
 */
import type { AssociationChange } from "#schemas/association-change.ts";
import { negativeBinomialTail } from "./negative-binomial.ts";
import type { Judgement, Reading } from "./reading.ts";

export interface ChurnTrend {
  /** Five minutes under way, since the epoch. */
  slot: number;
  /** Joins and leaves in it. */
  changes: number;
  /** Whose. */
  readonly identities: string[];
  /** Usual changes in five minutes by hour of the day (UTC), weekdays then weekends, in hundredths. */
  readonly usual: number[];
  /** Slots learned. */
  learned: number;
}

const alertClass = "churn_storm";
const slotMs = 300_000;
const highestChance = 1e-6;
const fewestIdentities = 5;
/** What is usual in a home nothing is known of. */
const prior = 50;
/** Variance is mean + mean^2 / shape: homes come and go together. */
const shape = 1;
/** Slots (of 12 an hour, some days) after which the usual no longer moves faster. */
const memory = 240;
const identityLimit = 64;

export function createChurnTrend(): ChurnTrend {
  return { slot: 0, changes: 0, identities: [], usual: [], learned: 0 };
}

/** Counts a change; judges the home by the five minutes so far. */
export function noteChurn(trend: ChurnTrend, change: AssociationChange): Judgement | null {
  const { kind, continues_mac: continues, sta_mac: mac, home_id: homeId, observed_at: at } = change;
  if ((kind !== "join" && kind !== "leave") || continues !== null) return null;
  startSlot(trend, at);
  trend.changes += 1;
  if (!trend.identities.includes(mac) && trend.identities.length < identityLimit) trend.identities.push(mac);
  const chance = negativeBinomialTail(trend.changes, usualAt(trend, trend.slot) / 100, shape);
  const isStorm = trend.identities.length >= fewestIdentities && chance < highestChance;
  return {
    alertClass,
    rule: null,
    breaches: isStorm ? [readingOf(homeId, trend)] : [],
    otherwise: () => null,
  };
}

/** Time goes on: five minutes that ended are judged, and learned. */
export function judgeChurn(trend: ChurnTrend, atMs: number): Judgement {
  const isOver = trend.slot !== 0 && Math.floor(atMs / slotMs) > trend.slot;
  if (isOver) startSlot(trend, atMs);
  return { alertClass, rule: null, breaches: [], otherwise: () => (isOver ? "clear" : null) };
}

function startSlot(trend: ChurnTrend, atMs: number): void {
  const slot = Math.floor(atMs / slotMs);
  if (slot <= trend.slot) return;
  if (trend.slot !== 0) learn(trend, trend.slot, trend.changes);
  // Slots in between had none; a long gap says nothing of them.
  for (let empty = Math.max(trend.slot + 1, slot - 12); trend.slot !== 0 && empty < slot; empty += 1)
    learn(trend, empty, 0);
  Object.assign(trend, { slot, changes: 0 });
  trend.identities.length = 0;
}

function learn(trend: ChurnTrend, slot: number, changes: number): void {
  while (trend.usual.length < 48) trend.usual.push(prior);
  const place = placeOf(slot);
  const usual = trend.usual[place] ?? prior;
  // Every hour of the day is learned in a 48th of the time.
  const pace = Math.min(memory, 12 + trend.learned / 48);
  trend.usual[place] = usual + Math.round((100 * changes - usual) / pace);
  trend.learned += 1;
}

const usualAt = ({ usual }: ChurnTrend, slot: number): number => Math.max(5, usual[placeOf(slot)] ?? prior);

/** 1970-01-01 was a Thursday. */
function placeOf(slot: number): number {
  const hour = Math.floor((slot * slotMs) / 3_600_000);
  const day = (Math.floor(hour / 24) + 4) % 7;
  return (hour % 24) + (day === 0 || day === 6 ? 24 : 0);
}

function readingOf(homeId: string, trend: ChurnTrend): Reading {
  const usual = usualAt(trend, trend.slot) / 100;
  return {
    alertClass,
    rule: null,
    subjectKind: "home",
    subject: homeId,
    endpointId: null,
    severity: "minor",
    summary: `${trend.changes} joins and leaves of ${trend.identities.length} stations within five minutes.`,
    value: trend.changes,
    threshold: null,
    baseline: usual,
    unit: "changes",
    coverage: null,
    evidence: { identities: trend.identities.length },
    labels: {},
  };
}
