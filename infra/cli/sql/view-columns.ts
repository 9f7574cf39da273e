/** The columns of a view, in order, read off its own SQL: the list between its outermost SELECT and FROM. */
import type { ViewName } from "#schemas/clickhouse/documentation/views.ts";
import { sqlFiles, viewOf } from "../sql-files.ts";

export function readViewColumns(view: ViewName): readonly string[] {
  const file = sqlFiles().find((each) => viewOf(each) === view);
  if (file === undefined) throw new Error(`There is no file of the view ${view}`);
  return columnsOf(file.sql);
}

/** Of a view's text whose outermost SELECT and FROM begin lines of their own. */
export function columnsOf(sql: string): readonly string[] {
  const list = /^SELECT\n([\s\S]*?)^FROM\b/m.exec(sql)?.[1] ?? "";
  return topLevelItems(list).map((item) => /(\w+)$/.exec(item)?.[1] ?? "");
}

/** What commas outside of brackets part. */
function topLevelItems(list: string): readonly string[] {
  const items = [""];
  let depth = 0;
  for (const letter of list.replaceAll(/--[^\n]*/g, "")) {
    if ("([".includes(letter)) depth += 1;
    if (")]".includes(letter)) depth -= 1;
    if (letter === "," && depth === 0) items.push("");
    else items.push(`${items.pop() ?? ""}${letter}`);
  }
  return items.map((item) => item.trim()).filter((item) => item !== "");
}
