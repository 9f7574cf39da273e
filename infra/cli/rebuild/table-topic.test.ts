import { expect, it } from "vitest";
import { viewNames } from "#schemas/clickhouse/documentation/views.ts";
import { topics } from "#schemas/topics.ts";
import { topicOf } from "./table-topic.ts";

it.each([
  { view: "station_observation", want: topics.telemetry },
  { view: "notification", want: topics.telemetry },
  { view: "parameter", want: topics.parameter },
  { view: "station_window", want: topics.window },
  { view: "alert_current", want: topics.alert },
  { view: "home_dimension", want: topics.inventory },
  { view: "dead_letter", want: topics.deadLetter },
  { view: "ledger", want: topics.ledger },
])("$view comes from $want.name", ({ view, want }) => {
  expect(topicOf(view)).toBe(want.name);
});

it("what is counted in ClickHouse is not read from Kafka: the sentence says what to rebuild", () => {
  const counted = viewNames.filter((view) => /_(hour|day)$/.test(view));
  for (const view of counted) expect(() => topicOf(view)).toThrow("rebuild home_window");
});

it("a view that there is not is told with the nearest", () => {
  expect(() => topicOf("station_observations")).toThrow("did you mean station_observation?");
});
