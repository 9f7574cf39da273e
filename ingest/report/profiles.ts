/** What is known of each stream: how its names read, which tables it covers, how often it comes. */
import type { IntakeConfig } from "../config.ts";
import { coveredTables, type Placement, place } from "../normalize/placement.ts";
import type { CsvDialect } from "./csv-reader.ts";
import { KeyMemory } from "./key-memory.ts";
import { createNameResolver } from "./names.ts";

export interface Profile {
  /** Where a reported name belongs; null when no definition explains it. */
  readonly resolve: (name: string) => Placement | null;
  /** Covered completely by definition, rows or none. */
  readonly tables: readonly string[];
  readonly intervalMs: number | null;
  /** How its CSV is separated; null for a profile in JSON, or that does not say. */
  readonly csv: CsvDialect | null;
  /** Keys of its reports in JSON. */
  readonly keys: KeyMemory;
}

/** Finds a stream's profile by its exact id; a stream nobody defined is read by the default aliases. */
export function createProfiles({
  profiles,
  aliases,
}: Pick<IntakeConfig, "profiles" | "aliases">): (profileId: string) => Profile {
  const unknown: Profile = {
    resolve: createNameResolver([], aliases, place),
    tables: [],
    intervalMs: null,
    csv: null,
    keys: new KeyMemory(),
  };
  const known = new Map<string, Profile>(
    profiles.map(({ topic, intervalMs, parameters, csv }) => [
      topic,
      {
        resolve: createNameResolver(parameters, aliases, place),
        tables: coveredTables(parameters),
        intervalMs,
        csv,
        keys: new KeyMemory(),
      },
    ]),
  );
  return (profileId) => known.get(profileId) ?? unknown;
}
