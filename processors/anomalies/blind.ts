/**
 * Blind: most gateways of a partition have fallen silent at once. Homes are spread over partitions by a hash of their
 * ids, so no cause out there picks most of one: it is rather our intake that does not hear them. One alert is told for
 * all of them; what any of them is told for later begins when the others are heard again.
 */
import type { Alert } from "#schemas/alert.ts";
import { type Cause, episodeIdOf, fingerprintOf, toAlert } from "./alert.ts";
import { binomialTail } from "./binomial.ts";
import { createEpisode, type Episode, isOver, type Look, lookAt, type OpenEpisode } from "./episode.ts";
import { policies } from "./policy.ts";
import { type Reading, type Subject, subjectKey } from "./reading.ts";

/** Gateways of a partition that are not known to be silent. */
export interface Hearing {
  /** Quiet for half as long as makes them silent, or longer. */
  readonly overdue: number;
  /** Heard since. */
  readonly heard: number;
}

/** Of gateways with which nothing is wrong so many are overdue at any moment: cuts of a line, restarts. */
const overdueShare = 0.02;
/** Six of six, seven of ten; of more gateways the majority decides. */
const beyondChance = 1e-9;

/** Whether so many overdue are no chance, and most of all. */
export const isBeyondChance = ({ overdue, heard }: Hearing): boolean =>
  overdue > heard && binomialTail(overdue, overdue + heard, overdueShare) < beyondChance;

const subjectOf = (partition: number): Subject => ({
  alertClass: "blind",
  rule: null,
  subjectKind: "partition",
  subject: String(partition),
  endpointId: null,
});

/** The partition's alert, while it is raised. */
export const blindEpisode = (episodes: ReadonlyMap<string, Episode>, partition: number): OpenEpisode | null =>
  episodes.get(subjectKey(subjectOf(partition)))?.open ?? null;

/** How it is with a partition: most are not heard; they are heard again, and who is not is waited for; or well. */
export type Phase = "blind" | "returning" | "well";

/** Takes a look into the partition's episodes: what is to be told. A phase told once is not told again. */
export function watchHearing(
  episodes: Map<string, Episode>,
  phase: Phase,
  hearing: Hearing,
  partition: number,
  cause: Cause,
): Alert[] {
  const subject = subjectOf(partition);
  const key = subjectKey(subject);
  const episode = episodes.get(key) ?? createEpisode(subject, cause.at);
  const look: Look =
    phase === "well" ? { kind: "clear" } : { kind: "breach", reading: readingOf(subject, phase, hearing) };
  const newId = (): string => episodeIdOf(fingerprintOf(cause.homeId, subject), cause);
  const transition = lookAt(episode, look, cause.at, policies.blind, newId);
  if (isOver(episode)) episodes.delete(key);
  else episodes.set(key, episode);
  return transition === null ? [] : [toAlert(transition, cause)];
}

function readingOf(subject: Subject, phase: Exclude<Phase, "well">, { overdue, heard }: Hearing): Reading {
  const of = `of ${overdue + heard} gateways of partition ${subject.subject}`;
  return {
    ...subject,
    severity: phase === "blind" ? "critical" : "warning",
    summary:
      phase === "blind"
        ? `${overdue} ${of} fell silent at once: rather we do not hear them.`
        : `${heard} ${of} are heard again after most were not.`,
    value: overdue,
    threshold: null,
    baseline: null,
    unit: "gateways",
    coverage: null,
    evidence: { overdue, heard },
    labels: {},
  };
}
