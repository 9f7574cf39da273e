import { describe, expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "#proto/message.ts";
import { decodeRecord, encodeRecord, type UspRecord } from "#proto/record.ts";
import { AgentSession } from "./agent-session.ts";
import { getRequest } from "./steps/messages.ts";

const controllerId = "self::c";
const agent = { endpointId: "os::a", topic: "agent/os::a" };

/** A session whose time passes when `late` is called, and what it sent. */
function opened(send: (topic: string) => Promise<void> = () => Promise.resolve()) {
  const sent: { topic: string; msgId: string; record: UspRecord }[] = [];
  const sleepers: (() => void)[] = [];
  const session = new AgentSession({
    controllerId,
    runId: "r",
    timeoutMs: 2000,
    sleep: () =>
      new Promise((resolve) => {
        sleepers.push(resolve);
      }),
    async send(topic, bytes) {
      const record = decodeRecord(bytes);
      if (!record.ok || record.value.type.kind !== "no_session_context") throw new Error("no request");
      const message = decodeMessage(record.value.type.payload);
      sent.push({ topic, msgId: message.ok ? message.value.msgId : "", record: record.value });
      await send(topic);
    },
  });
  return { session, sent, late: () => sleepers.forEach((wake) => wake()) };
}

const record = (type: UspRecord["type"], fromId = agent.endpointId, toId = controllerId): Uint8Array =>
  encodeRecord({ version: "1.3", toId, fromId, payloadSecurity: "plaintext", type });

const answer = (msgId: string): Uint8Array =>
  encodeMessage({
    msgId,
    body: { kind: "response", name: "get_resp", content: { req_path_results: [{ requested_path: msgId }] } },
  });

const plain = (msgId: string, ...ids: string[]): Uint8Array =>
  record({ kind: "no_session_context", payload: answer(msgId) }, ...ids);

/** Turns of the event loop enough for whatever was promised. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe("answers", () => {
  test("go to their requests by msg_id, in any order", async () => {
    const { session, sent } = opened();
    const both = [session.request(agent, getRequest(["a"])), session.request(agent, getRequest(["b"]))];
    await settled();
    const [first = "", second = ""] = sent.map(({ msgId }) => msgId);
    session.receive(plain(second));
    session.receive(plain(first));
    const paths = (await Promise.all(both)).map((each) => JSON.stringify(each));
    expect(paths[0]).toContain(`"requested_path":"${first}"`);
    expect(paths[1]).toContain(`"requested_path":"${second}"`);
    expect(sent[0]).toMatchObject({
      topic: agent.topic,
      record: { fromId: controllerId, toId: agent.endpointId },
    });
  });

  test("from another endpoint, to another controller, or unreadable, are none", async () => {
    const { session, sent, late } = opened();
    const asked = session.request(agent, getRequest(["a"]));
    await settled();
    const msgId = sent[0]?.msgId ?? "";
    session.receive(plain(msgId, "os::impostor"));
    session.receive(plain(msgId, agent.endpointId, "self::other"));
    session.receive(plain("another"));
    session.receive(Buffer.from("0"));
    session.receive(record({ kind: "mqtt_connect", version: "5", subscribedTopic: "x" }));
    late();
    expect(await asked).toMatchObject({
      ok: false,
      sentence: expect.stringContaining("no answer from os::a within 2 s"),
    });
    session.receive(plain(msgId));
  });

  test("count in a session context too, when whole", async () => {
    const { session, sent } = opened();
    const asked = session.request(agent, getRequest(["a"]));
    await settled();
    const payload = [answer(sent[0]?.msgId ?? "")];
    const numbers = { sessionId: 2n, sequenceId: 1n, expectedId: 1n, retransmitId: 0n };
    session.receive(
      record({ kind: "session_context", ...numbers, sarState: "none", payloadRecSarState: "none", payload }),
    );
    expect(await asked).toMatchObject({ ok: true });
  });
});

test("a Disconnect record ends every open request to that agent, with its reason", async () => {
  const { session } = opened();
  const asked = session.request(agent, getRequest(["a"]));
  await settled();
  session.receive(record({ kind: "disconnect", reason: "no session contexts", reasonCode: 7106 }));
  expect(await asked).toEqual({
    ok: false,
    sentence: "the agent ended the conversation: no session contexts (7106)",
  });
});

test("a request that can't be published says so", async () => {
  const { session } = opened(() => Promise.reject(new Error("no connection")));
  expect(await session.request(agent, getRequest(["a"]))).toEqual({
    ok: false,
    sentence: "the request could not be published to agent/os::a: no connection",
  });
});
