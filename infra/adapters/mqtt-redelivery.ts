/**
 * Tells what a broker sends again, because a connection ended before we acknowledged it, from what is new. Packet ids
 * don't tell: they belong to a connection. What is owed to us is known, though: all that we did not acknowledge, so a
 * copy marked as one (DUP) whose like is owed is that one, and two true messages of the same bytes stay two.
 */

/** A publish as far as it tells. */
export interface Delivery {
  readonly topic: string;
  readonly payload: Buffer;
  /** The broker's word that it has sent it before. */
  readonly dup: boolean;
}

/** A message that was handed over; `first` stands for it, however often it comes. */
export interface HandedOver extends Delivery {
  readonly first: { note?: unknown };
}

export class Redelivery {
  /** Handed over on this connection and not acknowledged, in order. */
  readonly #current = new Set<HandedOver>();
  /** The same of connections that are gone, and not yet here again. */
  #owed: HandedOver[] = [];

  /** A message that arrived and is going to be acknowledged. */
  handOver({ topic, payload, dup }: Delivery): HandedOver {
    const owed = dup
      ? this.#owed.findIndex((each) => each.topic === topic && each.payload.equals(payload))
      : -1;
    const [earlier] = owed === -1 ? [] : this.#owed.splice(owed, 1);
    const handedOver = { topic, payload, dup, first: earlier?.first ?? { note: undefined } };
    this.#current.add(handedOver);
    return handedOver;
  }

  /** Our acknowledgement went out. */
  acknowledged(handedOver: HandedOver): void {
    this.#current.delete(handedOver);
  }

  connectionEnded(): void {
    this.#owed = [...this.#current, ...this.#owed];
    this.#current.clear();
  }

  /** The broker has forgotten what it owes us. */
  sessionLost(): void {
    this.#owed = [];
  }
}
