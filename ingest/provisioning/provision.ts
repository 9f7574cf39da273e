/**
 * Puts one profile on one agent. In this order, and what a stop between two steps leaves:
 * 1. Get what is there and plan (nothing has changed);
 * 2. listen to the topic of the reports (nothing has changed);
 * 3. apply the plan, request by request; Enable comes last (an agent stopped here reports nothing new, and the next
 *    run finds what was made by Get and goes on);
 * 4. Get again: what is required must now be there;
 * 5. wait for reports.
 */
import type { BodyToEncode, MessageBody } from "#proto/message.ts";
import type { AgentAddress, Answer } from "./agent-session.ts";
import { apply, type Request } from "./apply.ts";
import { DataModel } from "./data-model.ts";
import { toLines } from "./difference.ts";
import { type Plan, planProvisioning, readPaths, type Wanted } from "./plan.ts";
import { reportsArrive, type ReportWatch, reportWaitMs } from "./reports-arrive.ts";
import { errorAdvice } from "./steps/error-sentence.ts";
import { getRequest, requiredPart, toRequest } from "./steps/messages.ts";

/** An agent, and the topics by which it may be asked: the first that is answered is used from then on. */
export interface Agent {
  readonly endpointId: string;
  readonly topics: readonly [string, ...string[]];
}

/** What the world does for it. */
export interface ProvisionPorts {
  readonly request: Request;
  /** What is about to be done, before it is. */
  showDifference(endpointId: string, profile: string, difference: readonly string[]): void;
  /** Listens to a topic from now on. */
  watchReports(topic: string): Promise<ReportWatch>;
  /** Waits for something while others may speak. */
  listen<T>(wait: () => Promise<T>): Promise<T>;
  /** Whether everything is to end, so that waits were cut short. */
  stopped(): boolean;
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
  const waitMs = reportWaitMs(wanted, options.verifyIntervals);
  const watch =
    waitMs > 0 && wanted.publishTopic !== null ? await ports.watchReports(wanted.publishTopic) : null;
  try {
    const applied = await apply(agent, steps, ports.request);
    const told = { difference, notes: [...notes, ...applied.notes] };
    if (applied.failure !== null) return result("failed", applied.failure, told);
    const left = steps.length === 0 ? null : await whatIsLeft(agent, wanted, ports);
    if (left !== null) return result("failed", left, told);
    const reports = await ports.listen(() => reportsArrive(watch, waitMs, wanted, () => ports.stopped()));
    if (!reports.ok) return result("failed", reports.sentence, told);
    if (applied.changed) return result("changed", `done; ${reports.sentence}`, told);
    const what = steps.length === 0 ? "nothing to change" : "the agent takes nothing of what differs";
    return result("unchanged", `${what}; ${reports.sentence}`, told);
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

/** After everything was accepted: what the agent holds must be what is wanted. */
async function whatIsLeft(
  agent: AgentAddress,
  wanted: Wanted,
  ports: ProvisionPorts,
): Promise<string | null> {
  const answer = await read(agent, wanted, ports);
  const plan = answer.ok ? toPlan(answer.body, wanted) : answer;
  if (!plan.ok) return `everything was accepted, but it can't be verified: ${plan.sentence}`;
  const lines = toLines(plan.steps.flatMap((step) => requiredPart(step) ?? []));
  return lines.length === 0
    ? null
    : `everything was accepted, but the agent still differs: ${lines.join("; ")}`;
}
