/**
 * What to delete and to rewrite, from the columns that the tables have: a table or a column that a later migration adds is
 * found by what it is called and what type it has. Names end in `_mac` where they hold an address (design: one word per
 * thing); a home's are `home_id`, and where that is missing `endpoint_id` and the Kafka key `key`.
 */
import type { TableColumn } from "#infra/adapters/clickhouse.ts";
import type { MacAddress } from "#schemas/ids.ts";

/** What is done to one table. */
export interface Change {
  readonly table: string;
  /** SQL: which of its rows. */
  readonly where: string;
  /** SQL of the columns' new values, where rows stay; null: the rows go. */
  readonly update: string | null;
}

export type Tables = ReadonlyMap<string, readonly TableColumn[]>;

/** Rows of a home, and of its endpoints where a table knows no homes. */
export function planHome(tables: Tables, homeId: string, endpoints: readonly string[]): readonly Change[] {
  return [...tables].flatMap(([table, columns]) => {
    const has = (name: string): boolean => columns.some((column) => column.name === name);
    const conditions = has("home_id")
      ? [`home_id = ${quoteText(homeId)}`]
      : [
          ...(has("endpoint_id") && endpoints.length > 0
            ? [`ifNull(endpoint_id, '') IN (${endpoints.map(quoteText).join(", ")})`]
            : []),
          ...(has("key") ? [`ifNull(key, '') = ${quoteText(homeId)}`] : []),
        ];
    return conditions.length === 0 ? [] : [{ table, where: conditions.join(" OR "), update: null }];
  });
}

/**
 * Rows about a station or host go; those of a whole home keep what is not about it: the elements with its address are
 * taken out of their arrays, and out of the arrays beside them.
 */
export function planMac(tables: Tables, mac: MacAddress): readonly Change[] {
  return [...tables].flatMap(([table, columns]) => {
    const arrays = addressArrays(columns);
    if (arrays.length > 0) return [rewrite(table, arrays, mac)];
    const conditions = columns.flatMap((column) => conditionOf(column, mac));
    return conditions.length === 0 ? [] : [{ table, where: conditions.join(" OR "), update: null }];
  });
}

/** Arrays of one length, element for element about the same, and SQL of the addresses in those elements. */
interface AddressArrays {
  readonly addresses: readonly string[];
  readonly columns: readonly string[];
}

/** Of `stations Array(Tuple(sta_mac ...))` with `station_metrics` beside it, or of `rows.sta_mac` with all of `rows`. */
function addressArrays(columns: readonly TableColumn[]): readonly AddressArrays[] {
  const groups = new Set(columns.flatMap(({ name }) => /^(\w+)\.\w+_mac$/.exec(name)?.[1] ?? []));
  const nested = [...groups].map((group) => {
    const names = columns.map(({ name }) => name).filter((name) => name.startsWith(`${group}.`));
    return { addresses: names.filter((name) => name.endsWith("_mac")).map(quoteName), columns: names };
  });
  const tuples = columns.filter(({ type }) => type.startsWith("Array(Tuple("));
  const ofTuples = tuples.flatMap(({ name, type }) => {
    const fields = [...type.matchAll(/\b(\w+_mac) (?:Nullable\()?String/g)];
    if (fields.length === 0) return [];
    const addresses = fields.map(([, field]) => `tupleElement(${quoteName(name)}, '${field}')`);
    const one = `${name.replace(/s$/, "")}_`;
    const beside = tuples.filter((tuple) => tuple.name.startsWith(one));
    return [{ addresses, columns: [name, ...beside.map((column) => column.name)] }];
  });
  return [...nested, ...ofTuples];
}

function rewrite(table: string, arrays: readonly AddressArrays[], mac: MacAddress): Change {
  const value = quoteText(mac);
  const updates = arrays.flatMap(({ addresses, columns }) => {
    const names = addresses.map((_, index) => `address_${index}`);
    const others = names.map((name) => `ifNull(${name}, '') != ${value}`).join(" AND ");
    return columns.map(quoteName).map((column) => {
      // Rows of before a column was added have an empty array in it.
      const sized = addresses.map((address) => `arrayResize(${address}, length(${column}))`);
      return `${column} = arrayFilter((element, ${names.join(", ")}) -> ${others}, ${column}, ${sized.join(", ")})`;
    });
  });
  const where = arrays.flatMap(({ addresses }) => addresses.map((address) => `has(${address}, ${value})`));
  return { table, where: where.join(" OR "), update: updates.join(", ") };
}

/** A column of addresses is compared; free text is searched for the address in each of its three forms; ids and places are not. */
function conditionOf({ name, type }: TableColumn, mac: MacAddress): readonly string[] {
  if (name.endsWith("_mac")) return [`ifNull(${quoteName(name)}, '') = ${quoteText(mac)}`];
  if (name.endsWith("_id") || notText.has(name)) return [];
  const text = freeText.get(type)?.(quoteName(name));
  if (text === undefined) return [];
  const forms = [mac, mac.replaceAll(":", "-"), mac.replaceAll(":", "")].map(quoteText);
  return [`multiSearchAnyCaseInsensitive(${text}, [${forms.join(", ")}])`];
}

/** Hashes and names of topics. */
const notText: ReadonlySet<string> = new Set(["digest", "fingerprint", "kafka_topic", "source_topic"]);

/** Types of free text, and how each is read as one; names that repeat (LowCardinality) are of a closed list or of paths. */
const freeText: ReadonlyMap<string, (name: string) => string> = new Map([
  ["String", (name) => name],
  ["Nullable(String)", (name) => `ifNull(${name}, '')`],
  ["Map(String, String)", (name) => `toString(${name})`],
  ["Map(LowCardinality(String), String)", (name) => `toString(${name})`],
]);

/** Every home, or every address, of which the tables have rows, as SQL that returns a column `id`. */
export function planPresent(tables: Tables, kind: "home" | "mac"): string {
  const selects = [...tables].flatMap(([table, columns]) =>
    (kind === "home" ? homesOf(columns) : addressesOf(columns)).map(
      (id) => `SELECT ${id} AS id FROM ${quoteName(table)}`,
    ),
  );
  return distinct(selects);
}

const homesOf = (columns: readonly TableColumn[]): readonly string[] =>
  columns.map(({ name }) => name).filter((name) => name === "home_id");

function addressesOf(columns: readonly TableColumn[]): readonly string[] {
  const scalars = columns.map(({ name }) => name).filter((name) => /^\w+_mac$/.test(name));
  const arrays = addressArrays(columns).flatMap(({ addresses }) => addresses);
  return [
    ...scalars.map((name) => `ifNull(${quoteName(name)}, '')`),
    ...arrays.map((address) => `ifNull(arrayJoin(${address}), '')`),
  ];
}

/** Which endpoints a home has, as SQL that returns a column `id`. */
export function planEndpoints(tables: Tables, homeId: string): string {
  const selects = [...tables]
    .filter(([, columns]) =>
      ["home_id", "endpoint_id"].every((name) => columns.some((column) => column.name === name)),
    )
    .map(
      ([table]) =>
        `SELECT ifNull(endpoint_id, '') AS id FROM ${quoteName(table)} WHERE home_id = ${quoteText(homeId)}`,
    );
  return distinct(selects);
}

/** None at all is a query without rows. */
const distinct = (selects: readonly string[]): string =>
  `SELECT DISTINCT id FROM (${["SELECT '' AS id", ...selects].join(" UNION ALL ")}) WHERE id != ''`;

export const toCount = ({ table, where }: Change): string =>
  `SELECT toUInt64(count()) AS n FROM ${quoteName(table)} WHERE ${where}`;

/** Parts are written anew without the rows, on every replica, before it answers: nothing is only hidden. */
export const toStatement = ({ table, where, update }: Change): string =>
  `ALTER TABLE ${quoteName(table)} ${update === null ? "DELETE" : `UPDATE ${update}`} WHERE ${where} SETTINGS mutations_sync = 2`;

const quoteText = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const quoteName = (name: string): string => `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
