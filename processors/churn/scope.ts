/** What a station crossed when it moved between two access points of one endpoint. */
import type { RoamScope } from "#schemas/association-change.ts";

/** Of a path under DataElements: the node's row, and the radio's. */
const meshPath = /^(Device\.WiFi\.DataElements\.Network\.Device\.\d+\.)Radio\.\d+\./;

/**
 * The largest thing crossed: `bss` within one radio, `radio` within one node, `node` within the mesh that one endpoint
 * speaks for. DataElements' paths say it; of other access points `radioOf` tells the radio's path. null: unknown.
 */
export function scopeOf(
  from: string,
  to: string,
  radioOf: (accessPoint: string) => string | null,
): RoamScope | null {
  const [left, right] = [meshPath.exec(from), meshPath.exec(to)];
  if ((left === null) !== (right === null)) return null;
  if (left?.[1] !== right?.[1]) return "node";
  const [leftRadio, rightRadio] = [left?.[0] ?? radioOf(from), right?.[0] ?? radioOf(to)];
  if (leftRadio === null || rightRadio === null) return null;
  return leftRadio === rightRadio ? "bss" : "radio";
}
