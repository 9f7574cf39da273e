/** A process's two connections to the simulated broker: what `infra/adapters/mqtt.ts` is to a real one. */
import { type HandedOver, Redelivery } from "#infra/adapters/mqtt-redelivery.ts";
import type { Arrival } from "#ingest/routing.ts";
import type { BrokerMessage, Delivery } from "./broker.ts";
import { type BrokerClient, Connection } from "./connection.ts";

export interface SourceOptions {
  readonly clientId: string;
  readonly receiveMaximum: number;
  readonly filters: readonly string[];
  onArrival(arrival: Arrival, next: () => void): void;
  beforeSubscribing(): Promise<void>;
}

const reconnectMs = 1000;
const longestGoodbyeMs = 2000;

/** Opens a connection again and again. */
abstract class Client {
  protected readonly client: BrokerClient;
  protected readonly clientId: string;
  protected connection: Connection | null = null;
  protected isClosed = false;

  constructor(client: BrokerClient, clientId: string) {
    this.client = client;
    this.clientId = clientId;
  }

  get connected(): boolean {
    return this.connection?.isOpen === true;
  }

  protected abstract delivered(delivery: Delivery): void;
  protected abstract opened(isKept: boolean): void;
  protected abstract ended(): void;
  protected abstract readonly receiveMaximum: number;

  protected open(): void {
    const { life, network, broker } = this.client;
    const connection: Connection = new Connection(this.client, this.clientId, {
      delivered: (delivery) => this.delivered(delivery),
      ended: () => {
        if (this.connection === connection) this.connection = null;
        this.ended();
        life.after(reconnectMs, () => this.#openUnlessClosed());
      },
    });
    const { clientId, receiveMaximum } = this;
    const connecting = { clientId, receiveMaximum, downlink: connection };
    network
      .call(life, "broker", () => connection.isOpen && broker.connect(connecting))
      .then(
        (isKept) => {
          if (!connection.isOpen) return;
          this.connection = connection;
          this.opened(isKept);
        },
        () => connection.cut(),
      );
  }

  #openUnlessClosed(): void {
    if (!this.isClosed) this.open();
  }

  close(): Promise<void> {
    this.isClosed = true;
    const { connection } = this;
    this.connection = null;
    if (connection === null) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    connection.close(() => void this.client.life.after(1, resolve));
    // A goodbye may be lost with its connection.
    this.client.life.after(longestGoodbyeMs, resolve);
    return promise;
  }
}

/** The connection that reads: one message after the other, acknowledged when we say so. */
export class Source extends Client {
  readonly #options: SourceOptions;
  readonly #redelivery = new Redelivery();
  /** Come, and not handed over yet. */
  #socket: Delivery[] = [];
  #unacknowledged = 0;
  /** Of the message that is held; null while the next may come. */
  #held: object | null = null;
  #isReading = true;
  #isGranted = false;
  #everSubscribed = false;

  constructor(client: BrokerClient, options: SourceOptions) {
    super(client, options.clientId);
    this.#options = options;
    this.open();
  }

  get subscribed(): boolean {
    return this.#isGranted;
  }

  protected get receiveMaximum(): number {
    return this.#options.receiveMaximum;
  }

  startAnew(_why: string): void {
    this.#everSubscribed = false;
    this.connection?.cut();
  }

  stopReading(): void {
    this.#isReading = false;
    this.#socket = [];
  }

  override close(): Promise<void> {
    this.stopReading();
    return super.close();
  }

  protected opened(isKept: boolean): void {
    if (!isKept) this.#redelivery.sessionLost();
    if (!isKept || !this.#everSubscribed) void this.#subscribe(this.connection);
    this.#handOver();
  }

  protected ended(): void {
    this.#socket = [];
    this.#held = null;
    this.#unacknowledged = 0;
    this.#redelivery.connectionEnded();
  }

  protected delivered(delivery: Delivery): void {
    if (!this.#isReading) return;
    this.#socket.push(delivery);
    this.#handOver();
  }

  async #subscribe(connection: Connection | null): Promise<void> {
    const { filters } = this.#options;
    const { life, network, broker } = this.client;
    await this.#options.beforeSubscribing();
    const isCurrent = (): boolean => connection === this.connection && connection?.isOpen === true;
    if (!isCurrent() || !this.#isReading) return;
    try {
      await network.call(life, "broker", () => isCurrent() && broker.subscribe(this.clientId, filters));
      if (!isCurrent()) return;
      this.#everSubscribed = true;
      this.#isGranted = true;
    } catch {
      connection?.cut();
    }
  }

  #handOver(): void {
    const [first] = this.#socket;
    if (first === undefined || this.#held !== null || !this.#isReading || !this.connected) return;
    const isOfQos1 = first.message.qos === 1;
    if (isOfQos1 && this.#unacknowledged >= this.#options.receiveMaximum) return;
    this.#socket.shift();
    const held = {};
    this.#held = held;
    const next = (): void => {
      if (this.#held !== held) return;
      this.#held = null;
      // As from a socket: never within the call.
      this.client.life.after(0, () => this.#handOver());
    };
    this.#options.onArrival(isOfQos1 ? this.#owed(first) : toArrival(first, {}, () => undefined), next);
  }

  #owed(delivery: Delivery): Arrival {
    const { message, packetId, dup } = delivery;
    const { connection } = this;
    this.#unacknowledged += 1;
    const { topic, payload } = message;
    const handedOver: HandedOver = this.#redelivery.handOver({ topic, payload, dup });
    return toArrival(delivery, handedOver.first, () => {
      if (connection === null || connection !== this.connection || !connection.isOpen || !this.#isReading)
        return;
      connection.send((broker) => broker.acknowledge(this.clientId, connection, packetId));
      this.#unacknowledged -= 1;
      this.#redelivery.acknowledged(handedOver);
      this.#handOver();
    });
  }
}

const toArrival = (
  { message, dup }: Delivery,
  first: Arrival["first"],
  acknowledge: () => void,
): Arrival => ({ ...message, dup, first, acknowledge });

/** The connection that speaks. */
export class Speaker extends Client {
  protected readonly receiveMaximum = 100;

  constructor(client: BrokerClient, clientId: string) {
    super(client, clientId);
    this.open();
  }

  async publish(topic: string, payload: string): Promise<void> {
    if (!this.connected) throw new Error("no connection to the MQTT broker");
    const { life, network, broker } = this.client;
    const message: BrokerMessage = { ...plain, topic, payload: Buffer.from(payload) };
    await network.call(life, "broker", () => broker.publish(message));
  }

  protected delivered(): void {
    // It subscribes to nothing.
  }

  protected opened(): void {
    // It may speak.
  }

  protected ended(): void {
    // It is opened again.
  }
}

/** A message of QoS 1 without properties. */
export const plain = {
  qos: 1,
  retain: false,
  contentType: null,
  responseTopic: null,
  userProperties: new Map<string, string>(),
} as const;
