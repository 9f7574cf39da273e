/** Which topic the rows of a view come from. */
import type { ViewName } from "#schemas/clickhouse/documentation/views.ts";
import { isViewName, viewNames } from "#schemas/clickhouse/documentation/views.ts";
import { topics } from "#schemas/topics.ts";
import { Complaint } from "../complaint.ts";
import { suggest } from "../config/suggest.ts";

const windows: readonly ViewName[] = ["home_window", "station_window", "radio_window", "stream_window"];

/** Counted from windows in ClickHouse itself. */
const isCounted = (view: ViewName): boolean => /_(quarter_hour|hour|day)$/.test(view);

/** The topic that has what is in `view`. Complains where there is none, and says what to do instead. */
export function topicOf(view: string): string {
  if (!isViewName(view)) {
    const near = suggest(view, viewNames);
    throw new Complaint(
      `There is no view ${view}: ${near === null ? 'see "usp-telemetry sql"' : `did you mean ${near}?`}`,
    );
  }
  if (isCounted(view))
    throw new Complaint(
      `${view} is counted from home_window, in ClickHouse: rebuild home_window, and "usp-telemetry rollup" counts it again`,
    );
  if (windows.includes(view)) return topics.window.name;
  if (view === "parameter") return topics.parameter.name;
  if (view === "association_change") return topics.associationChange.name;
  if (view === "ledger") return topics.ledger.name;
  if (view === "alert" || view === "alert_current") return topics.alert.name;
  if (view === "home_inventory" || view === "home_dimension" || view === "home_period")
    return topics.inventory.name;
  return view === "dead_letter" ? topics.deadLetter.name : topics.telemetry.name;
}
