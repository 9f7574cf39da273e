import { describe, expect, test } from "vitest";
import { captureNames, readCapture, type Capture } from "./capture.ts";
import { allValues } from "./data-model.ts";
import { notificationsOf, notifyOf } from "./notification.ts";
import { reportsOf, type Report } from "./report.ts";
import { phaseOf, replayStates, type HomeState } from "./state.ts";

describe.each(captureNames)("%s", (name) => {
  const capture = readCapture(name);

  test("every report worked out has as many distinct names as the agent sent", () => {
    const counts = capture.publishes.flatMap((publish) => publish.reports ?? publish.push_report ?? []);
    const distinct = reportsOf(capture).map(
      (report) => new Set(report.values.map((value) => value.name)).size,
    );
    expect(distinct).toEqual(counts.map((count) => count.n_values - count.duplicate_keys));
  });

  test("every value of a report has a column or is a parameter", () => {
    const unplaced = reportsOf(capture).filter((report) => placedValues(report) !== distinctPaths(report));
    expect(unplaced).toEqual([]);
  });

  test("what the agent answered to Get and notified as changed was so in the replayed home", () => {
    const told = toldValues(capture).filter(({ path }) => /^Device\.(Hosts|WiFi\.AccessPoint)\./.test(path));
    expect(told.filter(({ path, value, at }) => !valuesAround(capture, at, path).includes(value))).toEqual(
      [],
    );
  });
});

test("there is something to compare with: Get answers and changed values of seven captures", () => {
  const counts = captureNames.map((name) => toldValues(readCapture(name)).length);
  expect(counts.filter((count) => count > 20).length).toBeGreaterThanOrEqual(7);
});

test("a Notify sent again is one fact", () => {
  const capture = readCapture("subs-unanswered-v5");
  const received = capture.publishes.filter((publish) => notifyOf(publish) !== null).length;
  const facts = notificationsOf(capture).filter((fact) => fact.row["kind"] !== "online");
  expect({ received, facts: facts.length }).toEqual({ received: 28, facts: 11 });
});

test("times as Unix seconds, as ISO text and none", () => {
  const reports = reportsOf(readCapture("bulk-timestamps-v5"));
  const shape = reports
    .slice(0, 3)
    .map((report) => `${report.profileId.split("/").at(-1)} ${report.timeQuality}`);
  expect(shape.sort()).toEqual(["epoch reported", "iso reported", "none none"]);
  for (const { observedAt, receivedAt } of reports) expect(receivedAt - observedAt).toBeLessThan(2000);
});

/** Nineteen columns of a station, fifteen of a host and its addresses, and the parameters. */
const placedValues = (report: Report): number =>
  report.stations.length * 19 +
  report.hosts.reduce(
    (sum, host) => sum + 15 + (host["ip_addresses"] ?? "").split(",").filter(Boolean).length,
    0,
  ) +
  report.parameters.length;

const distinctPaths = (report: Report): number => new Set(report.values.map((value) => value.path)).size;

interface Told {
  readonly path: string;
  readonly value: string;
  readonly at: number;
}

function toldValues(capture: Capture): Told[] {
  return capture.publishes.flatMap((publish) => {
    const answers = publish.msg?.body.response?.get_resp?.req_path_results ?? [];
    const change = notifyOf(publish)?.notify.value_change;
    return [
      ...answers
        .flatMap((answer) => answer.resolved_path_results ?? [])
        .flatMap((row) =>
          Object.entries(row.result_params).map(([key, value]) => ({ path: row.resolved_path + key, value })),
        ),
      ...(change === undefined ? [] : [{ path: change.param_path, value: change.param_value ?? "" }]),
    ].map((each) => ({ ...each, at: publish.t_ms }));
  });
}

/** The values a parameter had in the state of that moment and the ones beside it. */
function valuesAround(capture: Capture, at: number, path: string): string[] {
  const stateAt = statesOf(capture);
  const current = capture.batches.findLastIndex((batch) => batch.t_after <= at);
  const near = [current - 1, current, current + 1].filter((seq) => capture.batches[seq] !== undefined);
  return near.flatMap((seq) =>
    [stateAt(seq, phaseOf(undefined))].flatMap((state) =>
      allValues(state)
        .filter((value) => value.path === path)
        .map((value) => vendorText(state, path) ?? value.text),
    ),
  );
}

/** As the simulator holds it: Get answers give decimals as they were set. */
const vendorText = (state: HomeState, path: string): string | undefined => state.values.get(path);

const states = new WeakMap<Capture, ReturnType<typeof replayStates>>();
function statesOf(capture: Capture): ReturnType<typeof replayStates> {
  const known = states.get(capture) ?? replayStates(capture.batches);
  states.set(capture, known);
  return known;
}
