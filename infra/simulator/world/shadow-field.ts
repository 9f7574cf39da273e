/**
 * What walls and furniture add to path loss, as a function of place: a Gaussian field with correlation exp(-d / length),
 * as a sum of plane waves whose wave numbers follow that correlation's spectrum in the plane.
 */
import type { Chance } from "./chance.ts";

const waves = 14;
/** Ripples shorter than the way of two seconds average out. */
const shortest = 3;

export class ShadowField {
  private readonly kx = new Float64Array(waves);
  private readonly ky = new Float64Array(waves);
  private readonly phase = new Float64Array(waves);
  private readonly amplitude: number;

  constructor(chance: Chance, sigmaDb: number, lengthM: number) {
    this.amplitude = sigmaDb * Math.sqrt(2 / waves);
    for (let wave = 0; wave < waves; wave++) {
      // Stratified: each wave has its own slice of the spectrum, so that every field has all scales.
      const u = (wave + chance.uniform()) / waves;
      const k = Math.min(shortest, Math.sqrt(1 / (1 - u) ** 2 - 1)) / lengthM;
      const direction = chance.between(0, 2 * Math.PI);
      this.kx[wave] = k * Math.cos(direction);
      this.ky[wave] = k * Math.sin(direction);
      this.phase[wave] = chance.between(0, 2 * Math.PI);
    }
  }

  /** dB at a place in metres. */
  at(x: number, y: number): number {
    let sum = 0;
    for (let wave = 0; wave < waves; wave++)
      sum += Math.cos((this.kx[wave] ?? 0) * x + (this.ky[wave] ?? 0) * y + (this.phase[wave] ?? 0));
    return this.amplitude * sum;
  }
}
