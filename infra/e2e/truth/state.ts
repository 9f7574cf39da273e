/** The simulated home at a moment: which rows exist and what was set. Worked out from the batches of a capture alone. */
import type { Batch } from "./capture.ts";

export interface HomeState {
  /** Row paths without trailing dot: `Device.Hosts.Host.3`. */
  readonly rows: ReadonlySet<string>;
  /** Values by full parameter path, in their textual form. */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * `settled`: the whole batch is in force. `values-only`: its values are, its rows are not yet added or deleted
 * (the report fell between the two halves of a batch).
 */
export type Phase = "settled" | "values-only";

/** The phase an expected report names in `state_phase`. */
export function phaseOf(text: string | undefined): Phase {
  if (text === undefined) return "settled";
  if (text.startsWith("values applied, rows")) return "values-only";
  throw new Error(`a phase this does not know: ${text}`);
}

/** Replays all batches once; the returned function gives the state in which batch `seq` was in force. */
export function replayStates(batches: readonly Batch[]): (seq: number, phase: Phase) => HomeState {
  const settled: HomeState[] = [];
  for (const batch of batches) {
    if (batch.seq !== settled.length) throw new Error(`batch ${batch.seq} is out of order`);
    settled.push(applyBatch(settled.at(-1) ?? emptyHome, batch, "settled"));
  }
  return (seq, phase) => {
    const batch = batches[seq];
    const state = settled[seq];
    if (batch === undefined || state === undefined) throw new Error(`no batch ${seq}`);
    return phase === "settled" ? state : applyBatch(settled[seq - 1] ?? emptyHome, batch, phase);
  };
}

const emptyHome: HomeState = { rows: new Set(), values: new Map() };

function applyBatch(before: HomeState, batch: Batch, phase: Phase): HomeState {
  const rows = new Set(before.rows);
  const values = new Map(before.values);
  for (const [op, path, value] of batch.ops) {
    if (op === "set") values.set(path, String(value));
    if (op === "sethex") values.set(path, Buffer.from(String(value), "hex").toString("utf8"));
    if (phase === "values-only") continue;
    if (op === "add") rows.add(path);
    if (op === "del") removeRow(rows, values, path);
  }
  return { rows, values };
}

/** A row goes with the rows below it and all their values. */
function removeRow(rows: Set<string>, values: Map<string, string>, path: string): void {
  rows.delete(path);
  for (const row of rows) if (row.startsWith(`${path}.`)) rows.delete(row);
  for (const name of values.keys()) if (name.startsWith(`${path}.`)) values.delete(name);
}
