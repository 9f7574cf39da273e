/** JSON of a setting, and where a text stops being JSON: the engine's own sentence shows what is in it, secrets too. */
import { code, JsonReader, ReportStop } from "#ingest/report/json-reader.ts";

/** A text that is no JSON. */
export class NoJson {
  readonly text: string;
  /** `line 1, column 13`: of the first character that does not belong; null: nobody can tell. */
  readonly place: string | null;

  constructor(text: string) {
    this.text = text;
    const at = firstWrong(text);
    const before = text.slice(0, at ?? 0).split("\n");
    this.place = at === null ? null : `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return new NoJson(text);
  }
}

function firstWrong(text: string): number | null {
  const reader = new JsonReader(text);
  try {
    pass(reader);
    return reader.peek() < 0 ? null : reader.position;
  } catch (error) {
    if (error instanceof ReportStop) return reader.position;
    throw error;
  }
}

/** Passes a value. */
function pass(reader: JsonReader): void {
  const next = reader.peek();
  if (next === code.quote) reader.string();
  else if (reader.take(code.braceOpen)) passAll(reader, code.braceClose, passMember);
  else if (reader.take(code.bracketOpen)) passAll(reader, code.bracketClose, pass);
  else if (!["true", "false", "null"].some((word) => reader.takeText(word))) reader.number();
}

function passMember(reader: JsonReader): void {
  reader.peek();
  reader.string();
  reader.expect(code.colon);
  pass(reader);
}

function passAll(reader: JsonReader, end: number, passOne: (reader: JsonReader) => void): void {
  if (reader.take(end)) return;
  do passOne(reader);
  while (reader.take(code.comma));
  reader.expect(end);
}
