/**
 * Seeded randomness for whole worlds: 128 bits of state (sfc32), so that thousands of homes with millions of draws each
 * don't overlap, and normals by ziggurat (Marsaglia and Tsang; layers as in Doornik's ZIGNOR).
 */
const layers = 128;
const tailStart = 3.442619855899;
const layerArea = 9.91256303526217e-3;
const edges = new Float64Array(layers + 1);
const ratios = new Float64Array(layers);

function drawLayers(): void {
  const density = (x: number): number => Math.exp(-0.5 * x * x);
  edges[0] = layerArea / density(tailStart);
  edges[1] = tailStart;
  let edge = tailStart;
  for (let layer = 2; layer < layers; layer++) {
    edge = Math.sqrt(-2 * Math.log(layerArea / edge + density(edge)));
    edges[layer] = edge;
  }
  for (let layer = 0; layer < layers; layer++) ratios[layer] = (edges[layer + 1] ?? 0) / (edges[layer] ?? 1);
}
drawLayers();

/** Turns a text into 32 bits (FNV-1a, finished as in murmur3). */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ salt;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** A stream of random numbers; the same seed gives the same stream. */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: string) {
    this.a = hash(seed, 0x9e3779b9);
    this.b = hash(seed, 0x243f6a88);
    this.c = hash(seed, 0xb7e15162);
    for (let round = 0; round < 15; round++) this.bits();
  }

  /** 32 random bits, signed. */
  bits(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum;
  }

  /** In [0, 1). */
  uniform(): number {
    return (this.bits() >>> 0) * 2.3283064365386963e-10;
  }

  between(low: number, high: number): number {
    return low + this.uniform() * (high - low);
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  /** True with this probability. */
  happens(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Standard normal. */
  normal(): number {
    for (;;) {
      const bits = this.bits();
      const layer = bits & 127;
      const u = (bits >> 7) * 5.960464477539063e-8;
      const edge = edges[layer] ?? 0;
      if (Math.abs(u) < (ratios[layer] ?? 0)) return u * edge;
      if (layer === 0) return this.tail(u < 0);
      const x = u * edge;
      const next = edges[layer + 1] ?? 0;
      const upper = Math.exp(-0.5 * (edge * edge - x * x));
      const lower = Math.exp(-0.5 * (next * next - x * x));
      if (lower + this.uniform() * (upper - lower) < 1) return x;
    }
  }

  private tail(isNegative: boolean): number {
    for (;;) {
      const x = Math.log(1 - this.uniform()) / tailStart;
      const y = Math.log(1 - this.uniform());
      if (-2 * y >= x * x) return isNegative ? x - tailStart : tailStart - x;
    }
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** `sigma` is the standard deviation of the natural logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  weibull(shape: number, scale: number): number {
    return scale * (-Math.log(1 - this.uniform())) ** (1 / shape);
  }

  pareto(least: number, alpha: number): number {
    return least * (1 - this.uniform()) ** (-1 / alpha);
  }

  /** Counts of a mean below some hundreds. */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count++;
    return count;
  }

  /** A whole shape: the sum of that many exponentials. */
  gamma(shape: number, scale: number): number {
    let sum = 0;
    for (let each = 0; each < shape; each++) sum += this.exponential(scale);
    return sum;
  }

  /** One of the items, by weight; at least one item. */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item {
    let rest = this.uniform() * items.reduce((sum, item) => sum + weightOf(item), 0);
    for (const item of items) {
      rest -= weightOf(item);
      if (rest < 0) return item;
    }
    return this.pick(items);
  }

  /** One of the items; throws where there is none. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError("There is nothing to pick from");
    return item;
  }
}
