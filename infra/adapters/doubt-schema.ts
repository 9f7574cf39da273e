/** A registry of several nodes may know a schema that is new a moment later: what it says of one that it does not give is doubted. */
import { now } from "./clock.ts";
import { type Registry, RegistryError } from "./registry.ts";

/** For so long an id has to be without a schema. */
const doubtedForMs = 10_000;
/** Who waits asks again within so long; what is longer between two answers was no asking. */
const longestPauseMs = 5000;
/** Ids in doubt that are remembered; more are only doubted anew. */
const doubtedLimit = 1000;

interface Doubt {
  /** When it was refused last. */
  readonly atMs: number;
  readonly lastedMs: number;
}

const doubtsOf = new WeakMap<object, Map<number, Doubt>>();

/**
 * The registry's `schemaById`, of which "there is none" and other refusals are errors of their own only once they have lasted for
 * ten seconds of asking again; until then they are "doubted" (`isUnreachable`). What is in doubt is so for all who ask the same registry.
 */
export function doubtSchema(
  registry: Pick<Registry, "schemaById">,
  clock: () => number = now,
): Registry["schemaById"] {
  const doubts = doubtsOf.get(registry) ?? new Map<number, Doubt>();
  doubtsOf.set(registry, doubts);
  return async (id) => {
    // No registry gives out negative ids; some of them take offence at the question.
    if (id < 0) throw new RegistryError("not_found", `No registry has a schema ${id}`);
    try {
      const text = await registry.schemaById(id);
      doubts.delete(id);
      return text;
    } catch (error) {
      if (error instanceof RegistryError && error.failure === "unreachable") throw error;
      const doubt = refusedAgain(doubts.get(id), clock());
      if (doubts.size >= doubtedLimit) doubts.clear();
      doubts.set(id, doubt);
      if (doubt.lastedMs >= doubtedForMs) throw error;
      throw new RegistryError("doubted", `The schema registry does not give schema ${id} so far`, {
        cause: error,
      });
    }
  };
}

function refusedAgain(before: Doubt | undefined, atMs: number): Doubt {
  if (before === undefined) return { atMs, lastedMs: 0 };
  const pauseMs = Math.min(Math.max(0, atMs - before.atMs), longestPauseMs);
  return { atMs, lastedMs: before.lastedMs + pauseMs };
}

/** The same, with null for "there is none". */
export function schemaSource(
  registry: Pick<Registry, "schemaById">,
  clock: () => number = now,
): (id: number) => Promise<string | null> {
  const schemaById = doubtSchema(registry, clock);
  return (id) =>
    schemaById(id).catch((error: unknown) => {
      if (error instanceof RegistryError && error.failure === "not_found") return null;
      throw error;
    });
}
