import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { captureNames, readCapture, type ReportTruth } from "./capture.ts";
import { hostRows, stationRows } from "./data-model.ts";
import { phaseOf, replayStates, type HomeState } from "./state.ts";

test("every recorded capture is in the list", () => {
  const files = readdirSync(new URL("../captures/", import.meta.url)).filter((file) =>
    file.endsWith(".expected.json.gz"),
  );
  expect(files.map((file) => file.replace(".expected.json.gz", "")).sort()).toEqual([...captureNames].sort());
});

describe.each(captureNames)("%s", (name) => {
  test("the state replayed from the batches is the state each report was compared with", () => {
    const capture = readCapture(name);
    const stateAt = replayStates(capture.batches);
    const elements = capture.publishes.flatMap((publish) => publish.reports ?? publish.push_report ?? []);
    for (const element of elements) {
      const state = stateAt(element.state_seq, phaseOf(element.state_phase));
      expect(summaryOf(state, element)).toEqual(element.truth);
    }
  });
});

test("a row added and deleted is gone with its values, and values come before rows", () => {
  const stateAt = replayStates([
    {
      seq: 0,
      t_after: 0,
      ops: [
        ["set", "Device.Hosts.Host.1.Active", "true"],
        ["add", "Device.Hosts.Host.1"],
      ],
    },
    {
      seq: 1,
      t_after: 1,
      ops: [
        ["del", "Device.Hosts.Host.1"],
        ["set", "Device.Hosts.Host.1.Active", "false"],
      ],
    },
  ]);
  expect(stateAt(0, "values-only").rows.size).toBe(0);
  expect([...stateAt(0, "settled").rows]).toEqual(["Device.Hosts.Host.1"]);
  expect(stateAt(1, "values-only").values.get("Device.Hosts.Host.1.Active")).toBe("false");
  expect([...stateAt(1, "settled").rows]).toEqual([]);
});

/** The part of the state that `truth` holds, with the columns `truth` chose. */
function summaryOf(state: HomeState, element: ReportTruth): ReportTruth["truth"] {
  const column = { hosts: columnsOf(element.truth.hosts), assoc: columnsOf(element.truth.assoc) };
  return {
    hosts: Object.fromEntries(
      hostRows(state).map((row) => [row.split(".").at(-1), valuesOf(state, row, column.hosts)]),
    ),
    assoc: Object.fromEntries(
      stationRows(state).map((row) => {
        const levels = row.split(".");
        return [`${levels[3]}.${levels[5]}`, valuesOf(state, row, column.assoc)];
      }),
    ),
  };
}

type Rows = ReportTruth["truth"]["hosts"];
type Scalar = string | number | boolean;

/** One row of `truth`, as the model for the types of all. */
const columnsOf = (rows: Rows): Readonly<Record<string, Scalar>> => Object.values(rows)[0] ?? {};

const valuesOf = (
  state: HomeState,
  row: string,
  columns: Readonly<Record<string, Scalar>>,
): Record<string, Scalar> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, like]) => {
      const text = state.values.get(`${row}.${name}`) ?? "";
      return [
        name,
        typeof like === "number" ? Number(text) : typeof like === "boolean" ? text === "true" : text,
      ];
    }),
  );
