/** A broker's word on who is connected, as an event: no Record said so, and no time is told. */
import { type Admitted, arrivalFlags, type ReceivedMessage } from "./admit.ts";
import type { Origin } from "./event.ts";
import type { Identity } from "./identity.ts";
import type { Outcome } from "./outcome.ts";
import { connection } from "./usp-record.ts";

/** Online for `1`, offline for `0`; the payload is the notification's value. */
export function statusOutcome(
  message: ReceivedMessage,
  { endpointId, connected }: Extract<Admitted, { kind: "status" }>,
  identity: Identity,
): Outcome {
  const origin: Origin = {
    endpointId,
    homeId: identity.homeOf(endpointId),
    source: "mqtt-status",
    profileId: "",
    msgId: null,
    receivedAt: message.receivedAt,
    arrival: message.arrival,
    flags: arrivalFlags(message),
  };
  const said = { name: "mqtt_status", value: connected ? "1" : "0" };
  return connection(origin, connected ? "online" : "offline", said);
}
