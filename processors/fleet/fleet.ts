/**
 * The fleet stage: what homes' workers say becomes what stands. Alerts of classes that can be fleet-wide are held for
 * some seconds; where too many homes that share something alarm alike they become one alert of the group, and each of
 * theirs is suppressed under it. What falls into maintenance, a group's alert too, is suppressed. Suppressed is not resolved: when its
 * reason ends, an alert that still lasts fires, and many that fire then become one as at first. Alerts of a gateway that inventory says is gone end, and no more come.
 *
 * State is what `usp.alert-state.v1` holds: whatever is said goes there in the same transaction, and is taken back from
 * there. What is held has not been said; it is read again.
 */
import type { Alert, AlertState } from "#schemas/alert.ts";
import { digest } from "#schemas/event-id.ts";
import { epochMs } from "#schemas/units.ts";
import { type Group, GroupCounts, groupKey, groupSpanMs, groupsOf, isFleetClass } from "./group.ts";

export interface FleetDeps {
  /** How long an alert that may be fleet-wide waits for others. */
  readonly holdMs: number;
  /** What inventory says of a home: area, access_node. */
  readonly labelsOf: (homeId: string) => Readonly<Record<string, string>>;
  readonly isInMaintenance: (alert: Alert, atMs: number) => boolean;
  /** Whether inventory says that the alert's gateway was replaced or taken away. */
  readonly isRetired: (alert: Alert, atMs: number) => boolean;
}

/** Where a candidate was read. */
export interface Source {
  readonly partition: number;
  readonly offset: number;
}

/** An alert that lasts. */
interface Standing {
  /** What the home's worker said last. */
  candidate: Alert;
  /** When that was received, by a clock that was not ahead of ours. */
  receivedAt: number;
  /** What was told last; null while it is held. */
  told: Alert | null;
  /** Held until then; null: not held. */
  heldUntil: number | null;
  readonly source: Source;
  readonly groups: readonly Group[];
  parent: Parent | null;
}

/** A group's alert that lasts. */
interface Parent {
  readonly group: Group;
  told: Alert;
  readonly children: Set<Standing>;
  /** Most children at once. */
  peak: number;
}

export class Fleet {
  readonly #deps: FleetDeps;
  readonly #counts = new GroupCounts();
  /** By fingerprint. */
  readonly #standing = new Map<string, Standing>();
  /** The last thing told of alerts that ended, by fingerprint: what is read again is known by it. */
  readonly #past = new Map<string, Alert>();
  /** Received time has come so far; never ahead of our clock, as one bridge's may be. */
  #latest = 0;
  /** By `groupKey`. */
  readonly #parents = new Map<string, Parent>();

  constructor(deps: FleetDeps) {
    this.#deps = deps;
  }

  /** Takes back what was told: all of `usp.alert-state.v1`, in any order. */
  restore(alerts: Iterable<Alert>, atMs: number): void {
    const all = [...alerts];
    const children = Map.groupBy(all, ({ parent_episode_id: parent }) => parent);
    for (const alert of all) {
      if (isGroup(alert)) this.#restoreParent(alert, children.get(alert.episode_id) ?? []);
    }
    for (const alert of all) if (!isGroup(alert)) this.#restoreChild(alert, atMs);
  }

  /** Takes what a home's worker said; returns what is to be told now. */
  take(candidate: Alert, source: Source, atMs: number): readonly Alert[] {
    const { fingerprint } = candidate;
    const standing = this.#standing.get(fingerprint);
    const known = standing?.candidate ?? this.#past.get(fingerprint);
    const receivedAt = Math.min(candidate.received_at, atMs);
    this.#latest = Math.max(this.#latest, receivedAt);
    if (known !== undefined && !isNewer(candidate, known)) return [];
    if (standing === undefined || standing.candidate.episode_id !== candidate.episode_id) {
      const lost = standing === undefined ? [] : this.#endLost(standing, candidate);
      // What inventory has ended stays ended, though its home goes on with the episode.
      const isOver = candidate.state === "resolved" || candidate.episode_id === known?.episode_id;
      if (isOver || this.#deps.isRetired(candidate, atMs)) return lost;
      return [...lost, ...this.#raise(candidate, source, atMs)];
    }
    standing.candidate = candidate;
    standing.receivedAt = receivedAt;
    return candidate.state === "resolved" ? this.#resolve(standing) : this.#change(standing);
  }

  /** Time goes on: what was held long enough is told, maintenance begins and ends, gateways go, groups recover. */
  tick(atMs: number): readonly Alert[] {
    const told: Alert[] = [];
    for (const standing of this.#standing.values()) {
      if (this.#deps.isRetired(standing.candidate, atMs)) {
        told.push(...this.#retire(standing, atMs));
        continue;
      }
      if (isStillHeld(standing, atMs, this.#deps.holdMs)) continue;
      standing.heldUntil = null;
      if (this.#isFreed(standing, atMs)) told.push(...this.#joinAnew(standing, atMs));
    }
    for (const standing of this.#standing.values()) {
      if (standing.heldUntil !== null) continue;
      const state = this.#stateOf(standing, atMs);
      if (standing.told === null) told.push(this.#tellFirst(standing, atMs));
      else if (standing.told.state !== state) told.push(this.#tell(standing, state, atMs));
    }
    for (const parent of this.#parents.values()) {
      told.push(...this.#recover(parent, atMs));
      const isOpen = this.#parents.has(groupKey(parent.group));
      if (isOpen && parent.told.state !== this.#parentState(parent, atMs))
        told.push(this.#tellParent(parent, atMs));
    }
    return told;
  }

  /** Forgets what ended over an hour ago, or what inventory ended a month ago: its home may go on with it. Not before all that was read before a restart has been read again. */
  forget(): void {
    for (const [fingerprint, { received_at: at, summary }] of this.#past) {
      if (at < this.#latest - (summary === retiredSummary ? retiredMs : pastMs))
        this.#past.delete(fingerprint);
    }
  }

  /** Where the oldest held candidate of each partition was read: what lies before has been told. */
  heldFrom(): ReadonlyMap<number, number> {
    const from = new Map<number, number>();
    for (const { heldUntil, source } of this.#standing.values()) {
      if (heldUntil === null) continue;
      from.set(source.partition, Math.min(from.get(source.partition) ?? source.offset, source.offset));
    }
    return from;
  }

  #raise(candidate: Alert, source: Source, atMs: number): Alert[] {
    const groups = this.#groupsOf(candidate);
    const isHeld = groups.length > 0 && !this.#deps.isInMaintenance(candidate, atMs);
    const standing: Standing = {
      candidate,
      receivedAt: Math.min(candidate.received_at, atMs),
      told: null,
      heldUntil: isHeld ? atMs + this.#deps.holdMs : null,
      source,
      groups,
      parent: null,
    };
    this.#standing.set(candidate.fingerprint, standing);
    return isHeld ? this.#join(standing, atMs) : [this.#tellFirst(standing, atMs)];
  }

  #groupsOf(alert: Alert): readonly Group[] {
    return isFleetClass(alert.alert_class) ? groupsOf(alert, this.#deps.labelsOf(alert.home_id)) : [];
  }

  /** Suppressed by a maintenance that is over. */
  #isFreed({ told, parent, candidate }: Standing, atMs: number): boolean {
    return told?.state === "suppressed" && parent === null && !this.#deps.isInMaintenance(candidate, atMs);
  }

  /** As if it had been raised now: with the others of its group, which are free now too. */
  #joinAnew(standing: Standing, atMs: number): Alert[] {
    standing.receivedAt = this.#latest;
    return this.#join(standing, atMs);
  }

  /** Under the alert of a group of its, if there is one, or if this makes too many. */
  #join(standing: Standing, atMs: number): Alert[] {
    const full = standing.groups.filter((group) => this.#counts.note(group, standing.receivedAt));
    const open = standing.groups.find((group) => this.#parents.has(groupKey(group)));
    const parent = open === undefined ? null : (this.#parents.get(groupKey(open)) ?? null);
    if (parent !== null) return [...this.#adopt(parent, standing, atMs), ...this.#grown(parent, atMs)];
    const [group] = full;
    return group === undefined ? [] : this.#openParent(group, atMs);
  }

  #openParent(group: Group, atMs: number): Alert[] {
    const key = groupKey(group);
    const alike = [...this.#standing.values()].filter(({ groups, parent, receivedAt }) => {
      const isRecent = receivedAt > this.#latest - groupSpanMs;
      return isRecent && parent === null && groups.some((each) => groupKey(each) === key);
    });
    const parent: Parent = {
      group,
      told: parentAlert(
        group,
        alike.map(({ candidate }) => candidate),
        atMs,
      ),
      children: new Set(),
      peak: 0,
    };
    this.#parents.set(key, parent);
    parent.told = { ...parent.told, state: this.#parentState(parent, atMs) };
    return [parent.told, ...alike.flatMap((standing) => this.#adopt(parent, standing, atMs))];
  }

  #adopt(parent: Parent, standing: Standing, atMs: number): Alert[] {
    standing.parent = parent;
    standing.heldUntil = null;
    parent.children.add(standing);
    parent.peak = Math.max(parent.peak, parent.children.size);
    return [this.#tell(standing, "suppressed", atMs)];
  }

  /** Told again only when it is worse or has become much more: an outage of thousands is a handful of notifications. */
  #grown(parent: Parent, atMs: number): Alert[] {
    const { told, children } = parent;
    if (severityOf(told, children.size) === told.severity && children.size < 4 * told.children) return [];
    return [this.#tellParent(parent, atMs)];
  }

  #parentState({ told }: Parent, atMs: number): "firing" | "suppressed" {
    return this.#deps.isInMaintenance(told, atMs) ? "suppressed" : "firing";
  }

  /** A tenth of its children, or less than three, are no longer a group. */
  #recover(parent: Parent, atMs: number): Alert[] {
    if (parent.children.size > Math.max(2, parent.peak / 10)) return [];
    this.#parents.delete(groupKey(parent.group));
    const told = [this.#tellParent(parent, atMs, "resolved")];
    for (const child of parent.children) {
      child.parent = null;
      told.push(this.#tell(child, this.#stateOf(child, atMs), atMs));
    }
    return told;
  }

  #change(standing: Standing): Alert[] {
    if (standing.heldUntil !== null) return [];
    const { candidate, told } = standing;
    const state = told?.state === "suppressed" ? "suppressed" : candidate.state;
    return [this.#tell(standing, state, candidate.changed_at)];
  }

  /** One that was held and is over already is told as raised, then as resolved. */
  #resolve(standing: Standing): Alert[] {
    const { candidate, told } = standing;
    const raised = told === null ? [this.#tell(standing, "firing", candidate.raised_at)] : [];
    return [...raised, this.#end(standing, candidate.changed_at)];
  }

  /** Its gateway is gone, so its home's worker will not say that it is over. One that is held was never told. */
  #retire(standing: Standing, atMs: number): Alert[] {
    const { candidate, told } = standing;
    const at = epochMs(atMs);
    standing.candidate = { ...candidate, summary: retiredSummary, cleared_at: at, received_at: at };
    standing.receivedAt = at;
    const resolved = this.#end(standing, atMs);
    return told === null ? [] : [resolved];
  }

  /** Its home is at another episode of it: that it ended got lost. One that is held was never told. */
  #endLost(standing: Standing, { raised_at: nextAt, received_at: receivedAt }: Alert): Alert[] {
    const { candidate, told } = standing;
    const at = Math.max(nextAt, candidate.changed_at);
    standing.candidate = { ...candidate, cleared_at: epochMs(at), received_at: receivedAt };
    const resolved = this.#end(standing, at);
    return told === null ? [] : [resolved];
  }

  #end(standing: Standing, changedAtMs: number): Alert {
    const { fingerprint } = standing.candidate;
    this.#standing.delete(fingerprint);
    standing.parent?.children.delete(standing);
    const resolved = this.#tell(standing, "resolved", changedAtMs);
    this.#past.set(fingerprint, { ...resolved, received_at: epochMs(standing.receivedAt) });
    return resolved;
  }

  #stateOf({ candidate, parent }: Standing, atMs: number): AlertState {
    if (parent !== null || this.#deps.isInMaintenance(candidate, atMs)) return "suppressed";
    return candidate.state;
  }

  /** It was raised when its home says, however long it was held; suppressed it is from now on. */
  #tellFirst(standing: Standing, atMs: number): Alert {
    const { state, changed_at: changedAt } = standing.candidate;
    const own = this.#stateOf(standing, atMs);
    return this.#tell(standing, own, own === state ? changedAt : atMs);
  }

  /** Suppressed by our clock, resolved by the gateway's: what is told next never changed before what was told last. */
  #tell(standing: Standing, state: AlertState, changedAtMs: number): Alert {
    const { candidate, told, parent } = standing;
    const before = told?.episode_id === candidate.episode_id ? told : null;
    standing.told = {
      ...candidate,
      state,
      sequence: before === null ? 0 : before.sequence + 1,
      candidate_sequence: candidate.sequence,
      changed_at: epochMs(Math.max(changedAtMs, before?.changed_at ?? candidate.raised_at)),
      cleared_at: state === "resolved" ? candidate.cleared_at : null,
      labels: { ...candidate.labels, ...this.#deps.labelsOf(candidate.home_id) },
      parent_episode_id: parent?.told.episode_id ?? null,
    };
    return standing.told;
  }

  #tellParent(parent: Parent, atMs: number, state: AlertState = this.#parentState(parent, atMs)): Alert {
    const { told, children, group } = parent;
    const at = epochMs(Math.max(atMs, told.changed_at));
    parent.told = {
      ...told,
      state,
      severity: severityOf(told, children.size),
      sequence: told.sequence + 1,
      changed_at: at,
      cleared_at: state === "resolved" ? at : null,
      summary: summaryOf(group, state === "resolved" ? parent.peak : children.size),
      value: children.size,
      children: children.size,
    };
    return parent.told;
  }

  #restoreParent(told: Alert, children: readonly Alert[]): void {
    if (told.state === "resolved") return;
    const { label = "", value = "", class: alertClass = "" } = told.labels;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own record
    const group = { label, value, alertClass } as Group;
    const peak = Math.max(told.children, mostAtOnce(children));
    this.#parents.set(groupKey(group), { group, told, children: new Set(), peak });
  }

  #restoreChild(told: Alert, atMs: number): void {
    const receivedAt = Math.min(told.received_at, atMs);
    this.#latest = Math.max(this.#latest, receivedAt);
    if (told.state === "resolved") {
      this.#past.set(told.fingerprint, { ...told, received_at: epochMs(receivedAt) });
      return;
    }
    const groups = this.#groupsOf(told);
    const parent =
      [...this.#parents.values()].find((each) => each.told.episode_id === told.parent_episode_id) ?? null;
    const candidate: Alert = {
      ...told,
      sequence: told.candidate_sequence,
      state: told.state === "suppressed" ? "firing" : told.state,
    };
    const standing = {
      candidate,
      receivedAt,
      told,
      heldUntil: null,
      source: { partition: 0, offset: 0 },
      groups,
      parent,
    };
    this.#standing.set(told.fingerprint, standing);
    parent?.children.add(standing);
  }
}

/** Where the clock was set back nothing waits until it has come so far again. */
const isStillHeld = ({ heldUntil }: Standing, atMs: number, holdMs: number): boolean =>
  heldUntil !== null && heldUntil > atMs && heldUntil - atMs <= holdMs;

const retiredSummary = "no longer in the inventory";

/** What ended longer ago is not read again: what is held is held for seconds. */
const pastMs = 3_600_000;
/** An inventory is mended within so long; an episode that its home still goes on with then begins at sequence 0 again. */
const retiredMs = 30 * 86_400_000;

const isGroup = ({ alert_class: alertClass }: Alert): boolean => alertClass === "fleet";

/** How many of these alerts lasted at once, at most: as far as their newest episodes tell. */
function mostAtOnce(alerts: readonly Alert[]): number {
  const steps = alerts.flatMap(({ raised_at: at, cleared_at: end }) => [
    { at, step: 1 },
    ...(end === null ? [] : [{ at: end, step: -1 }]),
  ]);
  let lasting = 0;
  let most = 0;
  for (const { step } of steps.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    lasting += step;
    most = Math.max(most, lasting);
  }
  return most;
}

/** By the log of its home, then by its place within the step. */
function isNewer(candidate: Alert, known: Alert): boolean {
  if (candidate.episode_id === known.episode_id) return candidate.sequence > known.candidate_sequence;
  if (candidate.row_version !== known.row_version) return candidate.row_version > known.row_version;
  return candidate.raised_at > known.raised_at;
}

const words: Readonly<Partial<Record<Alert["alert_class"], string>>> = {
  gateway_silent: "are silent",
  gateway_wide: "have bad Wi-Fi",
  churn_storm: "have a churn storm",
  coverage_fall: "lose reports",
};

const summaryOf = ({ alertClass, label, value }: Group, count: number): string =>
  `${count} homes with ${label}=${value} ${words[alertClass] ?? alertClass} at once.`;

/** Of so many homes that it matters to everybody; an alert keeps the worst it had. */
const severityOf = (told: Alert | null, homes: number): Alert["severity"] =>
  told?.severity === "critical" || homes >= 100 ? "critical" : "major";

function parentAlert(group: Group, children: readonly Alert[], atMs: number): Alert {
  const fingerprint = digest("alert", "fleet", groupKey(group));
  const first = children[0];
  return {
    episode_id: digest("episode", fingerprint, first?.episode_id ?? "", String(atMs)),
    sequence: 0,
    candidate_sequence: 0,
    fingerprint,
    state: "firing",
    alert_class: "fleet",
    rule: null,
    severity: severityOf(null, children.length),
    subject_kind: "group",
    subject: groupKey(group),
    home_id: "",
    endpoint_id: null,
    raised_at: epochMs(atMs),
    changed_at: epochMs(atMs),
    cleared_at: null,
    received_at: epochMs(atMs),
    summary: summaryOf(group, children.length),
    value: children.length,
    threshold: null,
    baseline: null,
    unit: "homes",
    coverage: null,
    evidence: {},
    labels: { class: group.alertClass, label: group.label, value: group.value, [group.label]: group.value },
    parent_episode_id: null,
    children: children.length,
    row_version: 0,
  };
}
