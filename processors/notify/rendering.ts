/** What a receiver is posted for one transition, by its kind. */
import type { Alert } from "#schemas/alert.ts";
import { toPostableAlert } from "./alertmanager.ts";
import { toCloudEvent } from "./cloud-event.ts";
import type { NotifyTarget } from "./config.ts";
import { toPagerdutyEvent } from "./pagerduty.ts";
import { toTmf642Event } from "./tmf642.ts";

/** One POST. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Null: this receiver is not told of it. Pure: the same alert at the same time is the same bytes. Throws where the alert
 * holds what no text can say, such as a time past the year 275760.
 */
export type Render = (alert: Alert, nowMs: number) => Posting | null;

/** How one receiver is told; `keepMs`: how long an Alertmanager takes an alert to last that it is told once. */
export function createRender(target: NotifyTarget, keepMs: number): Render {
  const json = (path: string, body: unknown): Posting => posting(target, path, "application/json", body);
  const { kind } = target;
  if (kind === "webhook")
    return (alert) => posting(target, "", "application/cloudevents+json", toCloudEvent(alert));
  if (kind === "tmf642")
    return (alert) => {
      const event = toTmf642Event(alert);
      return json(`/listener/${event.eventType.replace("Alarm", "alarm")}`, event);
    };
  if (kind === "pagerduty")
    return (alert) => {
      const event = toPagerdutyEvent(alert, target.routingKey);
      return event === null ? null : json("", event);
    };
  return (alert, nowMs) => {
    const postable = toPostableAlert(alert, nowMs, keepMs);
    return postable === null ? null : json("/api/v2/alerts", [postable]);
  };
}

/** What an Alertmanager is told again at once. */
export interface FiringPosting {
  readonly posting: Posting;
  /** How many alerts are in it. */
  readonly told: number;
  /** Those that can't be rendered, and why. */
  readonly odd: readonly { readonly alert: Alert; readonly detail: string }[];
}

/** An Alertmanager is told again of all these at once; one that can't be rendered keeps none of the others from it. */
export function renderFiring(
  target: NotifyTarget,
  alerts: readonly Alert[],
  nowMs: number,
  keepMs: number,
): FiringPosting {
  const odd: { alert: Alert; detail: string }[] = [];
  const postable = alerts.flatMap((alert) => {
    try {
      return toPostableAlert(alert, nowMs, keepMs) ?? [];
    } catch (error) {
      odd.push({ alert, detail: String(error) });
      return [];
    }
  });
  const path = "/api/v2/alerts";
  return { posting: posting(target, path, "application/json", postable), told: postable.length, odd };
}

function posting(target: NotifyTarget, path: string, contentType: string, body: unknown): Posting {
  return {
    url: path === "" ? target.url : `${target.url.replace(/\/+$/, "")}${path}`,
    headers: { "content-type": `${contentType}; charset=utf-8`, ...target.headers },
    body: JSON.stringify(body),
  };
}
