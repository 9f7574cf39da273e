/** How surprising a standardized value would be if it were Gaussian. It is not: thresholds are found by trying. */

const logOfSqrtTwoPi = Math.log(2 * Math.PI) / 2;
/** Below, the series needs few terms; above, the fraction does. */
const seam = 2.5;

/**
 * -log10 P(Z >= z) of a standard Gaussian: 0.3 at z = 0, 6.5 at 5, 23 at 10. Right to eight digits for z above -5 and
 * without end above; below -5 it is 0.
 */
export function gaussianSurprise(z: number): number {
  if (z < -5) return 0;
  const logDensity = -(z * z) / 2 - logOfSqrtTwoPi;
  const logTail = z < seam ? Math.log(0.5 - areaFromZero(z, logDensity)) : logDensity - Math.log(mills(z));
  return -logTail / Math.LN10;
}

/** P(0 <= Z <= z): density times z + z^3/3 + z^5/(3*5) + ... */
function areaFromZero(z: number, logDensity: number): number {
  let sum = 0;
  let term = z;
  for (let odd = 3; odd < 120; odd += 2) {
    sum += term;
    term *= (z * z) / odd;
  }
  return Math.exp(logDensity) * sum;
}

/** Density over tail: Laplace's fraction z + 1/(z + 2/(z + 3/(z + ...))). */
function mills(z: number): number {
  let fraction = z;
  for (let part = 50; part >= 1; part -= 1) fraction = z + part / fraction;
  return fraction;
}
