/**
 * Profiles by which a gateway's reports are read, from what is known of that gateway alone. Definitions of the settings come
 * first; a stream that nobody defined is read by the default aliases.
 */
import type { IntakeConfig } from "../config.ts";
import { coveredTables } from "../normalize/placement.ts";
import { referenceComponents } from "../report/names.ts";
import { compileProfile, createProfiles, type Profile } from "../report/profiles.ts";
import { type LearnedDefinition, type Streams, toDefinition } from "./definition.ts";
import { type KnownRows, type ProfileBook, toSettings } from "./profile-book.ts";

/** Finds the profile of a gateway's stream. */
export type ProfileOf = (stream: string, endpointId: string) => Profile;

export interface LearnedProfilesPorts {
  readonly book: Pick<ProfileBook, "rowsOf">;
  readonly streams: Streams;
  /** A report has a name that the learned definition does not explain; called once for a stream of a gateway. */
  readonly onContradiction: (contradiction: {
    readonly endpointId: string;
    readonly stream: string;
    readonly name: string;
  }) => void;
}

/** Distinct definitions held compiled: each remembers how its reports look. The gateways of a fleet share theirs. */
const maxCompiled = 100;
/** Streams whose contradictions are remembered as told. */
const maxTold = 10_000;

export function createLearnedProfiles(
  config: Pick<IntakeConfig, "profiles" | "aliases">,
  { book, streams, onContradiction }: LearnedProfilesPorts,
): ProfileOf {
  const configured = createProfiles(config);
  const isConfigured = new Set(config.profiles.map(({ topic }) => topic));
  const compiled = new RecentlyUsed(
    (text) => compile(JSON.parse(text) as LearnedDefinition[], config),
    maxCompiled,
  );
  const byRows = new WeakMap<KnownRows, ReadonlyMap<string, string>>();
  const definitionsOf = (rows: KnownRows): ReadonlyMap<string, string> => {
    const known = byRows.get(rows) ?? textsByStream(rows, streams, compiled);
    byRows.set(rows, known);
    return known;
  };
  const told = new Set<string>();
  const tell = (endpointId: string, stream: string, name: string): void => {
    const key = `${endpointId} ${stream}`;
    if (told.has(key) || told.size >= maxTold) return;
    told.add(key);
    onContradiction({ endpointId, stream, name });
  };
  return (stream, endpointId) => {
    const rows = isConfigured.has(stream) ? null : book.rowsOf(endpointId);
    const text = rows === null ? undefined : definitionsOf(rows).get(stream);
    if (text === undefined) return configured(stream);
    return { ...compiled.of(text), onUnexplained: (name) => tell(endpointId, stream, name) };
  };
}

/** JSON of the definitions of each stream: one, unless several rows send to it. The gateways of a fleet share the text too. */
function textsByStream(
  rows: KnownRows,
  streams: Streams,
  compiled: Pick<RecentlyUsed<Profile>, "keyLike">,
): ReadonlyMap<string, string> {
  const definitions = [...rows].flatMap(
    ([row, { text }]) => toDefinition(row, toSettings(text), streams) ?? [],
  );
  return new Map(
    [...Map.groupBy(definitions, ({ topic }) => topic)].map(([topic, those]) => [
      topic,
      compiled.keyLike(JSON.stringify(those)),
    ]),
  );
}

/** Where several rows send to one stream, a report is of one of them: only what all cover is covered by it. */
function compile(
  definitions: readonly LearnedDefinition[],
  { aliases }: Pick<IntakeConfig, "aliases">,
): Profile {
  const [first, ...others] = definitions;
  if (first === undefined) throw new Error("a stream without a definition");
  const parameters = definitions.flatMap((each) => each.parameters);
  const isSame = others.every(({ intervalMs }) => intervalMs === first.intervalMs);
  const profile = compileProfile(
    { ...first, parameters, intervalMs: isSame ? first.intervalMs : null },
    aliases,
  );
  const covered = definitions.map((each) => new Set(coveredByDefinition(each)));
  return {
    ...profile,
    tables: profile.tables.filter((table) => covered.every((tables) => tables.has(table))),
  };
}

const coveredByDefinition = ({ parameters, excluded }: LearnedDefinition): readonly string[] =>
  coveredTables(parameters).filter((table) => !excluded.some((reference) => reachesInto(reference, table)));

/** Whether what a reference leaves out may be a row of the table, or a parameter of one. */
function reachesInto(reference: string, table: string): boolean {
  const components = referenceComponents(reference);
  return referenceComponents(table).every((component, level) => {
    const left = components[level];
    return left === undefined || left === component || isInstance(left) || isInstance(component);
  });
}

const isInstance = (component: string): boolean => /^(?:\*|[0-9]+|\[.*)$/s.test(component);

/** Values made when they are asked for; beyond `limit` the one asked for longest ago goes. */
class RecentlyUsed<Value> {
  readonly #make: (key: string) => Value;
  readonly #limit: number;
  readonly #entries = new Map<string, { readonly key: string; readonly value: Value }>();

  constructor(make: (key: string) => Value, limit: number) {
    this.#make = make;
    this.#limit = limit;
  }

  /** The key that is held and equals this one; else this one. */
  keyLike(key: string): string {
    return this.#entries.get(key)?.key ?? key;
  }

  of(key: string): Value {
    const entry = this.#entries.get(key) ?? { key, value: this.#make(key) };
    this.#entries.delete(key);
    this.#entries.set(entry.key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#limit && oldest !== undefined) this.#entries.delete(oldest);
    return entry.value;
  }
}
