/** What a person says of which dead letters are meant, as the selection. */
import { deadLetterReasons, deadLetterStages } from "#schemas/dead-letter.ts";
import { Complaint } from "../complaint.ts";
import { suggest } from "../config/suggest.ts";
import { momentForm, parseDuration, parseMoment } from "../moment.ts";
import type { Selection } from "./selection.ts";

/** As commander gives them. */
export interface SelectionFlags {
  readonly from: string;
  readonly to?: string;
  readonly reason: readonly string[];
  readonly stage: readonly string[];
  readonly endpoint: readonly string[];
  readonly redriven: boolean;
}

/** `names` are letters that are named; a complaint about what can mean no letter. */
export function toSelection(flags: SelectionFlags, names: readonly string[], nowMs: number): Selection {
  const { reason: reasons, stage: stages, endpoint: endpoints, redriven } = flags;
  for (const reason of reasons) checkReason(reason);
  for (const stage of stages) checkStage(stage);
  // A letter that is named is meant whenever it came.
  const fromMs = names.length > 0 && flags.from === "1d" ? 0 : toMoment("--from", flags.from, nowMs);
  const toMs = flags.to === undefined ? null : toMoment("--to", flags.to, nowMs);
  if (fromMs >= (toMs ?? nowMs))
    throw new Complaint(
      `There is no time from --from ${flags.from} to ${toMs === null ? "now" : `--to ${flags.to}`}: the first must be before the other`,
    );
  return { fromMs, toMs, reasons, stages, endpoints, names, redriven };
}

function checkReason(reason: string): void {
  if (deadLetterReasons.some((each) => each === reason)) return;
  const near = suggest(reason, deadLetterReasons);
  throw new Complaint(
    `There is no reason ${reason}: ${near === null ? '"dead-letters list" shows which there are' : `did you mean ${near}?`}`,
  );
}

/** Of what a redrive itself writes there are only marks, and those are no letters. */
const stagesOfLetters = deadLetterStages.filter((stage) => stage !== "redrive");

function checkStage(stage: string): void {
  if (!stagesOfLetters.some((each) => each === stage))
    throw new Complaint(`There is no stage ${stage}: there are ${stagesOfLetters.join(", ")}`);
}

function toMoment(option: string, text: string, nowMs: number): number {
  const ago = parseDuration(text);
  const at = ago === null ? parseMoment(text) : nowMs - ago;
  if (at === null)
    throw new Complaint(`${option} ${text} is no time: ${momentForm}, or how long ago: 2h, 1d`);
  return at;
}
