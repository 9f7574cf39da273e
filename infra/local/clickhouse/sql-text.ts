/** A word, quoted name, string, number or sign of a query, with its place in the text. */
interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many brackets are open around it. */
  readonly depth: number;
}

/** What the front must know of a query before the engine sees it. */
export interface QueryShape {
  /** The first word, in capitals: SELECT, INSERT, CREATE, ... */
  readonly verb: string;
  /** The output format that the query itself asks for. */
  readonly format: string | null;
  /** Set when the query is an INSERT whose data follow it (`FORMAT x`, data in the body or after it). */
  readonly insert: InsertShape | null;
  /** True when another statement follows the first, which the HTTP interface refuses. */
  readonly severalStatements: boolean;
}

export interface InsertShape {
  readonly format: string;
  /** Where `FROM INFILE '...'` belongs: behind the table and its columns, before SETTINGS and FORMAT. */
  readonly infileAt: number;
  /** End of the statement proper. */
  readonly statementEnd: number;
  /** Where data in the same text begin: behind the format's name, blanks and one line break. */
  readonly dataStart: number;
}

const TOKEN =
  /\s+|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]+|\\[\s\S]|'')*'|"(?:[^"\\]+|\\[\s\S])*"|`(?:[^`\\]+|\\[\s\S])*`|[A-Za-z_$][\w$]*|[\d.]+|[\s\S]/gy;
const BLANK = /^(?:\s|--|#[ !]|\/\*)/;

/**
 * Reads the outline of one query. Stops at the data of an INSERT, which may be any bytes. `text` is latin1, so that
 * places in it are places in the bytes.
 */
export function shapeOf(text: string): QueryShape {
  const tokens: Token[] = [];
  let depth = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const word = match[0];
    if (BLANK.test(word)) continue;
    if (word === ")" || word === "]" || word === "}") depth--;
    tokens.push({ text: word, start: match.index, end: TOKEN.lastIndex, depth });
    if (word === "(" || word === "[" || word === "{") depth++;
    const insert = insertEndingHere(text, tokens);
    if (insert !== null) return { verb: "INSERT", format: null, insert, severalStatements: false };
    if (isInsertValues(tokens))
      return { verb: "INSERT", format: null, insert: null, severalStatements: false };
  }
  const end = tokens.findIndex((token) => token.text === ";" && token.depth === 0);
  const statement = end < 0 ? tokens : tokens.slice(0, end);
  const rest = end < 0 ? [] : tokens.slice(end).filter((token) => token.text !== ";");
  return {
    verb: upper(statement[0]),
    format: outputFormat(statement),
    insert: null,
    severalStatements: rest.length > 0,
  };
}

function upper(token: Token | undefined): string {
  return token?.text.toUpperCase() ?? "";
}

function outputFormat(tokens: readonly Token[]): string | null {
  const at = tokens.findLastIndex((token) => token.depth === 0 && upper(token) === "FORMAT");
  return at > 0 ? (tokens[at + 1]?.text ?? null) : null;
}

/** An INSERT with literal VALUES runs as it is; its rows may hold anything. */
function isInsertValues(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  return upper(tokens[0]) === "INSERT" && last?.depth === 0 && upper(last) === "VALUES" && tokens.length > 2;
}

/** The shape of `INSERT ... FORMAT x` once its last token is x; null for an INSERT that selects. */
function insertEndingHere(text: string, tokens: readonly Token[]): InsertShape | null {
  const [keyword, format] = [tokens.at(-2), tokens.at(-1)];
  if (
    upper(tokens[0]) !== "INSERT" ||
    keyword?.depth !== 0 ||
    upper(keyword) !== "FORMAT" ||
    format === undefined
  )
    return null;
  const top = tokens.filter((token) => token.depth === 0);
  if (top.some((token) => ["SELECT", "WITH", "INFILE"].includes(upper(token)))) return null;
  const settings = top.find((token) => upper(token) === "SETTINGS");
  const data = /^[ \t\r\f]*;?[ \t\r\f]*\n?/.exec(text.slice(format.end));
  return {
    format: format.text,
    infileAt: (settings ?? keyword).start,
    statementEnd: format.end,
    dataStart: format.end + (data?.[0].length ?? 0),
  };
}

/** A string literal of ClickHouse. */
export function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** A name between backticks. */
export function quotedName(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}
