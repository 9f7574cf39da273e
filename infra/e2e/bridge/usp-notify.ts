/** A Record with a ValueChange notification: one value a test can recognize. */
import { encodeMessage } from "#proto/message.ts";
import { encodeRecord } from "#proto/record.ts";

/** `from` is the endpoint id; the message's id follows from the value. */
export const valueChange = (from: string, value: string): Buffer =>
  Buffer.from(
    encodeRecord({
      version: "1.3",
      toId: "controller",
      fromId: from,
      payloadSecurity: "plaintext",
      type: {
        kind: "no_session_context",
        payload: encodeMessage({
          msgId: `m-${value.slice(0, 100)}`,
          body: {
            kind: "notify",
            notify: {
              subscriptionId: "sub",
              sendResp: false,
              notification: { kind: "value_change", parameterPath: "Device.X", value },
            },
          },
        }),
      },
    }),
  );
