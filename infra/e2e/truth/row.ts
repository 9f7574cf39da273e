/** Rows as the queries give them: every column as text (`toString`), null where there is none. */
export type Row = Readonly<Record<string, string | null>>;

/** Lower-case MAC with colons, or null when the text is none. */
export const macOf = (text: string): string | null =>
  /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(text) ? text.toLowerCase() : null;

/** Text that says nothing is no value. */
export const filled = (text: string): string | null => (text === "" ? null : text);

/** Milliseconds of a dateTime; the unknown time of TR-106 is none. */
export const instantOf = (text: string): string | null =>
  text === "" || text.startsWith("0001-") ? null : String(Date.parse(text));
