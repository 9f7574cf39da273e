/**
 * What a gateway said of itself, as of any window still open to revision: the newest value of each window, and of all
 * older ones the newest. A value says nothing of the time before it was observed.
 */
import type { FoldEvent } from "#processors/runtime/fold-event.ts";
import type { GatewayFields } from "#processors/windows/home-window.ts";
import type { EndpointState, HomeState } from "./state.ts";

/** A value and its observed time. */
export interface Known<T> {
  readonly at: number;
  readonly value: T;
}

/** Each sorted by time, one value a window. */
export interface GatewayFacts {
  readonly models: Known<string>[];
  readonly versions: Known<string>[];
  /** Seconds. */
  readonly uptimes: Known<number>[];
}

/** A window's time: [startMs, endMs). */
interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export const createGatewayFacts = (): GatewayFacts => ({ models: [], versions: [], uptimes: [] });

/** Takes what a report says of the gateway into the report's window; `keepFrom` is the oldest start that is asked for. */
export function noteGateway(facts: GatewayFacts, event: FoldEvent, span: Span, keepFrom: number): void {
  const { observed_at: at } = event;
  for (const { model_name, software_version, uptime_seconds } of event.gateway) {
    if (model_name !== null) note(facts.models, { at, value: model_name }, span, keepFrom);
    if (software_version !== null) note(facts.versions, { at, value: software_version }, span, keepFrom);
    if (uptime_seconds !== null) note(facts.uptimes, { at, value: uptime_seconds }, span, keepFrom);
  }
}

function note<T>(values: Known<T>[], known: Known<T>, { startMs, endMs }: Span, keepFrom: number): void {
  let count = values.length;
  while (count > 0 && (values[count - 1]?.at ?? 0) >= endMs) count -= 1;
  const last = values[count - 1];
  if (last === undefined || last.at < startMs) values.splice(count, 0, known);
  else if (known.at > last.at || (known.at === last.at && known.value > last.value))
    values[count - 1] = known;
  while ((values[1]?.at ?? keepFrom) < keepFrom) values.shift();
}

/** The gateway's clock was set back: what is known is from before all windows of the new time. */
export function keepAsOld({ models, versions, uptimes }: GatewayFacts): void {
  for (const values of [models, versions]) {
    const last = values.at(-1);
    values.length = 0;
    if (last !== undefined) values.push({ ...last, at: 0 });
  }
  uptimes.length = 0;
}

/** As of the window's end; the uptime only if it was told in the window. */
export function gatewayFieldsAt(home: HomeState, { startMs, endMs }: Span): GatewayFields {
  const told = <T>(pick: (facts: GatewayFacts) => Known<T>[], since: number): T | null => {
    for (const { facts } of gatewaysOf(home)) {
      const known = pick(facts).findLast(({ at }) => at < endMs);
      if (known !== undefined) return known.at >= since ? known.value : null;
    }
    return null;
  };
  return {
    uptime_seconds: told(({ uptimes }) => uptimes, startMs),
    model_name: told(({ models }) => models, Number.NEGATIVE_INFINITY),
    software_version: told(({ versions }) => versions, Number.NEGATIVE_INFINITY),
  };
}

/** The one that the home is named after before its extenders, those by id. */
function gatewaysOf({ homeId, endpoints }: HomeState): EndpointState[] {
  return [...endpoints.values()].sort((a, b) => {
    if (a.endpointId === homeId || b.endpointId === homeId) return a.endpointId === homeId ? -1 : 1;
    return a.endpointId < b.endpointId ? -1 : 1;
  });
}
