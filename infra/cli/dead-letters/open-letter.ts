/** A letter with its bytes as they were received, where pseudonyms had them encrypted. */
import { openDeadLetter } from "#ingest/pseudonyms/sealed-dead-letter.ts";
import type { Sealing } from "#ingest/pseudonyms/sealing.ts";
import type { Letter } from "./letter.ts";

/** The sentence why it stays as it is, or the letter; one that is not encrypted is itself. */
export function openLetter(letter: Letter, sealing: Sealing): Letter | string {
  const { head, headers, value } = letter;
  if (value === null) return letter;
  const opened = openDeadLetter({ headers, value }, sealing);
  if (!opened.ok) return opened.why;
  const { topic, detail } = opened;
  return { ...letter, head: { ...head, topic, detail, sizeBytes: opened.value.length }, value: opened.value };
}
