/**
 * A view's example: `schemas/clickhouse/examples/VIEW.sql`, which is a comment with the question, the query, and as comments
 * again what it answers on demo data (`infra/cli/demo`).
 */
import { readFileSync } from "node:fs";
import type { ViewName } from "#schemas/clickhouse/documentation/views.ts";

export interface Example {
  readonly question: string;
  readonly query: string;
  /** As ClickHouse's `PrettyCompactMonoBlock` draws it. */
  readonly answer: string;
}

/** Where a view's example is. */
export const exampleFile = (view: ViewName): URL =>
  new URL(`../../../schemas/clickhouse/examples/${view}.sql`, import.meta.url);

export const readExample = (view: ViewName): Example => parseExample(readFileSync(exampleFile(view), "utf8"));

/** The three parts of an example's text. */
export function parseExample(text: string): Example {
  const lines = text.trimEnd().split("\n");
  const isComment = (line: string): boolean => line.startsWith("--");
  const begin = lines.findIndex((line) => !isComment(line));
  const end = lines.findLastIndex((line) => !isComment(line)) + 1;
  const part = (from: number, to: number): string => lines.slice(from, to).join("\n");
  const bare = (commented: string): string => commented.replace(/^-- ?/gm, "");
  return {
    question: bare(part(0, begin)),
    query: part(begin, end).trim(),
    answer: bare(part(end, lines.length)),
  };
}

/** The text of an example; the other way round. */
export function formatExample({ question, query, answer }: Example): string {
  const comment = (text: string): string => text.replace(/^/gm, "-- ");
  return `${comment(question)}\n${query}\n\n${comment(answer.trimEnd())}\n`;
}
