/** The SQL files of this program, as `schemas/clickhouse` has them; a rollup's views are one file for all sizes. */
import { readdirSync, readFileSync } from "node:fs";
import { bucketSizes, isSizeName } from "#schemas/clickhouse/bucket-sizes.ts";

/** One SQL file. */
export interface SqlFile {
  /** `migrations/0001_noun.sql` or `views/0001_noun.sql`. */
  readonly name: string;
  readonly sql: string;
}

const folder = new URL("../../schemas/clickhouse/", import.meta.url);

/** Migrations, then views, each in the order of their numbers. */
export const sqlFiles = (): SqlFile[] =>
  ["migrations", "views"].flatMap((kind) =>
    readdirSync(new URL(kind, folder))
      .filter((file) => file.endsWith(".sql"))
      .sort()
      .flatMap((file) => ofSizes(file, readFileSync(new URL(`${kind}/${file}`, folder), "utf8")))
      .map(({ name, sql }) => ({ name: `${kind}/${name}`, sql })),
  );

/** The view that a file makes; null of a migration. */
export const viewOf = ({ name }: SqlFile): string | null => /^views\/\d+_(\w+)\.sql$/.exec(name)?.[1] ?? null;

/**
 * `0026_home_{quarter_hour,hour}.sql` is 0026_home_quarter_hour.sql and 0027_home_hour.sql, with `{size}`, `{bucket}` (in words) and
 * `{ms}` replaced. Any other file is itself.
 */
export function ofSizes(file: string, sql: string): readonly SqlFile[] {
  const [, number = "", noun = "", names = ""] = /^(\d+)_(\w+)_\{([\w,]+)\}\.sql$/.exec(file) ?? [];
  if (names === "") return [{ name: file, sql }];
  return names.split(",").map((size, index) => {
    if (!isSizeName(size)) throw new Error(`${file}: there are no buckets of the size ${size}`);
    const { words, sizeMs } = bucketSizes[size];
    const numbered = String(Number(number) + index).padStart(number.length, "0");
    return {
      name: `${numbered}_${noun}_${size}.sql`,
      sql: sql.replaceAll("{size}", size).replaceAll("{bucket}", words).replaceAll("{ms}", String(sizeMs)),
    };
  });
}
