/**
 * The simulated MQTT broker: sessions with what is owed to them, subscriptions alone and shared, retained messages. Without a
 * network: connections are before it (`connection.ts`).
 */
import type { Random } from "#infra/simulator/random.ts";
import type { Note } from "../happenings.ts";
import type { Scheduler } from "../scheduler.ts";

export interface BrokerMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly contentType: string | null;
  readonly responseTopic: string | null;
  readonly userProperties: ReadonlyMap<string, string>;
}

export interface Delivery {
  readonly message: BrokerMessage;
  /** Of QoS 1: belongs to the connection. */
  readonly packetId: number;
  /** It was sent before, by an earlier connection. */
  readonly dup: boolean;
}

/** What a session sends by while it is connected. */
export interface Downlink {
  deliver(delivery: Delivery): void;
}

interface Session {
  readonly clientId: string;
  readonly filters: Set<string>;
  readonly receiveMaximum: number;
  /** Not sent on this connection yet; `isSent`: on an earlier one. */
  waiting: { readonly message: BrokerMessage; readonly isSent: boolean }[];
  /** Sent on this connection and not acknowledged, by packet id. */
  readonly inFlight: Map<number, BrokerMessage>;
  nextPacketId: number;
  downlink: Downlink | null;
  cancelExpiry: () => void;
}

export interface Connecting {
  readonly clientId: string;
  readonly receiveMaximum: number;
  readonly downlink: Downlink;
}

const sharePrefix = /^\$share\/([^/]+)\/(.+)$/;

export class SimulatedBroker {
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #sessionExpiryMs: number;
  readonly #note: Note;
  readonly #sessions = new Map<string, Session>();
  readonly #retained = new Map<string, BrokerMessage>();

  constructor(scheduler: Scheduler, random: Random, sessionExpiryMs: number, note: Note) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#sessionExpiryMs = sessionExpiryMs;
    this.#note = note;
  }

  /** Whether the session was still there. What it was sent and did not acknowledge it gets once more, first. */
  connect({ clientId, receiveMaximum, downlink }: Connecting): boolean {
    const known = this.#sessions.get(clientId);
    known?.cancelExpiry();
    const session = known ?? newSession(clientId, receiveMaximum);
    this.#sessions.set(clientId, session);
    this.#takeBack(session);
    session.downlink = downlink;
    this.#send(session);
    return known !== undefined;
  }

  /** The connection is gone; the session is kept for a while. */
  disconnect(clientId: string, downlink: Downlink): void {
    const session = this.#sessions.get(clientId);
    if (session?.downlink !== downlink) return;
    this.#takeBack(session);
    session.downlink = null;
    session.cancelExpiry = this.#scheduler.after(this.#sessionExpiryMs, () =>
      this.#sessions.delete(clientId),
    );
  }

  subscribe(clientId: string, filters: readonly string[]): void {
    const session = this.#sessions.get(clientId);
    if (session === undefined) return;
    for (const filter of filters) {
      if (session.filters.has(filter)) continue;
      session.filters.add(filter);
      for (const message of this.#retained.values())
        if (matches(filter, message.topic)) this.#owe(session, message);
    }
  }

  acknowledge(clientId: string, downlink: Downlink, packetId: number): void {
    const session = this.#sessions.get(clientId);
    if (session?.downlink !== downlink) return;
    session.inFlight.delete(packetId);
    this.#send(session);
  }

  /** Takes a message for whom it concerns: each that has subscribed, and one of each that share. */
  publish(message: BrokerMessage): void {
    if (message.retain) this.#retained.set(message.topic, message);
    const live = { ...message, retain: false };
    const shares = new Map<string, Session[]>();
    for (const session of this.#sessions.values()) {
      let isMine = false;
      for (const filter of session.filters) {
        const [, group, shared] = sharePrefix.exec(filter) ?? [];
        if (group === undefined || shared === undefined) isMine ||= matches(filter, message.topic);
        else if (matches(shared, message.topic)) shares.set(group, [...(shares.get(group) ?? []), session]);
      }
      if (isMine) this.#owe(session, live);
    }
    for (const sessions of shares.values()) {
      const connected = sessions.filter(({ downlink }) => downlink !== null);
      const among = connected.length > 0 ? connected : sessions;
      const chosen = among[this.#random.integer(0, among.length - 1)];
      if (chosen !== undefined) this.#owe(chosen, live);
    }
  }

  /** Messages that are owed to anybody. */
  get owed(): number {
    return [...this.#sessions.values()].reduce(
      (sum, { waiting, inFlight }) => sum + waiting.length + inFlight.size,
      0,
    );
  }

  #owe(session: Session, message: BrokerMessage): void {
    if (message.qos === 0) {
      session.downlink?.deliver({ message, packetId: 0, dup: false });
      return;
    }
    session.waiting.push({ message, isSent: false });
    this.#send(session);
  }

  #send(session: Session): void {
    const { downlink, inFlight, receiveMaximum } = session;
    if (downlink === null) return;
    while (inFlight.size < receiveMaximum) {
      const next = session.waiting.shift();
      if (next === undefined) return;
      const packetId = session.nextPacketId++;
      inFlight.set(packetId, next.message);
      if (next.isSent) this.#note("MQTT message delivered again");
      downlink.deliver({ message: next.message, packetId, dup: next.isSent });
    }
  }

  #takeBack(session: Session): void {
    const again = [...session.inFlight.values()].map((message) => ({ message, isSent: true }));
    session.inFlight.clear();
    session.waiting = [...again, ...session.waiting];
  }
}

const newSession = (clientId: string, receiveMaximum: number): Session => ({
  clientId,
  filters: new Set(),
  receiveMaximum,
  waiting: [],
  inFlight: new Map(),
  nextPacketId: 1,
  downlink: null,
  cancelExpiry: () => undefined,
});

/** MQTT's filters: `+` is one level, `#` all that are left. */
function matches(filter: string, topic: string): boolean {
  const [wanted, given] = [filter.split("/"), topic.split("/")];
  for (const [index, level] of wanted.entries()) {
    if (level === "#") return true;
    if (given[index] === undefined || (level !== "+" && level !== given[index])) return false;
  }
  return wanted.length === given.length;
}
