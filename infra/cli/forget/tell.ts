/** What forgetting did, or would do, for a person. */
import { formatTable } from "../text-table.ts";
import type { Outcome } from "./forget.ts";
import type { Retained } from "./retained.ts";
import { nameOf } from "./subject.ts";

/** `really`: it was done; else it was only counted. */
export function tellOutcome(outcome: Outcome, really: boolean): string {
  const { subject, rows, tombstones, before, inserted } = outcome;
  const name = nameOf(subject);
  const since = before === null ? "" : `, forgotten before, last at ${before} UTC`;
  if (rows.size === 0 && tombstones.size === 0) return `Nothing of ${name} is there${since}.\n`;
  const heading = really
    ? `Of ${name}${since} is gone:`
    : `Of ${name}${since} would go (nothing was changed):`;
  const lines = [
    ...[...rows].map(([table, count]) => [table, String(count), "rows"]),
    ...[...tombstones].map(([topic, count]) => [topic, String(count), "keys"]),
  ];
  const came = before === null ? "" : "These came after it was forgotten then.\n";
  return [
    `${heading}\n`,
    formatTable(["table or topic", "count", "of"], lines, Number.POSITIVE_INFINITY),
    came,
    really ? tellLeft(outcome) : "",
    inserted
      ? ""
      : "The sink has not taken the inventory's tombstones within 30 s. Does it run? When it does, forget once more: each is a row with the home's name.\n",
  ].join("");
}

function tellLeft({ left, subject }: Outcome): string {
  if (left === null || left.size === 0) return "";
  const which = [...left].map(([table, count]) => `${count} of ${table}`).join(", ");
  return `Rows of ${nameOf(subject)} came in meanwhile: ${which}. Does it still report, or is the sink behind? Forget it once more.\n`;
}

/** Epochs of which nobody knows whether the address is in their rows. */
export const tellUnknown = (epochs: readonly string[]): string =>
  epochs.length === 0
    ? ""
    : `Not looked for under pseudonyms of epoch ${epochs.join(", ")}: there are rows of it, and no key of it in USP_PSEUDONYM_KEYS.\n`;

/** Whether something of it may still be there, which is to be forgotten once more. */
export const isLeft = ({ left, inserted }: Outcome): boolean => (left?.size ?? 0) > 0 || !inserted;

/** What is out of reach, and until when. */
export function tellRetained(retained: readonly Retained[]): string {
  const lines = retained.map(({ topic, untilMs }) => [
    topic,
    untilMs === null ? "for ever: set retention.ms" : new Date(untilMs).toISOString().slice(0, 16) + "Z",
  ]);
  return [
    "Kafka keeps what it has until its retention ends; a segment may stay a little longer:\n",
    formatTable(["topic", "until at most"], lines, Number.POSITIVE_INFINITY),
    'Until then "sink --rebuild" inserts it again: "forget --again --yes" afterwards.\n',
  ].join("");
}
