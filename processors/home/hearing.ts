/**
 * Who of a partition's gateways has been heard lately, and what is held meanwhile. The partition has a state of its own
 * beside its homes': that of a home without a name. It changes with its alert and goes out with it; its `heardAt` is when.
 *
 * Whether silence is held depends on all homes at once. A replay behind the oldest of their snapshots does not know all
 * of them as they were: there it is held too. What was told then is in the snapshots that went out with it.
 */
import {
  blindEpisode,
  type Hearing,
  isBeyondChance,
  type Phase,
  watchHearing,
} from "#processors/anomalies/blind.ts";
import type { OpenEpisode } from "#processors/anomalies/episode.ts";
import { silenceLimitMs } from "#processors/anomalies/silence.ts";
import type { Applied } from "#processors/runtime/fold.ts";
import { type Aside, forHome, isAside } from "#processors/runtime/home-failure.ts";
import { isHeard, isSaidSilent } from "./anomaly-step.ts";
import { type FoldSettings, rowVersionOf } from "./settings.ts";
import { createHome, type HomeState } from "./state.ts";

/** Covered time for which most must be heard again before whoever is not is silent. */
const returnMs = 180_000;

/** Sorts before every home, and is no home's. */
export const partitionId = "";

/** A tick, as far as it matters here. */
export interface Moment {
  readonly at: number;
  readonly offset: number;
  readonly coveredMs: number;
  /** Homes that are passed over: nothing is heard of them, and nothing missed. */
  readonly aside?: Aside | undefined;
}

export interface Listened {
  /** No gateway is told to be silent that was not before. */
  readonly holdsSilence: boolean;
  /** What the partition itself has to tell; null when its state is as it was. */
  readonly applied: Applied | null;
}

export class PartitionHearing {
  readonly #partition: number;
  #state: HomeState = createHome(partitionId);
  /** Newest offset that a home was restored at. */
  #restoredThrough = -1;

  constructor(partition: number) {
    this.#partition = partition;
  }

  get state(): HomeState {
    return this.#state;
  }

  restore(state: HomeState): void {
    this.#state = state;
  }

  /** It was set aside, and is no more: what lies before `offset` is past. */
  takeBack(offset: number): void {
    this.#state.offset = offset - 1;
  }

  noteRestored({ offset }: HomeState): void {
    this.#restoredThrough = Math.max(this.#restoredThrough, offset);
  }

  /**
   * Looks at all homes where one of those due would be told to be silent, and while the partition is blind. While the partition's
   * own state is set aside, whoever is silent is told.
   */
  listen(
    homes: ReadonlyMap<string, HomeState>,
    due: Iterable<string>,
    moment: Moment,
    settings: FoldSettings,
  ): Listened {
    const { offset, aside } = moment;
    if (isAside(aside, partitionId, offset)) return { holdsSilence: false, applied: null };
    if (offset <= Math.max(this.#restoredThrough, this.#state.offset))
      return { holdsSilence: true, applied: null };
    return forHome(partitionId, offset, () => this.#listen(homes, due, moment, settings));
  }

  #listen(
    homes: ReadonlyMap<string, HomeState>,
    due: Iterable<string>,
    moment: Moment,
    settings: FoldSettings,
  ): Listened {
    const { at, offset, coveredMs } = moment;
    const { episodes } = this.#state.watch;
    const open = blindEpisode(episodes, this.#partition);
    if (open === null && !isAnySilent(homes, due, moment)) return { holdsSilence: false, applied: null };
    const hearing = hearingOf(homes.values(), moment);
    const phase = this.#phaseOf(open, hearing, coveredMs);
    const cause = { homeId: partitionId, at, receivedAt: at, rowVersion: rowVersionOf(settings, offset) };
    const alerts = watchHearing(episodes, phase, hearing, this.#partition, cause);
    const holdsSilence = phase !== "well";
    if (alerts.length === 0) return { holdsSilence, applied: null };
    // Whatever changes is told, and so is in a snapshot.
    this.#state.offset = offset;
    this.#state.heardAt = coveredMs;
    const outputs = alerts.map((value) => ({ topic: "alertCandidate", value }) as const);
    return { holdsSilence, applied: { homeId: partitionId, outputs, pastHorizon: false } };
  }

  #phaseOf(open: OpenEpisode | null, hearing: Hearing, coveredMs: number): Phase {
    if (isBeyondChance(hearing)) return "blind";
    if (open === null) return "well";
    const isReturning = open.reading.severity !== "critical";
    return isReturning && coveredMs >= this.#state.heardAt + returnMs ? "well" : "returning";
  }
}

/** How quiet the gateways of a home are that are not said to be silent; 1: silent from here on. */
function quietOf(home: HomeState, { offset, coveredMs, aside }: Moment): readonly number[] {
  const { homeId, endpoints } = home;
  if (isAside(aside, homeId, offset)) return [];
  return forHome(homeId, offset, () =>
    [...endpoints.values()]
      .filter((endpoint) => isHeard(endpoint) && !isSaidSilent(home, endpoint))
      .map(({ heardAt, gaps, receivedAt }) => (coveredMs - heardAt) / silenceLimitMs(gaps, receivedAt)),
  );
}

function isAnySilent(homes: ReadonlyMap<string, HomeState>, due: Iterable<string>, moment: Moment): boolean {
  for (const homeId of due) {
    const home = homes.get(homeId);
    if (home !== undefined && quietOf(home, moment).some((quiet) => quiet >= 1)) return true;
  }
  return false;
}

function hearingOf(homes: Iterable<HomeState>, moment: Moment): Hearing {
  let overdue = 0;
  let heard = 0;
  for (const home of homes) {
    for (const quiet of quietOf(home, moment)) {
      if (quiet >= 0.5) overdue += 1;
      else heard += 1;
    }
  }
  return { overdue, heard };
}
