/** What is known of each stream: how its names read, which tables it covers, how often it comes. */
import type { IntakeConfig, ProfileDefinition } from "../config.ts";
import { coveredTables, type Placement, place } from "../normalize/placement.ts";
import type { CsvDialect } from "./csv-reader.ts";
import { LayoutMemory } from "./layout.ts";
import { LayoutReader } from "./layout-reader.ts";
import { createNameResolver } from "./names.ts";

export interface Profile {
  /** Where a reported name belongs; null when no definition explains it. */
  readonly resolve: (name: string) => Placement | null;
  /** Covered completely by definition, rows or none. */
  readonly tables: readonly string[];
  readonly intervalMs: number | null;
  /** How its CSV is separated; null for a profile in JSON, or that does not say. */
  readonly csv: CsvDialect | null;
  /** Reads its reports in JSON by their layout. */
  readonly layouts: Pick<LayoutReader, "read">;
  /** Of a definition that was learned: to be called with a reported name that it does not explain. */
  readonly onUnexplained?: (name: string) => void;
}

/** Compiles a definition; what it does not name is read by the aliases. */
export function compileProfile(
  { intervalMs, parameters, csv }: Omit<ProfileDefinition, "topic">,
  aliases: IntakeConfig["aliases"],
): Profile {
  const resolve = createNameResolver(parameters, aliases, place);
  const layouts = new LayoutReader(new LayoutMemory(resolve));
  return { resolve, tables: coveredTables(parameters), intervalMs, csv, layouts };
}

/** Finds a stream's profile by its exact id; a stream nobody defined is read by the default aliases. */
export function createProfiles({
  profiles,
  aliases,
}: Pick<IntakeConfig, "profiles" | "aliases">): (profileId: string) => Profile {
  const unknown = compileProfile({ intervalMs: null, parameters: [], csv: null }, aliases);
  const known = new Map<string, Profile>(
    profiles.map((definition) => [definition.topic, compileProfile(definition, aliases)]),
  );
  return (profileId) => known.get(profileId) ?? unknown;
}
