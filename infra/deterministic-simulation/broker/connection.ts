/** One connection to the simulated broker: both directions keep their order, and end together. */
import type { Life } from "../life.ts";
import type { Network } from "../network.ts";
import type { Scheduler } from "../scheduler.ts";
import type { Delivery, SimulatedBroker } from "./broker.ts";

export interface BrokerClient {
  readonly life: Life;
  readonly network: Network;
  readonly broker: SimulatedBroker;
  readonly scheduler: Scheduler;
  /** All that are open, to be cut. */
  readonly connections: Set<Connection>;
}

export interface ConnectionListener {
  delivered(delivery: Delivery): void;
  /** The client knows that it is gone. */
  ended(): void;
}

/** A broker notices a client that says nothing, and the other way round. */
const keepaliveMs = 45_000;

export class Connection {
  readonly #client: BrokerClient;
  readonly #listener: ConnectionListener;
  readonly #clientId: string;
  #isOpen = true;
  /** Whether what was sent still comes to the broker. */
  #isHeard = true;
  #downAtMs = 0;
  #upAtMs = 0;
  readonly #unwatch: () => void;
  #cancelSilence = (): void => undefined;

  constructor(client: BrokerClient, clientId: string, listener: ConnectionListener) {
    this.#client = client;
    this.#clientId = clientId;
    this.#listener = listener;
    client.connections.add(this);
    this.#unwatch = client.life.onChange((state) => {
      this.#cancelSilence();
      if (state === "dead") this.close();
      if (state === "hung") this.#cancelSilence = client.scheduler.after(keepaliveMs, () => this.cut());
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** From the broker. */
  deliver(delivery: Delivery): void {
    const { life, network, scheduler } = this.#client;
    this.#downAtMs = Math.max(this.#downAtMs, scheduler.nowMs + network.delayMs("broker"));
    life.after(this.#downAtMs - scheduler.nowMs, () => {
      if (this.#isOpen) this.#listener.delivered(delivery);
    });
  }

  /** To the broker. */
  send(serve: (broker: SimulatedBroker) => void): void {
    const { network, scheduler, broker } = this.#client;
    this.#upAtMs = Math.max(this.#upAtMs, scheduler.nowMs + network.delayMs("broker"));
    scheduler.after(this.#upAtMs - scheduler.nowMs, () => {
      if (this.#isHeard) serve(broker);
    });
  }

  /** From now on nothing comes through; the client hears of it a moment later. */
  cut(): void {
    if (!this.#isHeard) return;
    this.#isOpen = false;
    this.#gone();
    this.#client.life.after(1, () => this.#listener.ended());
  }

  /** By the client, which knows, or by its machine when it died: what was sent before still arrives. */
  close(gone: () => void = () => undefined): void {
    if (!this.#isOpen) return gone();
    this.send(() => {
      this.#gone();
      gone();
    });
    this.#isOpen = false;
  }

  #gone(): void {
    this.#isHeard = false;
    this.#cancelSilence();
    this.#unwatch();
    this.#client.connections.delete(this);
    this.#client.broker.disconnect(this.#clientId, this);
  }
}
