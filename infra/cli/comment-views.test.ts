import { expect, it } from "vitest";
import { viewNames } from "#schemas/clickhouse/documentation/views.ts";
import { commentStatement } from "./comment-views.ts";
import { sqlFiles, viewOf } from "./sql-files.ts";

it("every view says what a row is, and nothing else does", () => {
  const views = sqlFiles().flatMap((file) => viewOf(file) ?? []);
  expect(viewNames.toSorted()).toEqual(views.toSorted());
});

it("a column means in a view what is said of it there, else what its name means anywhere", () => {
  const statement = commentStatement("notification", ["home_id", "path", "nobody_knows"]);
  expect(statement).toContain("COMMENT COLUMN home_id 'The household; Kafka\\'s key.'");
  expect(statement).toContain("COMMENT COLUMN path 'Path of the object, or of the parameter");
  expect(statement).not.toContain("nobody_knows");
});

it("views of others are left alone", () => {
  expect(commentStatement("somebody_elses", ["home_id"])).toBeNull();
});
