/**
 * What the bridge relies on from an MQTT broker and the way to it. When a promise is broken, the pipeline loses:
 *
 * 1. Nothing is acknowledged by itself: every message that was read and not yet in Kafka, at each crash.
 * 2. What is not acknowledged comes again to the session's next connection, in its order and before anything newer;
 *    what is acknowledged does not: a report lost, a window revised for nothing, or a home's order.
 * 3. The session keeps what is published while the bridge is away: every report of a restart.
 * 4. The same over a connection that is cut, also while reading is held, and the bridge need not do anything for it:
 *    the bridge goes deaf until somebody restarts it.
 * 5. An acknowledgement of a connection that is gone does nothing (packet ids are given anew): the wrong message is
 *    taken for safe.
 * 6. At most Receive Maximum messages are handed over and unacknowledged, whatever the broker thinks of it: the
 *    bridge's memory while Kafka is away, and more duplicates at its next start than it says.
 * 7. The next message comes when asked for, not before: memory again.
 * 8. What is said goes out while reading is held: ticks stop, and with them every window of every home.
 * 9. Once told to stop reading nothing is handed over or acknowledged any more, what is held included: the message
 *    that came during the shutdown.
 * 10. No subscription before the bridge is ready for it: messages in the wrong order after a reconnect.
 * 11. QoS 0 needs no acknowledgement and takes no place of the others: reading stops for good.
 * 12. Bytes, topic, retain flag and properties come as they were sent: misread reports.
 * 13. What comes again over a cut is known to be the message it was: a gateway that came online twice.
 */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Arrival } from "#ingest/routing.ts";
import { type ContractClock, numbers, until } from "./waiting.ts";

/** A message as a gateway publishes it. */
export interface GatewayMessage {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos?: 0 | 1;
  readonly retain?: boolean;
  readonly properties?: {
    readonly contentType: string;
    readonly responseTopic: string;
    readonly userProperties: Readonly<Record<string, string>>;
  };
}

export interface MqttSourceOptions {
  /** The session's name. */
  readonly clientId: string;
  readonly receiveMaximum: number;
  readonly filters: readonly string[];
  onArrival(arrival: Arrival, next: () => void): void;
  beforeSubscribing(): Promise<void>;
}

/** The connection that reads. */
export interface MqttSource {
  readonly connected: boolean;
  readonly subscribed: boolean;
  stopReading(): void;
  /** The broker keeps the session. */
  close(): Promise<void>;
}

/** The connection that speaks. */
export interface MqttSpeaker {
  readonly connected: boolean;
  /** Resolves when the broker has it. */
  publish(topic: string, payload: string): Promise<void>;
  close(): Promise<void>;
}

/** A broker with the way to it; sessions are kept for at least a minute of its clock. */
export interface MqttBroker extends ContractClock {
  /** MQTT 3.1.1 has no properties. */
  readonly hasProperties: boolean;
  openSource(options: MqttSourceOptions): MqttSource;
  openSpeaker(clientId: string): MqttSpeaker;
  /** As gateways do, one after the other; resolves when the broker has them all. */
  publish(messages: readonly GatewayMessage[]): Promise<void>;
  /** All sources and speakers lose their connection, without a goodbye. */
  cut(): void;
  close(): Promise<void>;
}

/** A source that remembers what was handed over. */
interface Listening {
  readonly source: MqttSource;
  readonly arrivals: Arrival[];
  readonly texts: () => string[];
  /** Each lets the message after its own be read, where `hold` keeps it back. */
  readonly nexts: (() => void)[];
  /** The last of them. */
  readonly goOn: () => void;
}

interface ListenOptions {
  readonly receiveMaximum?: number;
  readonly hold?: boolean;
  readonly beforeSubscribing?: () => Promise<void>;
}

/** How long a thing must not happen to count as not happening. */
const quietMs = 150;

export function describeMqttSourceContract(name: string, open: () => Promise<MqttBroker>): void {
  describe(`the MQTT source contract: ${name}`, () => {
    let broker: MqttBroker;
    const opened: { close(): Promise<void> }[] = [];
    beforeAll(async () => {
      broker = await open();
    });
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.close();
    });
    afterAll(() => broker.close());

    const listen = (clientId: string, options: ListenOptions = {}): Listening => {
      const arrivals: Arrival[] = [];
      const nexts: (() => void)[] = [];
      const source = broker.openSource({
        clientId,
        receiveMaximum: options.receiveMaximum ?? 100,
        filters: [`${clientId}/#`],
        onArrival(arrival, next) {
          arrivals.push(arrival);
          nexts.push(next);
          if (options.hold !== true) next();
        },
        beforeSubscribing: options.beforeSubscribing ?? (() => Promise.resolve()),
      });
      opened.push(source);
      const texts = (): string[] => arrivals.map(({ payload }) => payload.toString());
      return { source, arrivals, texts, nexts, goOn: () => nexts.at(-1)?.() };
    };
    const publish = (clientId: string, payloads: readonly string[], qos: 0 | 1 = 1): Promise<void> =>
      broker.publish(payloads.map((payload) => ({ topic: `${clientId}/a`, payload, qos })));
    const arrived = ({ arrivals }: Listening, count: number): Promise<void> =>
      until(broker, `${count} messages handed over`, () => arrivals.length >= count);
    const subscribed = ({ source }: Listening): Promise<void> =>
      until(broker, "subscribed", () => source.subscribed);
    const acknowledge = (arrivals: readonly Arrival[]): void => {
      for (const arrival of arrivals) arrival.acknowledge();
    };
    /** A source that finds `count` messages in its session: a backlog, which brokers deliver differently. */
    const listenToBacklog = async (
      count: number,
      options: ListenOptions = {},
    ): Promise<Listening & { readonly id: string }> => {
      const id = randomUUID();
      const first = listen(id);
      await subscribed(first);
      await first.source.close();
      await publish(id, numbers(count));
      return { id, ...listen(id, options) };
    };

    test("1 nothing is acknowledged by itself: all of it comes again, in order", async () => {
      const first = await listenToBacklog(5);
      await arrived(first, 5);
      await broker.sleep(quietMs);
      await first.source.close();
      const second = listen(first.id);
      await arrived(second, 5);
      await broker.sleep(quietMs);
      expect(second.texts()).toEqual(numbers(5));
    });

    test("2, 3 what was acknowledged does not come again; the rest does, before what came while away", async () => {
      const first = await listenToBacklog(6);
      await arrived(first, 6);
      acknowledge(first.arrivals.slice(0, 4));
      await first.source.close();
      await publish(first.id, numbers(3, 6));
      const second = listen(first.id);
      await arrived(second, 2);
      expect(second.texts().slice(0, 2)).toEqual(["4", "5"]);
      acknowledge(second.arrivals);
      for (let count = 3; count <= 5; count += 1) {
        await arrived(second, count);
        second.arrivals[count - 1]?.acknowledge();
      }
      await second.source.close();
      expect(second.texts()).toEqual(["4", "5", "6", "7", "8"]);
      const third = listen(first.id);
      await subscribed(third);
      await broker.sleep(quietMs);
      expect(third.texts()).toEqual([]);
    });

    test("4, 5, 13 over a cut what is unacknowledged comes again as what it was, and late acknowledgements do nothing", async () => {
      const { id, source, arrivals, texts } = await listenToBacklog(4, { receiveMaximum: 4 });
      await until(broker, "all", () => arrivals.length === 4);
      arrivals[0]?.acknowledge();
      await broker.sleep(quietMs); // A PUBACK under way is lost with its connection.
      broker.cut();
      await until(broker, "all again", () => arrivals.length === 7);
      acknowledge(arrivals.slice(1, 4));
      await broker.sleep(quietMs);
      expect(texts()).toEqual([...numbers(4), "1", "2", "3"]);
      const firsts = arrivals.map(({ first }) => first);
      expect(firsts.slice(4).map((first) => firsts.indexOf(first))).toEqual([1, 2, 3]);
      await source.close();
      const next = listen(id);
      await arrived(next, 3);
      expect(next.texts()).toEqual(["1", "2", "3"]);
    });

    test("4 a cut while a message is held brings it again and reading goes on", async () => {
      const { arrivals, texts, nexts, goOn } = await listenToBacklog(3, { hold: true });
      await until(broker, "the first", () => arrivals.length === 1);
      broker.cut();
      await until(broker, "the first again", () => arrivals.length === 2);
      nexts[0]?.(); // Of the connection that is gone.
      await broker.sleep(quietMs);
      expect(arrivals).toHaveLength(2);
      goOn();
      await until(broker, "the second", () => arrivals.length === 3);
      goOn();
      await until(broker, "the third", () => arrivals.length === 4);
      expect(texts()).toEqual(["0", "0", "1", "2"]);
    });

    test("6 no more than Receive Maximum are unacknowledged, and each acknowledgement brings one", async () => {
      const listening = await listenToBacklog(10, { receiveMaximum: 3 });
      for (let acknowledged = 0; acknowledged < 10; acknowledged += 1) {
        await arrived(listening, Math.min(acknowledged + 1, 10));
        if (acknowledged < 2) await broker.sleep(quietMs);
        expect(listening.arrivals.length).toBeLessThanOrEqual(acknowledged + 3);
        listening.arrivals[acknowledged]?.acknowledge();
      }
      expect(listening.texts()).toEqual(numbers(10));
    });

    test("7 the next message comes only when asked for", async () => {
      const listening = await listenToBacklog(3, { hold: true });
      for (let asked = 1; asked <= 3; asked += 1) {
        await arrived(listening, asked);
        if (asked === 1) await broker.sleep(quietMs);
        expect(listening.arrivals).toHaveLength(asked);
        listening.goOn();
      }
      expect(listening.texts()).toEqual(numbers(3));
    });

    test("8 what is said goes out while reading is held", async () => {
      const listening = await listenToBacklog(3, { hold: true });
      await arrived(listening, 1);
      const topic = randomUUID();
      const other = listen(topic);
      await subscribed(other);
      const speaker = broker.openSpeaker(randomUUID());
      opened.push(speaker);
      await until(broker, "the speaker is connected", () => speaker.connected);
      await speaker.publish(`${topic}/said`, "x");
      await arrived(other, 1);
      expect(listening.arrivals).toHaveLength(1);
      expect(listening.source.connected).toBe(true);
    });

    test("9 told to stop reading: nothing more is handed over, and all of it comes again", async () => {
      const first = await listenToBacklog(3, { hold: true });
      await arrived(first, 1);
      first.source.stopReading();
      await broker.sleep(quietMs);
      expect(first.arrivals).toHaveLength(1);
      await first.source.close();
      const second = listen(first.id);
      await arrived(second, 3);
      expect(second.texts()).toEqual(numbers(3));
    });

    test("10 there is no subscription before the caller is ready", async () => {
      const id = randomUUID();
      const { promise: ready, resolve } = Promise.withResolvers<void>();
      const listening = listen(id, { beforeSubscribing: () => ready });
      await until(broker, "connected", () => listening.source.connected);
      await broker.sleep(quietMs);
      expect(listening.source.subscribed).toBe(false);
      await publish(id, ["too early"]);
      resolve();
      await subscribed(listening);
      await publish(id, ["in time"]);
      await arrived(listening, 1);
      expect(listening.texts()).toEqual(["in time"]);
    });

    test("11 QoS 0 needs no acknowledgement and takes nobody's place", async () => {
      const id = randomUUID();
      const listening = listen(id, { receiveMaximum: 1 });
      await subscribed(listening);
      await publish(id, numbers(5), 0);
      await arrived(listening, 5);
      acknowledge(listening.arrivals);
      await publish(id, ["last"]);
      await arrived(listening, 6);
      expect(listening.texts()).toEqual([...numbers(5), "last"]);
      expect(listening.source.connected).toBe(true);
    });

    test("12 bytes, topic, retain flag and properties come as they were sent", async () => {
      const id = randomUUID();
      const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
      await broker.publish([{ topic: `${id}/kept`, payload: "kept", retain: true }]);
      const listening = listen(id);
      await arrived(listening, 1);
      acknowledge(listening.arrivals);
      const properties = {
        contentType: "usp.msg",
        responseTopic: "r/s",
        userProperties: { "usp-received-at": "17" },
      };
      const sent = { topic: `${id}/a/b`, payload: bytes };
      await broker.publish([broker.hasProperties ? { ...sent, properties } : sent]);
      await arrived(listening, 2);
      const [kept, live] = listening.arrivals;
      expect(kept).toMatchObject({ topic: `${id}/kept`, retain: true });
      expect(live).toMatchObject({ topic: `${id}/a/b`, payload: bytes, retain: false });
      const { contentType, responseTopic, userProperties } = broker.hasProperties ? properties : nothing;
      expect(live).toMatchObject({ contentType, responseTopic });
      expect(Object.fromEntries(live?.userProperties ?? [])).toEqual(userProperties);
    });
  });
}

const nothing = { contentType: null, responseTopic: null, userProperties: {} };
