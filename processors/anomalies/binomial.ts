/** How unlikely it is that so many of a gateway's stations are bad at once by chance. */
import { upperTail } from "./upper-tail.ts";

/**
 * P(at least `count` of `trials` succeed), each with `probability` (0 to 1). In time proportional to `trials`.
 */
export function binomialTail(count: number, trials: number, probability: number): number {
  if (count > trials) return 0;
  if (probability <= 0) return count <= 0 ? 1 : 0;
  if (probability >= 1) return 1;
  const odds = probability / (1 - probability);
  return upperTail(count, {
    mean: trials * probability,
    logOfZero: trials * Math.log1p(-probability),
    ratio: (i) => ((trials - i) / (i + 1)) * odds,
  });
}
