/** Reads `/status` of our own processes; what is not there counts as nothing. */
import { z } from "zod";

const counts = z.record(z.string(), z.number());

const bridgeStatus = z.looseObject({
  /** Connected, and its subscriptions granted. */
  subscribed: z.boolean().default(false),
  unacknowledged: z.number().default(0),
  fates: z
    .looseObject({
      produced: z.number().default(0),
      partOfAnother: z.number().default(0),
      dropped: counts.default({}),
      deadLetter: counts.default({}),
    })
    .prefault({}),
  eventsByKind: counts.default({}),
});

export type BridgeStatus = z.infer<typeof bridgeStatus>;

/** The fates of all messages that a bridge received. */
export type Fates = Pick<BridgeStatus["fates"], "produced" | "partOfAnother" | "dropped" | "deadLetter">;

/** A bridge's state, or null while it does not answer. */
export async function askBridge(port: number): Promise<BridgeStatus | null> {
  const answer = await askStatus(port);
  const result = bridgeStatus.safeParse(answer);
  return result.success ? result.data : null;
}

/** A process's state as it says it, or null while it does not answer. */
export async function askStatus(port: number): Promise<unknown> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/status`, { signal: AbortSignal.timeout(5000) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** All bridges' fates as one. */
export function sumFates(statuses: readonly BridgeStatus[]): Fates {
  const fates = statuses.map((status) => status.fates);
  return {
    produced: fates.reduce((sum, { produced }) => sum + produced, 0),
    partOfAnother: fates.reduce((sum, { partOfAnother }) => sum + partOfAnother, 0),
    dropped: sumCounts(fates.map(({ dropped }) => dropped)),
    deadLetter: sumCounts(fates.map(({ deadLetter }) => deadLetter)),
  };
}

export function sumCounts(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [name, count] of all.flatMap((each) => Object.entries(each)))
    sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** How many messages have a fate. */
export const countFates = ({ produced, partOfAnother, dropped, deadLetter }: Fates): number =>
  [produced, partOfAnother, ...Object.values(dropped), ...Object.values(deadLetter)].reduce(
    (sum, count) => sum + count,
    0,
  );
