/** Findings as a screen for a person. */
import type { Finding, Level } from "./finding.ts";

const word: Readonly<Record<Level, string>> = { ok: "OK  ", warn: "WARN", fail: "FAIL" };
const textIndent = 7;
const control = /\p{Cc}/gu;

/** Everything that is well in a line each; below what is not stands what to do. */
export function formatFindings(findings: readonly Finding[], columns: number): string {
  const blocks = [...Map.groupBy(findings, ({ dependency }) => dependency)].map(([dependency, ofIt]) =>
    [dependency, ...ofIt.flatMap((finding) => linesOf(finding, columns))].join("\n"),
  );
  return `${blocks.join("\n\n")}\n\n${summaryOf(findings)}\n`;
}

function linesOf({ level, about, found, whatToDo }: Finding, columns: number): readonly string[] {
  const width = Math.max(40, columns - textIndent);
  const said = wrap(`${about}: ${found}`.replaceAll(control, " "), width);
  const todo = whatToDo === null ? [] : wrap(`-> ${whatToDo}`, width);
  const [first = "", ...rest] = said;
  return [
    `  ${word[level]} ${first}`,
    ...[...rest, ...todo].map((line) => `${" ".repeat(textIndent)}${line}`),
  ];
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const each of text.trim().split(/\s+/)) {
    const longer = line === "" ? each : `${line} ${each}`;
    if (longer.length > width && line !== "") {
      lines.push(line);
      line = each;
    } else line = longer;
  }
  return [...lines, line];
}

function summaryOf(findings: readonly Finding[]): string {
  const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  const [failed, warned] = [count("fail"), count("warn")];
  if (failed > 0) return `${failed} failed, ${warned} to look at: the product does not work, or loses data.`;
  return warned > 0 ? `Nothing failed, ${warned} to look at.` : "All is well.";
}
