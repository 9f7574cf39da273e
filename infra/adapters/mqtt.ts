/**
 * MQTT by mqtt.js, with the two things it does not offer (version 5.16.0, guarded by a test):
 * - PUBACKs of our own. It acknowledges QoS 1 by itself as soon as `handleMessage` calls back without an error, and
 *   reads nothing until then. We call back with an error at once, which suppresses the PUBACK, and send it
 *   through `_sendPacket` when Kafka has the message.
 * - Reading that stops: not calling back holds its parser, so TCP pushes back. PINGRESPs are then not read either,
 *   so while reading is held the keepalive is served by hand.
 *
 * The receive maximum is kept here too: mosquitto 2.0 does not keep to it with a backlog, and MQTT 3.1.1 has none.
 */
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from "mqtt";
import type { TlsConfig } from "#schemas/tls.ts";
import { sleep } from "./clock.ts";
import type { Logger } from "./log.ts";
import { type HandedOver, Redelivery } from "./mqtt-redelivery.ts";
import { followRenewal, openMqttTls, secureOptions } from "./mqtt-tls.ts";

/** One publish that arrived. */
export interface Arrival {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly contentType: string | null;
  readonly responseTopic: string | null;
  /** First value of each MQTT 5 user property. */
  readonly userProperties: ReadonlyMap<string, string>;
  /**
   * Stands for the message: the same when the broker sends it again after a connection was lost. Who takes it may note
   * something there: a map by this object would cost the collector more than all else about it.
   */
  readonly first: { note?: unknown };
  /** The broker's word that it has sent it before (DUP); also true where that was to a process that is gone. */
  readonly dup: boolean;
  /**
   * Sends the PUBACK; nothing for QoS 0. After the connection it came by is gone it does nothing: packet ids
   * belong to a connection, and the broker sends the message again.
   */
  acknowledge(): void;
}

export interface MqttConnectionOptions {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  /** Of `mqtts://` and `wss://`; the system's certificates when absent. */
  readonly tls?: TlsConfig | null;
  readonly clientId: string;
  readonly protocolVersion: 4 | 5;
  /** 30 by default; a broker may ask for less (MQTT 5, Server Keep Alive), and gets it. */
  readonly keepaliveSeconds?: number;
  readonly log: Logger;
}

export interface MqttReaderOptions extends MqttConnectionOptions {
  readonly sessionExpirySeconds: number;
  /** Most messages of QoS 1 handed over and not acknowledged; the broker is told too (MQTT 5). */
  readonly receiveMaximum: number;
  readonly filters: readonly string[];
  /** Called for one message after the other; the next one is read when `next` has been called. */
  onArrival(arrival: Arrival, next: () => void): void;
  /** Called before the first subscribing, and where a reconnect found the session gone. */
  beforeSubscribing(): Promise<void>;
}

export interface MqttReader {
  readonly connected: boolean;
  /** Whether the broker has granted every subscription. */
  readonly subscribed: boolean;
  /** Why nothing comes, in a sentence; null when all is well. */
  readonly trouble: string | null;
  /** Drops the connection, whatever it seems to be, and subscribes again on the next one; `why` is a sentence. */
  startAnew(why: string): void;
  /** From now on arrivals are neither delivered nor acknowledged; the connection stays. */
  stopReading(): void;
  /** Disconnects; the broker keeps the session. */
  close(): Promise<void>;
}

const defaultKeepaliveSeconds = 30;
/** How long a DISCONNECT may take before the socket is closed all the same. */
const maxGoodbyeMs = 2000;

/** mqtt.js's private method that writes a packet; `undefined` in a version without it. */
interface PacketSender {
  _sendPacket(packet: { cmd: "puback"; messageId: number; reasonCode: number }): void;
}

const commonOptions = (options: MqttConnectionOptions): IClientOptions => ({
  clientId: options.clientId,
  protocolVersion: options.protocolVersion,
  keepalive: options.keepaliveSeconds ?? defaultKeepaliveSeconds,
  reconnectPeriod: 1000,
  connectTimeout: 10_000,
  reconnectOnConnackError: true,
  resubscribe: false,
  ...(options.username === null ? {} : { username: options.username }),
  ...(options.password === null ? {} : { password: options.password }),
});

/** Connects with a persistent session and keeps at it; never rejects, `trouble` says what is wrong. */
export function openMqttReader(options: MqttReaderOptions): MqttReader {
  return new Reader(options);
}

class Reader implements MqttReader {
  readonly #options: MqttReaderOptions;
  readonly #client: MqttClient;
  /** Counts connections that ended; what arrived before a higher count can't be acknowledged any more. */
  #endings = 0;
  #everSubscribed = false;
  #granted = false;
  #trouble: string | null = "not connected yet";
  #reading = true;
  #servingKeepalive: NodeJS.Timeout | null = null;
  /** Lets go of a held message when reading stops. */
  #release: (() => void) | null = null;
  /** Handed over on this connection and not acknowledged. */
  #unacknowledged = 0;
  readonly #redelivery = new Redelivery();
  /** Hands over the message that came above the receive maximum. */
  #handOverLater: (() => void) | null = null;

  constructor(options: MqttReaderOptions) {
    this.#options = options;
    const { protocolVersion, sessionExpirySeconds, receiveMaximum } = options;
    const tls = openMqttTls(options.tls);
    this.#client = mqtt.connect(options.url, {
      ...commonOptions(options),
      ...secureOptions(tls),
      clean: false,
      ...(protocolVersion === 5
        ? { properties: { sessionExpiryInterval: sessionExpirySeconds, receiveMaximum } }
        : {}),
    });
    followRenewal(this.#client, tls);
    this.#client.handleMessage = (packet, callback) => this.#arrived(packet, callback);
    this.#client.on("connect", (connack) => this.#connected(connack.sessionPresent));
    this.#client.on("close", () => this.#closed());
    this.#client.on("error", (error) => this.#failed(error.message));
    this.#client.on("disconnect", (packet) =>
      this.#failed(`the broker disconnected us, reason ${packet.reasonCode}`),
    );
  }

  get connected(): boolean {
    return this.#client.connected;
  }

  get subscribed(): boolean {
    return this.#granted;
  }

  get trouble(): string | null {
    return this.#trouble;
  }

  startAnew(why: string): void {
    this.#failed(why);
    this.#everSubscribed = false;
    this.#client.stream.destroy();
  }

  stopReading(): void {
    this.#reading = false;
    this.#release?.();
  }

  async close(): Promise<void> {
    this.stopReading();
    if (this.#client.connected) await Promise.race([this.#client.endAsync(), sleep(maxGoodbyeMs)]);
    await this.#client.endAsync(true);
  }

  #arrived(packet: IPublishPacket, callback: (error?: Error) => void): void {
    const next = this.#nextOnce(callback);
    // Parsed from a connection that is gone: the broker sends it again. QoS 0 it would not.
    const lost = packet.qos > 0 && !this.#client.connected;
    if (!this.#reading || lost) return next();
    const full = packet.qos > 0 && this.#unacknowledged >= this.#options.receiveMaximum;
    if (full) this.#handOverLater = () => this.#handOver(packet, next);
    else this.#handOver(packet, next);
    if (this.#release !== null) this.#serveKeepalive();
  }

  #handOver(packet: IPublishPacket, next: () => void): void {
    if (packet.qos === 0)
      return this.#options.onArrival(
        toArrival(packet, {}, () => undefined),
        next,
      );
    this.#unacknowledged += 1;
    const { topic, dup } = packet;
    const handedOver = this.#redelivery.handOver({ topic, dup, payload: bytesOf(packet) });
    const acknowledge = this.#acknowledger(packet, handedOver);
    this.#options.onArrival(toArrival(packet, handedOver.first, acknowledge), next);
  }

  /** What lets the next message be read. An error is what keeps mqtt.js from acknowledging. */
  #nextOnce(callback: (error?: Error) => void): () => void {
    const next = (): void => {
      if (this.#release !== next) return;
      this.#release = null;
      this.#handOverLater = null;
      if (this.#servingKeepalive !== null) clearInterval(this.#servingKeepalive);
      this.#servingKeepalive = null;
      callback(suppressPuback);
    };
    this.#release = next;
    return next;
  }

  #acknowledger({ messageId }: IPublishPacket, handedOver: HandedOver): () => void {
    if (messageId === undefined) return () => undefined;
    const endings = this.#endings;
    return () => {
      if (endings !== this.#endings || !this.#client.connected) return;
      const sender = this.#client as unknown as PacketSender;
      // oxlint-disable-next-line no-underscore-dangle -- the one private hook, see above
      sender._sendPacket({ cmd: "puback", messageId, reasonCode: 0 });
      this.#unacknowledged -= 1;
      this.#redelivery.acknowledged(handedOver);
      const handOver = this.#handOverLater;
      this.#handOverLater = null;
      handOver?.();
    };
  }

  #serveKeepalive(): void {
    this.#servingKeepalive ??= setInterval(
      () => {
        if (!this.#client.connected) return;
        this.#client.sendPing();
        this.#client.reschedulePing(true);
      },
      // The client's own, which has what the broker asked for.
      (this.#client.keepalive * 1000) / 3,
    );
  }

  #connected(sessionPresent: boolean): void {
    const { log, url } = this.#options;
    log.info({ url, sessionPresent }, "connected to the MQTT broker");
    this.#trouble = null;
    if (!sessionPresent) this.#redelivery.sessionLost();
    const isOurs = sessionPresent && this.#everSubscribed;
    // Also where it is: somebody who took it over by its client id has left one without subscriptions. With MQTT 3.1.1,
    // where that would bring retained messages again, the caller notices that nothing comes.
    if (!isOurs || this.#options.protocolVersion === 5) void this.#subscribe(this.#endings, isOurs);
  }

  async #subscribe(endings: number, isOurs: boolean): Promise<void> {
    const { filters, protocolVersion, log } = this.#options;
    if (!isOurs) await this.#options.beforeSubscribing();
    if (endings !== this.#endings || !this.#reading) return;
    // Retained messages only for a subscription that is new (MQTT 5): each resubscribing would bring them again.
    const how = protocolVersion === 5 ? { qos: 1 as const, rh: 1 } : { qos: 1 as const };
    try {
      await this.#client.subscribeAsync(Object.fromEntries(filters.map((filter) => [filter, how])));
      this.#everSubscribed = true;
      this.#granted = true;
      this.#trouble = null;
      log.info({ filters: filters.map(withoutGroup) }, "subscribed");
    } catch (error) {
      if (endings !== this.#endings) return;
      this.#failed(
        `the broker refuses to subscribe us: ${error instanceof Error ? error.message : String(error)}`,
      );
      setTimeout(() => {
        if (endings === this.#endings && this.#client.connected) void this.#subscribe(endings, isOurs);
      }, 5000).unref();
    }
  }

  #closed(): void {
    this.#endings += 1;
    this.#release = null;
    this.#unacknowledged = 0;
    this.#redelivery.connectionEnded();
    this.#handOverLater = null;
    if (this.#servingKeepalive !== null) clearInterval(this.#servingKeepalive);
    this.#servingKeepalive = null;
    if (this.#reading) this.#trouble ??= "the connection to the MQTT broker is closed";
  }

  #failed(trouble: string): void {
    if (trouble !== this.#trouble) {
      this.#options.log.warn({ url: this.#options.url, trouble }, "trouble with the MQTT broker");
    }
    this.#trouble = trouble;
  }
}

/** Not a failure: the value with which `handleMessage` tells mqtt.js not to acknowledge. */
const suppressPuback = new Error("acknowledged later");

/** Whoever knows a group's name can join it. */
const withoutGroup = (filter: string): string => filter.replace(/^\$share\/[^/]+/, "$share/...");

const bytesOf = ({ payload }: IPublishPacket): Buffer =>
  typeof payload === "string" ? Buffer.from(payload) : payload;

function toArrival(packet: IPublishPacket, first: Arrival["first"], acknowledge: () => void): Arrival {
  const { properties } = packet;
  return {
    topic: packet.topic,
    payload: bytesOf(packet),
    qos: packet.qos,
    retain: packet.retain,
    contentType: properties?.contentType ?? null,
    responseTopic: properties?.responseTopic ?? null,
    userProperties: firstValues(properties?.userProperties),
    first,
    dup: packet.dup,
    acknowledge,
  };
}

const noValues: ReadonlyMap<string, string> = new Map();

function firstValues(
  properties: Readonly<Record<string, string | string[]>> | undefined,
): ReadonlyMap<string, string> {
  if (properties === undefined) return noValues;
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(properties)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) values.set(name, first);
  }
  return values;
}

/** MQTT 5 properties of a publish; left out on 3.1.1. */
export interface PublishProperties {
  readonly contentType: string;
  readonly responseTopic: string;
}

export interface MqttPublisher {
  readonly connected: boolean;
  /** Resolves when the broker acknowledged (QoS 1); rejects when it refuses, or when there is no connection. */
  publish(topic: string, payload: string | Uint8Array, properties?: PublishProperties): Promise<void>;
  close(): Promise<void>;
}

/** The second connection, for everything we say: never held up by what we read. */
export function openMqttPublisher(options: MqttConnectionOptions): MqttPublisher {
  const tls = openMqttTls(options.tls);
  const client = mqtt.connect(options.url, {
    ...commonOptions(options),
    ...secureOptions(tls),
    clean: true,
    queueQoSZero: false,
  });
  followRenewal(client, tls);
  client.on("error", (error) => options.log.debug({ err: error }, "trouble with the publishing connection"));
  return {
    get connected() {
      return client.connected;
    },
    async publish(topic, payload, properties) {
      if (!client.connected) throw new Error("no connection to the MQTT broker");
      const bytes = typeof payload === "string" ? payload : Buffer.from(payload);
      const more = properties === undefined || options.protocolVersion === 4 ? {} : { properties };
      await client.publishAsync(topic, bytes, { qos: 1, ...more });
    },
    close: () => client.endAsync(true),
  };
}
