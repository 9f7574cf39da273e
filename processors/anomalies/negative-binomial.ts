/** How unlikely so many joins and leaves are by chance: counts that vary more than Poisson's, as homes' do. */
import { upperTail } from "./upper-tail.ts";

/**
 * P(X >= count) of a negative binomial with that `mean` and the variance mean + mean^2 / `shape`. A large shape comes
 * near to Poisson's. In time proportional to `count`.
 */
export function negativeBinomialTail(count: number, mean: number, shape: number): number {
  if (mean <= 0) return count <= 0 ? 1 : 0;
  const q = mean / (mean + shape);
  return upperTail(count, {
    mean,
    logOfZero: -shape * Math.log1p(mean / shape),
    ratio: (i) => ((shape + i) / (i + 1)) * q,
  });
}
