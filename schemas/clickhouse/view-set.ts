/**
 * Which views this program has. The number rises with each change of one: an older program knows by it that a newer one was here, and
 * leaves the views alone. The checksum is of all of them (`infra/cli/migrate.test.ts` says what it should be).
 */
export const viewSet = {
  number: 1,
  checksum: "58c7d146433f46e8",
} as const;
