/**
 * Puts one profile on one agent. In this order, and what a stop between two steps leaves:
 * 1. listen to the topic of the reports (nothing has changed);
 * 2. Get what is there and plan (nothing has changed);
 * 3. apply the plan, request by request; Enable comes last (an agent stopped here reports nothing new, and the next
 *    run finds what was made by Get and goes on);
 * 4. Get again: the plan must now be empty;
 * 5. wait for reports.
 */
import type { BodyToEncode, MessageBody } from "#proto/message.ts";
import type { AgentAddress, Answer } from "./agent-session.ts";
import { DataModel } from "./data-model.ts";
import { toLines } from "./difference.ts";
import { type Plan, planProvisioning, readPaths, type Wanted } from "./plan.ts";
import { newProfile, type Step } from "./step.ts";
import { errorAdvice, errorSentence } from "./steps/error-sentence.ts";
import { getRequest, type Outcome, readAnswer, toRequest, withoutOptional } from "./steps/messages.ts";

/** An agent, and the topics by which it may be asked: the first that is answered is used from then on. */
export interface Agent {
  readonly endpointId: string;
  readonly topics: readonly [string, ...string[]];
}

/** What the world does for it. */
export interface ProvisionPorts {
  request(agent: AgentAddress, body: BodyToEncode): Promise<Answer>;
  /** What is about to be done, before it is. */
  showDifference(endpointId: string, profile: string, difference: readonly string[]): void;
  /** Listens to a topic from now on. */
  watchReports(topic: string): Promise<ReportWatch>;
}

export interface ReportWatch {
  /** The next report from now on, not a retained one; null when none comes in time. */
  next(withinMs: number): Promise<{ readonly afterMs: number; readonly sizeBytes: number } | null>;
  close(): Promise<void>;
}

export interface ProvisionOptions {
  /** Nothing is sent but Gets. */
  readonly dryRun: boolean;
  /** Reporting intervals in which a report must come; 0: not waited for. */
  readonly verifyIntervals: number;
}

export interface Provisioned {
  readonly endpointId: string;
  readonly profile: string;
  readonly outcome: "changed" | "unchanged" | "planned" | "failed";
  /** What happened, or why it failed. */
  readonly sentence: string;
  /** What is different, a line each. */
  readonly difference: readonly string[];
  /** What was left out, and what could not be looked at. */
  readonly notes: readonly string[];
  /** Of a dry run: the requests, in order. A new row is `{i}` until the agent has named it. */
  readonly requests: readonly BodyToEncode[];
}

/** The agents' answer may take its time; then a report is due after so many intervals and this. */
const reportSlackMs = 5000;
/** Longer than this nobody is made to wait for a report. */
const maxReportWaitMs = 600_000;

/** Never rejects: what goes wrong is told in the result. */
export async function provision(
  { endpointId, topics }: Agent,
  wanted: Wanted,
  options: ProvisionOptions,
  ports: ProvisionPorts,
): Promise<Provisioned> {
  const result = resultOf(endpointId, wanted);
  const { agent, plan } = await firstPlan(endpointId, topics, wanted, ports);
  if (!plan.ok) return result("failed", plan.sentence);
  const { steps, notes } = plan;
  const difference = toLines(steps);
  if (options.dryRun) {
    const requests = steps.map((step) => toRequest(step));
    const sentence = steps.length === 0 ? "nothing would change" : `${steps.length} requests would be sent`;
    return result("planned", sentence, { difference, notes, requests });
  }
  if (steps.length > 0) ports.showDifference(endpointId, wanted.profile.name, difference);
  const waitMs = reportWaitMs(wanted, options);
  const watch =
    waitMs > 0 && wanted.publishTopic !== null ? await ports.watchReports(wanted.publishTopic) : null;
  try {
    const applied = await apply(agent, steps, ports);
    const told = { difference, notes: [...notes, ...applied.notes] };
    if (applied.failure !== null) return result("failed", applied.failure, told);
    const left = steps.length === 0 ? null : await whatIsLeft(agent, wanted, ports);
    if (left !== null) return result("failed", left, told);
    const reports = await reportsArrive(watch, waitMs, wanted);
    if (!reports.ok) return result("failed", reports.sentence, told);
    const [outcome, what] =
      steps.length === 0 ? (["unchanged", "nothing to change"] as const) : (["changed", "done"] as const);
    return result(outcome, `${what}; ${reports.sentence}`, told);
  } finally {
    await watch?.close();
  }
}

const resultOf =
  (endpointId: string, { profile }: Wanted) =>
  (outcome: Provisioned["outcome"], sentence: string, more: Partial<Provisioned> = {}): Provisioned => ({
    endpointId,
    profile: profile.name,
    outcome,
    sentence,
    difference: [],
    notes: [],
    requests: [],
    ...more,
  });

/** Finds the topic that the agent answers; one that is alone is tried twice, for a Get may be. */
async function firstPlan(
  endpointId: string,
  topics: Agent["topics"],
  wanted: Wanted,
  ports: ProvisionPorts,
): Promise<{ agent: AgentAddress; plan: Plan }> {
  const [topic, other = topic] = topics;
  const agent = { endpointId, topic };
  const answer = await read(agent, wanted, ports);
  if (answer.ok) return { agent, plan: toPlan(answer.body, wanted) };
  const otherwise = { endpointId, topic: other };
  const second = await read(otherwise, wanted, ports);
  return second.ok ? { agent: otherwise, plan: toPlan(second.body, wanted) } : { agent, plan: answer };
}

const read = (agent: AgentAddress, { profile }: Wanted, ports: ProvisionPorts): Promise<Answer> =>
  ports.request(agent, getRequest(readPaths(profile)));

function toPlan(body: MessageBody, wanted: Wanted): Plan {
  if (body.kind === "error") {
    const { code, message } = body;
    return {
      ok: false,
      sentence: `the agent refuses to be read: ${errorAdvice({ path: "", code, message })}`,
    };
  }
  if (body.kind !== "response" || body.name !== "get_resp") {
    return { ok: false, sentence: `the agent answered a Get with another message (${body.kind})` };
  }
  return planProvisioning(new DataModel(body.content), wanted);
}

interface Applied {
  readonly failure: string | null;
  readonly notes: readonly string[];
}

/** Sends step after step; the first failure ends it. */
async function apply(agent: AgentAddress, steps: readonly Step[], ports: ProvisionPorts): Promise<Applied> {
  const notes: string[] = [];
  let profile = newProfile;
  for (const step of steps) {
    const outcome = await applyStep(agent, step, profile, ports);
    if (typeof outcome === "string") return { failure: outcome, notes };
    notes.push(...outcome.refused.map((error) => `left out: ${errorSentence(error)}`));
    const [problem] = outcome.problems;
    if (problem !== undefined) return { failure: outcome.problems.map(errorAdvice).join("; "), notes };
    profile = outcome.created.find((path) => profileRow.test(path)) ?? profile;
  }
  return { failure: null, notes };
}

const profileRow = /^Device\.BulkData\.Profile\.[0-9]+\.$/;

/** A step that is refused with optional parameters in it is sent again without them. A sentence where there is no answer. */
async function applyStep(
  agent: AgentAddress,
  step: Step,
  profile: string,
  ports: ProvisionPorts,
): Promise<Outcome | string> {
  const outcome = await send(agent, step, profile, ports);
  if (typeof outcome === "string" || outcome.problems.length === 0) return outcome;
  const without = withoutOptional(step);
  if (without === null || outcome.created.length > 0) return outcome;
  const again = await send(agent, without, profile, ports);
  if (typeof again === "string") return again;
  return { ...again, refused: [...again.refused, ...(again.problems.length === 0 ? outcome.problems : [])] };
}

async function send(
  agent: AgentAddress,
  step: Step,
  profile: string,
  ports: ProvisionPorts,
): Promise<Outcome | string> {
  const answer = await ports.request(agent, toRequest(step, profile));
  if (!answer.ok) return answer.sentence;
  return readAnswer(answer.body) ?? `the agent answered a request to ${step.kind} with another message`;
}

/** After everything was accepted: what the agent holds must be what is wanted. */
async function whatIsLeft(
  agent: AgentAddress,
  wanted: Wanted,
  ports: ProvisionPorts,
): Promise<string | null> {
  const answer = await read(agent, wanted, ports);
  const plan = answer.ok ? toPlan(answer.body, wanted) : answer;
  if (!plan.ok) return `everything was accepted, but it can't be verified: ${plan.sentence}`;
  const lines = toLines(plan.steps);
  return lines.length === 0
    ? null
    : `everything was accepted, but the agent still differs: ${lines.join("; ")}`;
}

function reportWaitMs({ profile }: Wanted, { verifyIntervals }: ProvisionOptions): number {
  const wait = verifyIntervals * profile.reportingIntervalSeconds * 1000;
  return wait === 0 || wait > maxReportWaitMs ? 0 : wait + reportSlackMs;
}

type Arrived = { readonly ok: boolean; readonly sentence: string };

async function reportsArrive(watch: ReportWatch | null, waitMs: number, wanted: Wanted): Promise<Arrived> {
  const { publishTopic, profile } = wanted;
  if (publishTopic === null) return { ok: true, sentence: "reports go by HTTP and were not waited for" };
  const every = `every ${profile.reportingIntervalSeconds} s`;
  if (watch === null) return { ok: true, sentence: `reports come ${every} and were not waited for` };
  const report = await watch.next(waitMs);
  if (report === null) {
    const sentence = `no report arrived at ${publishTopic} within ${waitMs / 1000} s, though one is due ${every}: may the gateway publish there, and has ${profile.settings["MQTT.Reference"]} a connection?`;
    return { ok: false, sentence };
  }
  const seconds = (report.afterMs / 1000).toFixed(1);
  return { ok: true, sentence: `a report of ${report.sizeBytes} bytes came after ${seconds} s` };
}
