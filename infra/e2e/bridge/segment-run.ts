/** A gateway that publishes messages in segments, and what of it is in Kafka. */
import type { StackAddresses } from "#infra/local/stack.ts";
import { encodeMessage } from "#proto/message.ts";
import { encodeRecord } from "#proto/record.ts";
import type { RecordType, SessionContext } from "#proto/record-type.ts";
import { deadLetterHeader } from "#schemas/dead-letter.ts";
import { topics } from "#schemas/topics.ts";
import { bridgeConfig, connectGateway, eventsOf, newRun, type readLog } from "./bridge-run.ts";

/** A Record to the controller, as bytes. */
export const recordOf = (fromId: string, type: RecordType): Buffer =>
  Buffer.from(
    encodeRecord({ version: "1.3", toId: "controller", fromId, payloadSecurity: "plaintext", type }),
  );

/** A value's change in three Records, its sequence ids from `firstId` on. */
export function segments(fromId: string, value: string, firstId = 1n): Buffer[] {
  const notification = { kind: "value_change", parameterPath: "Device.X", value } as const;
  const notify = { subscriptionId: "sub", sendResp: false, notification };
  const whole = encodeMessage({ msgId: `m-${value}`, body: { kind: "notify", notify } });
  const states = ["begin", "inprocess", "complete"] as const satisfies SessionContext["sarState"][];
  const length = Math.ceil(whole.length / states.length);
  return states.map((sarState, index) =>
    recordOf(fromId, {
      kind: "session_context",
      sessionId: 5n,
      sequenceId: firstId + BigInt(index),
      expectedId: 0n,
      retransmitId: 0n,
      sarState,
      payloadRecSarState: sarState,
      payload: [whole.subarray(index * length, (index + 1) * length)],
    }),
  );
}

/** A run with its topics, a gateway that publishes, and what of it is in Kafka. */
export async function openSegmentRun(
  stack: StackAddresses,
  log: Pick<Awaited<ReturnType<typeof readLog>>, "records">,
) {
  const name = newRun();
  const endpoint = `os::${name}`;
  const gateway = await connectGateway(stack);
  return {
    endpoint,
    config: bridgeConfig(stack, name),
    publish: async (...payloads: readonly (Buffer | undefined)[]): Promise<void> => {
      for (const payload of payloads)
        await gateway.publishAsync(`${name}/controller/${endpoint}`, payload ?? Buffer.alloc(0), { qos: 1 });
    },
    // Only what names this run is decoded: the log is that of all tests.
    events: () =>
      eventsOf(
        log.records.filter(({ value }) => value?.includes(name)),
        name,
      ).filter(({ kind }) => kind !== "tick"),
    letters: () =>
      log.records.filter(
        ({ topic, headers }) =>
          topic === topics.deadLetter.name && headers.get(deadLetterHeader.topic)?.startsWith(name),
      ),
    close: () => gateway.endAsync(),
  };
}
