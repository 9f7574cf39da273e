/** All homes of one partition of `usp.telemetry.v1`: the fold the runtime feeds, cuts and restores. */
import {
  applyTick,
  createCoveredClock,
  decodeClock,
  encodeClock,
  settledWith,
  type CoveredClock,
} from "#processors/cadence/covered-clock.ts";
import type { Applied, Output, PartitionFold, StateRecord } from "#processors/runtime/fold.ts";
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import { type Aside, forHome, isAside } from "#processors/runtime/home-failure.ts";
import type { Tick } from "#schemas/telemetry-event.ts";
import { giveUpAlerts, hearAgain, stepAnomalies } from "./anomaly-step.ts";
import { Agenda } from "./agenda.ts";
import { ClosedWindows } from "./closed-windows.ts";
import { type Moment, partitionId, PartitionHearing } from "./hearing.ts";
import { stepNotice } from "./notice-step.ts";
import { stepReport } from "./report-step.ts";
import { decodeSettings, type FoldSettings } from "./settings.ts";
import { decodeHome, fromRecordBytes, isKnown, parseStateKey } from "./snapshot.ts";
import { createHome, type HomeState } from "./state.ts";
import type { Step } from "./step.ts";
import { StoredState } from "./stored-state.ts";
import { isForgotten, nextIdleAt, nextSettledAt, stepTick } from "./tick-step.ts";
import { takeSize } from "./window-sizes.ts";

/**
 * A fold without any home. Deterministic: the same events at the same offsets give the same outputs. The partition's
 * number is what alerts about it name.
 */
export function createPartitionFold(settings: FoldSettings, partition = 0): PartitionFold {
  return new HomesFold(settings, partition);
}

const nothing: readonly Applied[] = [];

const foldedKinds: readonly FoldEvent["kind"][] = ["report", "object_deletion", "object_creation", "event"];
const isFolded = ({ kind }: FoldEvent): boolean => foldedKinds.includes(kind);

class HomesFold implements PartitionFold {
  #settings: FoldSettings;
  readonly #homes = new Map<string, HomeState>();
  readonly #stored = new StoredState();
  /** Emitted windows whose home's hot state has not been restored (yet), by home. */
  readonly #restored = new Map<string, ClosedWindows>();
  readonly #idle = new Agenda();
  readonly #settled = new Agenda();
  readonly #hearing: PartitionHearing;
  #clock: CoveredClock = createCoveredClock();
  #clockText: string | null = null;

  constructor(settings: FoldSettings, partition: number) {
    this.#settings = settings;
    this.#hearing = new PartitionHearing(partition);
  }

  get homeCount(): number {
    return this.#homes.size;
  }

  apply(event: FoldEvent, offset: number, aside?: Aside): Iterable<Applied> {
    if (event.kind === "tick")
      return event.tick === null ? nothing : this.#tick(event.received_at, event.tick, offset, aside);
    if (!isFolded(event)) return nothing;
    const home = this.#homes.get(event.home_id) ?? createHome(event.home_id);
    if (home.offset >= offset) return nothing;
    takeSize(home, this.#settings.window.sizeMs);
    const settledAt = settledWith(this.#clock, event.received_at);
    const step = this.#step(home.homeId, offset, {
      receivedAt: event.received_at,
      settledAt,
      holdsSilence: false,
    });
    if (event.kind === "report") stepReport(home, event, step);
    else if (!stepNotice(home, event, step)) return nothing;
    stepAnomalies(home, step);
    home.offset = offset;
    this.#homes.set(home.homeId, home);
    this.#schedule(home);
    const { outputs, pastHorizon, isCopy = false } = step;
    return [{ homeId: home.homeId, outputs, pastHorizon, isCopy }];
  }

  configure(settings: string, aside?: Aside): void {
    this.#settings = decodeSettings(settings, this.#settings);
    for (const home of this.#homes.values()) {
      const next = home.offset + 1;
      if (!isAside(aside, home.homeId, next)) forHome(home.homeId, next, () => this.#schedule(home));
    }
  }

  #tick(at: number, tick: Tick, offset: number, aside: Aside | undefined): Iterable<Applied> {
    applyTick(this.#clock, at, tick);
    this.#clockText = null;
    const due = new Set(this.#settled.takeDue(this.#clock.settledAt));
    for (const homeId of this.#idle.takeDue(this.#clock.coveredMs)) due.add(homeId);
    const homeIds = [...due].filter((homeId) => !isAside(aside, homeId, offset)).sort();
    const moment = { at, offset, coveredMs: this.#clock.coveredMs, aside };
    const { holdsSilence, applied } = this.#hearing.listen(this.#homes, homeIds, moment, this.#settings);
    return this.#tickHomes(homeIds, moment, holdsSilence, applied);
  }

  *#tickHomes(
    homeIds: readonly string[],
    { at, offset }: Moment,
    holdsSilence: boolean,
    ofPartition: Applied | null,
  ): Generator<Applied> {
    if (ofPartition !== null) yield ofPartition;
    for (const homeId of homeIds) {
      const home = this.#homes.get(homeId);
      if (home === undefined) continue;
      const { settledAt } = this.#clock;
      const step = this.#step(home.homeId, offset, { receivedAt: at, settledAt, holdsSilence });
      const outputs = forHome(homeId, offset, () => {
        const told = home.offset < offset ? this.#tickHome(home, step) : null;
        if (this.#homes.has(homeId)) this.#schedule(home);
        return told;
      });
      if (outputs !== null) yield { homeId, outputs, pastHorizon: false };
    }
  }

  /** null unless the tick changed the home, or was its last. */
  #tickHome(home: HomeState, step: Step): readonly Output[] | null {
    const changed = stepTick(home, step);
    if (changed) home.offset = step.offset;
    if (!isForgotten(home, this.#clock.coveredMs)) return changed ? step.outputs : null;
    giveUpAlerts(home, step);
    this.#homes.delete(home.homeId);
    this.#idle.forget(home.homeId);
    this.#settled.forget(home.homeId);
    return step.outputs;
  }

  #step(
    homeId: string,
    offset: number,
    given: Pick<Step, "receivedAt" | "settledAt" | "holdsSilence">,
  ): Step {
    const unsaved = this.#stored.unsavedOf(homeId);
    return {
      settings: this.#settings,
      offset,
      clock: this.#clock,
      ...given,
      outputs: [],
      lookedAt: 0,
      pastHorizon: false,
      changed: new Map(),
      unsaved,
    };
  }

  #schedule(home: HomeState): void {
    this.#idle.schedule(home.homeId, nextIdleAt(home, this.#settings.window, this.#clock.coveredMs));
    const settledAt = nextSettledAt(home);
    if (settledAt !== null) this.#settled.schedule(home.homeId, settledAt);
  }

  snapshotHome(homeId: string): readonly StateRecord[] {
    const home = homeId === partitionId ? this.#hearing.state : (this.#homes.get(homeId) ?? null);
    return this.#stored.take(homeId, home);
  }

  restore(key: string, value: Buffer, aside?: Aside): boolean {
    const parsed = parseStateKey(key);
    if (parsed === null) return false;
    const { homeId, windowKey } = parsed;
    if (isAside(aside, homeId, 0)) return true;
    this.#stored.noteRestored(homeId, windowKey);
    return windowKey === null
      ? forHome(homeId, 0, () => this.#restoreHome(homeId, value))
      : this.#restoreWindow(homeId, windowKey, value);
  }

  /** Hot state and emitted windows come in any order. */
  #restoreHome(homeId: string, value: Buffer): boolean {
    const home = decodeHome(value);
    if (home === null) return false;
    if (homeId === partitionId) {
      this.#hearing.restore(home);
      return true;
    }
    this.#hearing.noteRestored(home);
    for (const [key, packed] of this.#restored.get(homeId)?.entries() ?? []) home.closed.set(key, packed);
    this.#restored.delete(homeId);
    this.#homes.set(homeId, home);
    this.#schedule(home);
    return true;
  }

  #restoreWindow(homeId: string, windowKey: string, value: Buffer): boolean {
    if (!isKnown(value)) return false;
    const waiting = this.#restored.get(homeId) ?? new ClosedWindows();
    const closed = this.#homes.get(homeId)?.closed ?? waiting;
    if (closed === waiting) this.#restored.set(homeId, waiting);
    closed.set(windowKey, fromRecordBytes(value));
    return true;
  }

  takeBack(homeId: string, offset: number): void {
    if (homeId === partitionId) return this.#hearing.takeBack(offset);
    const home = this.#homes.get(homeId) ?? createHome(homeId);
    home.offset = offset - 1;
    hearAgain(home, this.#clock.coveredMs);
    this.#homes.set(homeId, home);
    this.#schedule(home);
  }

  clock(): string {
    this.#clockText ??= encodeClock(this.#clock);
    return this.#clockText;
  }

  restoreClock(text: string): void {
    this.#clock = decodeClock(text);
    this.#clockText = null;
  }
}
