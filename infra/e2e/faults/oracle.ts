/** Whether anything was lost, doubled or misread: sentences, none when all is right. Pure. */
import { differences } from "../truth/difference.ts";
import type { Row } from "../truth/row.ts";
import type { KafkaContents } from "./stored.ts";
import { viewNames, type ViewRows } from "./truth.ts";
import { windowViews, type WindowRows } from "./windows.ts";

const shown = 5;

const told = (what: string, which: readonly string[]): string[] =>
  which.length === 0 ? [] : [`${which.length} ${what}: ${which.slice(0, shown).join(", ")}`];

/** Which come more than once. */
function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

/** One home's rows against what it sent: the same rows, each once. */
export function rowProblems(homeId: string, expected: ViewRows, actual: ViewRows): string[] {
  return viewNames.flatMap((view) => differences(`${homeId}: ${view}`, expected[view], actual[view]));
}

/**
 * Every publication has become exactly one event, however often it is in Kafka; nothing else is there, and nothing was
 * dead-lettered.
 */
export function fateProblems(sent: readonly string[], { events, deadLetters }: KafkaContents): string[] {
  const idsOf = new Map<string, Set<string>>(sent.map((fact) => [fact, new Set()]));
  const strange: string[] = [];
  for (const { fact, eventId } of events) {
    const ids = idsOf.get(fact);
    if (ids === undefined) strange.push(fact);
    else ids.add(eventId);
  }
  const without = [...idsOf].filter(([, ids]) => ids.size === 0).map(([fact]) => fact);
  const several = [...idsOf].filter(([, ids]) => ids.size > 1).map(([fact]) => fact);
  return [
    ...told("publications that are one fact with another: the check can't tell them apart", repeated(sent)),
    ...told("publications without an event", without),
    ...told("publications with several event ids", several),
    ...told("events that nobody published", strange),
    ...told("dead letters that nobody meant", deadLetters),
  ];
}

/** What is written in transactions is there once, and everybody has come to the end. */
export function logProblems({ windowIds, changeIds, lag }: KafkaContents): string[] {
  return [
    ...told("records of usp.window.v1 with an id that was there before", repeated(windowIds)),
    ...told("records of usp.association-change.v1 with an id that was there before", repeated(changeIds)),
    ...(lag.worker > 0 ? [`the workers' lag is ${lag.worker}`] : []),
    ...(lag.sink > 0 ? [`the sink's lag is ${lag.sink}`] : []),
  ];
}

/** A window's end as ClickHouse writes it, in milliseconds. */
const endOf = (row: Row): number => Date.parse(`${String(row["window_end"]).replace(" ", "T")}Z`);

/**
 * Windows and changes against those of an undisturbed run of the same publications. Windows that the reports have not
 * passed yet are left out: they are still open in one run and closed by the end in the other. When a change was received is
 * left out of homes of which a report was overtaken; where bridges stopped in good order, what nobody waits for, so are
 * these homes' changes.
 */
export function windowProblems(
  undisturbed: WindowRows,
  disturbed: WindowRows,
  isPassed: (homeId: string, windowEndMs: number) => boolean,
  overtaken: ReadonlySet<string>,
  haveStopped = false,
): string[] {
  const compared = undisturbed.home_window.filter((row) => isPassed(String(row["home_id"]), endOf(row)));
  if (compared.length === 0) return ["no window was passed, so none was compared"];
  return windowViews.flatMap((view) => {
    const kept = (rows: readonly Row[]): readonly Row[] =>
      view === "association_change"
        ? rows.flatMap((row) => {
            if (!overtaken.has(String(row["home_id"]))) return [row];
            return haveStopped ? [] : [{ ...row, received_at: "" }];
          })
        : rows.filter((row) => isPassed(String(row["home_id"]), endOf(row)));
    return differences(
      `${view}, undisturbed against disturbed`,
      kept(undisturbed[view]),
      kept(disturbed[view]),
    );
  });
}
