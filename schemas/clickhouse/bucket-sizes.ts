/** The sizes that windows are counted into: what tables and views of rollups end in, in words, and how long they are. */
export const bucketSizes = {
  quarter_hour: { words: "quarter of an hour", sizeMs: 900_000 },
  hour: { words: "hour", sizeMs: 3_600_000 },
  day: { words: "day (UTC)", sizeMs: 86_400_000 },
} as const;

export type SizeName = keyof typeof bucketSizes;

export const sizeNames = ["quarter_hour", "hour", "day"] as const satisfies readonly SizeName[];

export const isSizeName = (name: string): name is SizeName => Object.hasOwn(bucketSizes, name);
