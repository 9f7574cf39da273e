/**
 * Stations that changed their randomized MAC: who has just come may be who has just gone.
 *
 * Only between two locally administered addresses, when the leave is at most 60 s before the join or under way, and the
 * host's name is the same or the level at the same access point within 6 dB. Two names that differ are two devices.
 *
 * How sure that is, 0 to 1, is a score and no probability:
 * - the same name 0.8; the same access point 0.6 - 0.05 per dB of difference; both together 1 - (1 - a)(1 - b);
 * - times 1 for a leave at the time of the join down to 0.5 for one 60 s before; times 0.8 while the leave is not sure;
 * - times the share of this score in those of all who could be meant.
 */

/** Who has just come. */
export interface Arrived {
  readonly staMac: string;
  readonly endpointId: string;
  readonly accessPoint: string;
  readonly rssiDbm: number | null;
  readonly hostName: string | null;
}

/** Who has just gone, or is missing. */
export interface Vanished extends Arrived {
  /** Since its leave, or since it is missing. Observed time. */
  readonly agoMs: number;
  /** It has left; else it is only missing so far. */
  readonly isSure: boolean;
}

export interface Continuation {
  readonly staMac: string;
  /** 0 to 1, in hundredths. */
  readonly continuity: number;
}

const longestMs = 60_000;
const widestDb = 6;

/** Whether the MAC is locally administered: randomized, or set by hand. */
export const isRandomized = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0;

/** Whom a station continues, as it seems; null when nobody can be meant. */
export function continuationOf(arrived: Arrived, vanished: Iterable<Vanished>): Continuation | null {
  let best: { readonly staMac: string; readonly score: number } | null = null;
  let total = 0;
  for (const candidate of vanished) {
    const score = scoreOf(arrived, candidate);
    if (score === 0) continue;
    total += score;
    if (best === null || score > best.score || (score === best.score && candidate.staMac < best.staMac))
      best = { staMac: candidate.staMac, score };
  }
  if (best === null) return null;
  return { staMac: best.staMac, continuity: Math.round((100 * best.score * best.score) / total) / 100 };
}

function scoreOf(arrived: Arrived, vanished: Vanished): number {
  if (!isRandomized(arrived.staMac) || !isRandomized(vanished.staMac)) return 0;
  if (arrived.staMac === vanished.staMac || vanished.agoMs < 0 || vanished.agoMs > longestMs) return 0;
  const name = nameScore(arrived.hostName, vanished.hostName);
  if (name === null) return 0;
  const together = 1 - (1 - name) * (1 - levelScore(arrived, vanished));
  return together * (1 - vanished.agoMs / (2 * longestMs)) * (vanished.isSure ? 1 : 0.8);
}

/** null: two devices. */
function nameScore(name: string | null, other: string | null): number | null {
  if (name === null || other === null) return 0;
  return name === other ? 0.8 : null;
}

function levelScore(arrived: Arrived, vanished: Vanished): number {
  const { endpointId, accessPoint, rssiDbm } = vanished;
  if (arrived.endpointId !== endpointId || arrived.accessPoint !== accessPoint) return 0;
  if (arrived.rssiDbm === null || rssiDbm === null) return 0;
  const differenceDb = Math.abs(arrived.rssiDbm - rssiDbm);
  return differenceDb <= widestDb ? 0.6 - 0.05 * differenceDb : 0;
}
