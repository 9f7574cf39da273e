/**
 * Why JSON reports are read faster than by any general parser: gateways repeat their keys, in the same order, in
 * report after report. A key is remembered as the exact text between two values (`,\n   "Hosts.1.Active": `) together
 * with the key that came next the last time. A reader that guesses right passes a key in one comparison and makes no
 * new name; a wrong guess costs that comparison, and the key is read character by character. What is read never
 * depends on what is remembered.
 */

import { detached } from "../remembering.ts";

/** A name as text, once for all reports, with a mark by which a draft knows that it has met it. */
export interface Name {
  readonly text: string;
  /** Number of the draft that met it last. */
  draft: number;
  /** Its place among that draft's values. */
  index: number;
}

export interface Key {
  /** From the end of a value to the start of the next. */
  readonly text: string;
  readonly name: Name;
  /** What came behind this key's value the last time. */
  next: Key | null;
}

/** Names with a bound: a few models of gateways have some thousands. */
const maxCharacters = 2_000_000;
/** What an entry costs beside its characters, in characters, rounded up. */
const entryCharacters = 100;
/** Longest key remembered: a path has at most 256 characters (TR-106), some white space around it. */
const maxKeyLength = 512;

/** Each name once. */
export class Names {
  readonly #names = new Map<string, Name>();
  characters = 0;

  of(text: string): Name {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const name: Name = { text: detached(text), draft: 0, index: 0 };
    this.#names.set(name.text, name);
    this.characters += text.length + entryCharacters;
    return name;
  }

  clear(): void {
    this.#names.clear();
    this.characters = 0;
  }
}

/** Bounded: begins anew between two documents once it is full, so it is never larger than that and one document. */
export class KeyMemory {
  readonly names = new Names();
  readonly #keys = new Map<string, Key>();
  #characters = 0;
  #drafts = 0;
  /** Before the first key of an element. */
  readonly start: Key = { text: "", name: { text: "", draft: 0, index: 0 }, next: null };

  get size(): number {
    return this.#characters + this.names.characters;
  }

  /** To be called before each document: names must not change while one is read. */
  makeRoom(): void {
    if (this.size <= maxCharacters) return;
    this.names.clear();
    this.#keys.clear();
    this.#characters = 0;
    this.start.next = null;
  }

  /** A number for a draft that no other has. */
  nextDraft(): number {
    this.#drafts += 1;
    return this.#drafts;
  }

  /** The key `text`, which names `name`, met behind the value of `previous`. */
  learn(previous: Key, text: string, name: Name): Key {
    const known = this.#keys.get(text);
    if (known !== undefined) {
      previous.next = known;
      return known;
    }
    if (text.length > maxKeyLength || !isPlain.test(name.text)) return { text, name, next: null };
    const key: Key = { text: detached(text), name, next: null };
    this.#keys.set(key.text, key);
    this.#characters += text.length + entryCharacters;
    previous.next = key;
    return key;
  }
}

/** Names read without a flag: a control character in one must be noticed each time. */
const isPlain = /^[ -~]*$/;
