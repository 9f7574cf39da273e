/** Reports made worse on purpose: stations as weak as nobody is who is well, so that alerts fire and clear. Pure. */
import type { Publication } from "#infra/simulator/gateway.ts";

/** What a weak station is reported at. */
export const weakDbm = -95;

type Element = Record<string, unknown>;

/** When a report was made, in whole seconds of the gateway's clock, as milliseconds; null for what is no report. */
export const reportedAtMs = ({ notice, payload }: Publication): number | null =>
  notice === null ? Number(elementOf(payload)["CollectionTime"]) * 1000 : null;

/** The report with these stations weak; anything else as it is. MACs are in the report's letters. */
export function weaken(publication: Publication, isWeak: (mac: string) => boolean): Publication {
  if (publication.notice !== null) return publication;
  const element = elementOf(publication.payload);
  for (const [name, mac] of Object.entries(element)) {
    const [, row] = /^(ApAssociatedDevice\.\d+\.\d+\.)MACAddress$/.exec(name) ?? [];
    if (row !== undefined && isWeak(String(mac))) element[`${row}SignalStrength`] = weakDbm;
  }
  return { ...publication, payload: Buffer.from(JSON.stringify({ Report: [element] }, null, 1)) };
}

function elementOf(payload: Buffer): Element {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the simulator's own form
  const { Report } = JSON.parse(payload.toString()) as { readonly Report: readonly [Element] };
  return Report[0];
}
