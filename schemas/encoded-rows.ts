/**
 * Rows that are Avro bytes already, in the place of an array of a record. Whoever looks into the array finds objects,
 * made when first looked at; a writer that knows better takes the bytes. So who writes what was just read never makes
 * objects, and nobody else has to know.
 */

/** The rows as bytes, and how to make them. */
export interface Encoding<Row> {
  /** Name of the rows' Avro record: the bytes are of no other. */
  readonly record: string;
  readonly count: number;
  /** The rows one behind the other, between `start` and `end`, without the array's own counts. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** The same as objects: `count` of them. */
  readonly make: () => readonly Row[];
}

const encodingKey = Symbol("encoding");

/** An array of rows that are made when somebody looks; none for an encoding without rows. */
export function encodedRows<Row>(encoding: Encoding<Row>): readonly Row[] {
  return encoding.count === 0 ? [] : new Proxy<Row[]>([], new Filling(encoding));
}

/** The bytes behind `items`; null for an array like any other. */
export const encodingOf = (items: unknown): Encoding<unknown> | null =>
  (items as { readonly [encodingKey]?: Encoding<unknown> })[encodingKey] ?? null;

/** Fills the array at the first look at what is in it; to ask for its length or its bytes is none. */
class Filling<Row> implements ProxyHandler<Row[]> {
  readonly #encoding: Encoding<Row>;
  #isFilled = false;

  constructor(encoding: Encoding<Row>) {
    this.#encoding = encoding;
  }

  get(target: Row[], key: string | symbol): unknown {
    if (key === encodingKey) return this.#encoding;
    if (key === "length") return this.#encoding.count;
    return Reflect.get(this.#filled(target), key) as unknown;
  }

  has(target: Row[], key: string | symbol): boolean {
    return Reflect.has(this.#filled(target), key);
  }

  ownKeys(target: Row[]): (string | symbol)[] {
    return Reflect.ownKeys(this.#filled(target));
  }

  getOwnPropertyDescriptor(target: Row[], key: string | symbol): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.#filled(target), key);
  }

  /** The rows are as read: nobody writes to them. */
  set(): boolean {
    return false;
  }

  defineProperty(): boolean {
    return false;
  }

  deleteProperty(): boolean {
    return false;
  }

  #filled(target: Row[]): Row[] {
    if (!this.#isFilled) {
      this.#isFilled = true;
      for (const row of this.#encoding.make()) target.push(row);
    }
    return target;
  }
}
