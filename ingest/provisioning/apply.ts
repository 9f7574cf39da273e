/** Sends a plan, request by request, and reads what became of each. */
import type { BodyToEncode } from "#proto/message.ts";
import type { AgentAddress, Answer } from "./agent-session.ts";
import type { PathError } from "./data-model.ts";
import { newProfile, type Step, type Writing } from "./step.ts";
import { errorAdvice, errorSentence } from "./steps/error-sentence.ts";
import { type Outcome, readAnswer, toRequest, withoutOptional } from "./steps/messages.ts";

/** Asks an agent; never rejects. */
export type Request = (agent: AgentAddress, body: BodyToEncode) => Promise<Answer>;

/** What came of a plan. */
export interface Applied {
  readonly failure: string | null;
  /** Whether the agent took anything. */
  readonly changed: boolean;
  readonly notes: readonly string[];
}

/** Sends step after step; the first failure ends it. */
export async function apply(agent: AgentAddress, steps: readonly Step[], request: Request): Promise<Applied> {
  const notes: string[] = [];
  let profile = newProfile;
  let changed = false;
  for (const step of steps) {
    const outcome = await applyStep(agent, step, profile, request);
    if (typeof outcome === "string") return { failure: outcome, notes, changed };
    notes.push(...outcome.refused.map((error) => `left out: ${errorSentence(error)}`));
    const [problem] = outcome.problems;
    if (problem !== undefined)
      return { failure: outcome.problems.map(errorAdvice).join("; "), notes, changed };
    profile = outcome.created.find((path) => profileRow.test(path)) ?? profile;
    changed ||= outcome.took;
  }
  return { failure: null, notes, changed };
}

const countSettings = (step: Writing): number =>
  step.objects.reduce((count, { settings }) => count + settings.length, 0);

const profileRow = /^Device\.BulkData\.Profile\.[0-9]+\.$/;

/** What came of a step, and whether the agent took anything of it. */
type AppliedStep = Outcome & { readonly took: boolean };

/**
 * A step that is refused with optional parameters in it is sent again without those that the refusal names, or without
 * any where it names none, until it is taken or nothing is left to leave out. A sentence where there is no answer.
 */
async function applyStep(
  agent: AgentAddress,
  step: Step,
  profile: string,
  request: Request,
): Promise<AppliedStep | string> {
  const leftOut: PathError[] = [];
  for (let current = step; ;) {
    const outcome = await send(agent, current, profile, request);
    if (typeof outcome === "string") return outcome;
    const { created, problems, refused } = outcome;
    const took = current.kind !== "set" || countSettings(current) > refused.length;
    if (problems.length === 0 || created.length > 0) {
      return { ...outcome, refused: [...leftOut, ...refused], took };
    }
    const less = withoutOptional(current, problems);
    if (less === null) return { ...outcome, took };
    leftOut.push(...problems);
    if (less.objects.length === 0) return { created, problems: [], refused: leftOut, took: false };
    current = less;
  }
}

async function send(
  agent: AgentAddress,
  step: Step,
  profile: string,
  request: Request,
): Promise<Outcome | string> {
  const answer = await request(agent, toRequest(step, profile));
  if (!answer.ok) return answer.sentence;
  return readAnswer(answer.body) ?? `the agent answered a request to ${step.kind} with another message`;
}
