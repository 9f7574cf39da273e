/** An error as ClickHouse's HTTP interface reports it. */
export class ClickhouseError extends Error {
  readonly code: number;
  constructor(code: number, type: string, text: string) {
    super(`Code: ${code}. DB::Exception: ${text} (${type})`);
    this.name = "ClickhouseError";
    this.code = code;
  }
}

const LOGICAL_ERROR = 49;

/** The text and code of whatever the engine threw, without the binding's own prefix. */
export function errorText(error: unknown): { readonly code: number; readonly text: string } {
  const message = error instanceof Error ? error.message : String(error);
  const start = message.search(/Code: \d+\. /);
  const code = Number(/Code: (\d+)\. /.exec(message)?.[1] ?? LOGICAL_ERROR);
  return start < 0
    ? { code, text: `Code: ${code}. DB::Exception: ${message} (LOGICAL_ERROR)` }
    : { code, text: message.slice(start) };
}

const BAD_REQUEST = new Set([6, 26, 27, 36, 38, 41, 43, 53, 62, 70, 72, 115, 131, 190, 456]);
const NOT_FOUND = new Set([46, 47, 60, 73, 81, 372]);

/** The status that the server answers with, by the error's code. */
export function statusOf(code: number): number {
  if (code === 194) return 401;
  if (code === 516 || code === 497) return 403;
  if (BAD_REQUEST.has(code)) return 400;
  if (NOT_FOUND.has(code)) return 404;
  return 500;
}
