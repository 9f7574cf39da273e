/** What one setting is: its two names, its type, its default and its sentence. */
import { z } from "zod";
import { parseJson } from "./json-text.ts";

/** The processes and commands that read settings. */
export type Part =
  | "bridge"
  | "collector"
  | "worker"
  | "fleet"
  | "notify"
  | "sink"
  | "rollup"
  | "topics"
  | "migrate"
  | "query"
  | "forget";

export const parts = [
  "bridge",
  "collector",
  "worker",
  "fleet",
  "notify",
  "sink",
  "rollup",
  "topics",
  "migrate",
  "query",
  "forget",
] as const satisfies readonly Part[];

/** How a value is written: as text in the environment, as YAML in the file. */
export interface ValueKind<T> {
  /** What a person is told to write. */
  readonly name: string;
  /** Checks a value from the file (or one read from text). */
  readonly schema: z.ZodType<T>;
  /** Turns an environment variable into what the schema checks; unreadable text stays text and is refused by it, or is a `NoJson`. */
  readonly fromText: (text: string) => unknown;
}

export interface Setting<T> {
  readonly env: `USP_${string}`;
  /** Where it is in the config file: keys joined by dots. */
  readonly path: string;
  readonly kind: ValueKind<T>;
  /** What holds when nobody says anything; `required` when that can't be. */
  readonly fallback: Described<T> | "required";
  readonly doc: string;
  readonly usedBy: readonly Part[];
  /** Hidden by `check-config`. */
  readonly secret: boolean;
  /**
   * Whether it may come from the file that `<env>_FILE`, or `<path>File` in the config file, names: its content, read once
   * (`read`), or a file that stays known and is read again when it has changed (`kept`).
   */
  readonly fromFile: "no" | "read" | "kept";
}

/** What a value of a setting is. */
export type ValueOf<S> = S extends Setting<infer T> ? T : never;

const integerFromText = (text: string): unknown => (/^-?\d+$/.test(text) ? Number(text) : text);

export const text: ValueKind<string> = {
  name: "text",
  schema: z.string().min(1, "must not be empty"),
  fromText: (value) => value,
};

/** A password may be empty. */
export const textOrEmpty: ValueKind<string> = {
  name: "text",
  schema: z.string(),
  fromText: (value) => value,
};

export const url = (...protocols: readonly string[]): ValueKind<string> => ({
  name: `URL (${protocols.map((protocol) => `${protocol}://`).join(", ")})`,
  schema: z
    .string()
    .refine((value) => protocols.some((protocol) => URL.parse(value)?.protocol === `${protocol}:`), {
      error: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}://`).join(" or ")}`,
    })
    // It would be in logs, and wherever an address is told.
    .refine((value) => !hasCredentials(value), {
      error: "must hold no user name and no password: they have settings of their own",
    }),
  fromText: (value) => value,
});

const hasCredentials = (address: string): boolean => {
  const { username = "", password = "" } = URL.parse(address) ?? {};
  return username !== "" || password !== "";
};

export const list: ValueKind<readonly string[]> = {
  name: "list (in the environment separated by commas)",
  schema: z.array(z.string().min(1, "an entry must not be empty")).min(1, "must name at least one"),
  fromText: (value) => value.split(",").map((entry) => entry.trim()),
};

/** Whole numbers within bounds, both included. */
export const integer = (lowest: number, highest: number): ValueKind<number> => ({
  name: `whole number ${lowest}..${highest}`,
  schema: z
    .int(`must be a whole number from ${lowest} to ${highest}`)
    .min(lowest, `must be at least ${lowest}`)
    .max(highest, `must be at most ${highest}`),
  fromText: integerFromText,
});

export const flag: ValueKind<boolean> = {
  name: "true or false",
  schema: z.boolean("must be true or false"),
  fromText: (value) => ({ true: true, false: false })[value.toLowerCase()] ?? value,
};

/** One of a few texts. */
export const choice = <const T extends string>(...values: readonly [T, ...T[]]): ValueKind<T> => ({
  name: values.join(" or "),
  schema: z.enum(values, `must be ${values.join(" or ")}`),
  fromText: (value) => value,
});

/** A structure: YAML in the file, JSON in the environment. */
export const structure = <T>(name: string, schema: z.ZodType<T>): ValueKind<T> => ({
  name: `${name} (in the environment as JSON)`,
  schema,
  fromText: parseJson,
});

/** The same kind, or nothing. */
export const optional = <T>({ name, schema, fromText }: ValueKind<T>): ValueKind<T | null> => ({
  name,
  schema: z.nullable(schema),
  fromText,
});

/** One setting with a default; `text` is how the documentation writes it. A secret may come from a file. */
export function setting<T>(
  env: `USP_${string}`,
  path: string,
  kind: ValueKind<T>,
  fallback: T | Described<T> | "required",
  usedBy: readonly Part[],
  doc: string,
  secret = false,
): Setting<T> {
  const fromFile = secret ? "read" : "no";
  return { env, path, kind, fallback: withText(fallback), doc, usedBy, secret, fromFile };
}

function withText<T>(fallback: T | Described<T> | "required"): Setting<T>["fallback"] {
  if (fallback === "required") return "required";
  if (isDescribed(fallback)) return fallback;
  return { value: fallback, text: describe(fallback) };
}

const describe = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

interface Described<T> {
  readonly value: T;
  readonly text: string;
}

const isDescribed = <T>(value: T | Described<T>): value is Described<T> =>
  typeof value === "object" && value !== null && "text" in value && "value" in value;
