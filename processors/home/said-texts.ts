/**
 * The texts of a value by the order they were said in. A hash table of its own, because it lasts from value to value: a Map
 * that is cleared begins small, and growing it took longer than all the looking up.
 */

const firstSlots = 256;
/** Texts of state are addresses and paths: nearly all differ within so many characters of their end. */
const hashed = 7;

export class SaidTexts {
  #texts: string[] = Array.from({ length: firstSlots }, () => "");
  /** Of each slot's text; one of an earlier value is at most `#before`. */
  #numbers = new Float64Array(firstSlots);
  #mask = firstSlots - 1;
  #before = 0;
  #count = 0;

  /** A new value begins. */
  clear(): void {
    this.#before += this.#count;
    this.#count = 0;
  }

  /** The number of a text said before, from 1 on in the order they were said first; 0 when it is said now. */
  say(text: string): number {
    const slot = this.#slotOf(text);
    const number = (this.#numbers[slot] ?? 0) - this.#before;
    if (number > 0) return number;
    this.#count += 1;
    this.#texts[slot] = text;
    this.#numbers[slot] = this.#before + this.#count;
    if (2 * this.#count > this.#mask) this.#grow();
    return 0;
  }

  /** Of the text, or the free one where it belongs. */
  #slotOf(text: string): number {
    const [texts, numbers] = [this.#texts, this.#numbers];
    let slot = hashOf(text) & this.#mask;
    while ((numbers[slot] ?? 0) > this.#before && texts[slot] !== text) slot = (slot + 1) & this.#mask;
    return slot;
  }

  #grow(): void {
    const [texts, numbers] = [this.#texts, this.#numbers];
    const slots = 2 * texts.length;
    this.#texts = Array.from({ length: slots }, () => "");
    this.#numbers = new Float64Array(slots);
    this.#mask = slots - 1;
    for (const [from, text] of texts.entries()) {
      if ((numbers[from] ?? 0) <= this.#before) continue;
      const slot = this.#slotOf(text);
      this.#texts[slot] = text;
      this.#numbers[slot] = numbers[from] ?? 0;
    }
  }
}

function hashOf(text: string): number {
  const { length } = text;
  let hash = length;
  for (let index = Math.max(0, length - hashed); index < length; index += 1)
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash ^ (hash >>> 15);
}
