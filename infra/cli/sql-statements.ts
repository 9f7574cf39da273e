/** Splits SQL text into statements. A semicolon inside a string, a quoted name or a comment ends nothing. */

/** The statements of a text in order, without their semicolons and without comments around them; none is empty. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let start = 0;
  for (let at = 0; at < sql.length;) {
    if (sql[at] !== ";") {
      at = skipToken(sql, at);
      continue;
    }
    statements.push(sql.slice(start, at));
    at += 1;
    start = at;
  }
  statements.push(sql.slice(start));
  return statements.map(trimComments).filter((statement) => statement !== "");
}

/** The position after the token at `at`: a quoted text or a comment as a whole, anything else one character. */
function skipToken(sql: string, at: number): number {
  const char = sql[at];
  if (char === "'" || char === '"' || char === "`") return skipQuoted(sql, at, char);
  if (char === "$") return skipHeredoc(sql, at);
  return skipComment(sql, at) ?? at + 1;
}

/** ClickHouse takes a backslash and a doubled quote as escapes in all three kinds of quotes. */
function skipQuoted(sql: string, at: number, quote: string): number {
  for (let end = at + 1; end < sql.length; end++) {
    if (sql[end] === "\\") end += 1;
    else if (sql[end] === quote) {
      if (sql[end + 1] !== quote) return end + 1;
      end += 1;
    }
  }
  return sql.length;
}

/** `$tag$ ... $tag$`; a dollar that begins none stands for itself. */
function skipHeredoc(sql: string, at: number): number {
  const tag = /^\$\w*\$/.exec(sql.slice(at, at + 100))?.[0];
  if (tag === undefined) return at + 1;
  const end = sql.indexOf(tag, at + tag.length);
  return end < 0 ? sql.length : end + tag.length;
}

/** The position after the comment at `at`, or null where none begins. */
function skipComment(sql: string, at: number): number | null {
  if (sql.startsWith("--", at) || sql.startsWith("#!", at) || sql.startsWith("# ", at)) {
    const end = sql.indexOf("\n", at);
    return end < 0 ? sql.length : end + 1;
  }
  if (sql.startsWith("/*", at)) {
    const end = sql.indexOf("*/", at + 2);
    return end < 0 ? sql.length : end + 2;
  }
  return null;
}

function trimComments(statement: string): string {
  let at = 0;
  for (;;) {
    while (at < statement.length && /\s/.test(statement[at] ?? "")) at += 1;
    const end = skipComment(statement, at);
    if (end === null) return statement.slice(at).trimEnd();
    at = end;
  }
}
