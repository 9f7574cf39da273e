/** What the other endpoints of a home mean for who left one of them. */
import { idleLimitMs } from "#processors/cadence/idle-limit.ts";
import type { LeaveRule } from "#processors/churn/presence.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { Step } from "./step.ts";

/** The home's other endpoints. */
export const othersOf = ({ endpoints }: HomeState, here: EndpointState): EndpointState[] =>
  [...endpoints.values()].filter((other) => other !== here);

/**
 * After how many reports who is missing has left. Whose row is gone at one endpoint may be at another one by now, which
 * has to have its say first: there a notified deletion does not shorten the wait.
 */
export const leaveRule = (hasOthers: boolean, { settings }: Step): LeaveRule => ({
  reports: settings.window.leaveAfterReports,
  whenDeleted: hasOthers ? settings.window.leaveAfterReports : 1,
});

/** Whether an endpoint has been quiet about somebody, by the time of a report, for longer than it is waited for. */
export const isQuiet = (
  { gapMs }: { readonly gapMs: number | null },
  { seenReceivedAt }: { readonly seenReceivedAt: number },
  { receivedAt }: { readonly receivedAt: number },
  { settings }: Step,
): boolean => receivedAt - seenReceivedAt > idleLimitMs(gapMs, settings.window);
