/**
 * What our processes count, as data: a table a process, a line a metric. Each line is a name, a sentence and how the value is
 * read from the process's status; `infra/adapters/metrics.ts` makes Prometheus's text of it.
 *
 * Names are `usp_<folder>_<noun>_<unit>[_total]`, in base units (seconds, bytes). Labels come from closed lists or are few by
 * nature (partitions, receivers): never an endpoint, a home or a MAC address.
 */

/** Label values as of one sample. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** How often what was observed lay at or below each bound; what lies above the last is in `count` alone. */
export interface HistogramCounts {
  readonly bounds: readonly number[];
  /** Of each bound those above the bound before; not summed up. */
  readonly counts: readonly number[];
  readonly count: number;
  readonly sum: number;
}

/** One number; several by label; null: nothing can be said now, and nothing is. */
export type MetricValue = number | null | readonly Sample[];

export type Metric<Status> =
  | {
      readonly name: `usp_${string}`;
      readonly help: string;
      readonly type: "counter" | "gauge";
      readonly read: (status: Status) => MetricValue;
    }
  | {
      readonly name: `usp_${string}`;
      readonly help: string;
      readonly type: "histogram";
      readonly read: (status: Status) => HistogramCounts;
    };

/** All metrics of one process. */
export type MetricTable<Status> = readonly Metric<Status>[];

/** What only grows until the process starts anew. */
export const counter = <Status>(
  name: `usp_${string}_total`,
  help: string,
  read: (status: Status) => MetricValue,
): Metric<Status> => ({ name, help, type: "counter", read });

/** What is so now. */
export const gauge = <Status>(
  name: `usp_${string}`,
  help: string,
  read: (status: Status) => MetricValue,
): Metric<Status> => ({ name, help, type: "gauge", read });

export const histogram = <Status>(
  name: `usp_${string}`,
  help: string,
  read: (status: Status) => HistogramCounts,
): Metric<Status> => ({ name, help, type: "histogram", read });

/** A sample for each entry, its key as the label. */
export const byLabel = (label: string, values: Readonly<Record<string, number>>): readonly Sample[] =>
  Object.entries(values).map(([key, value]) => ({ labels: { [label]: key }, value }));

/** Milliseconds as seconds, by label. */
export const secondsByLabel = (
  label: string,
  valuesMs: Readonly<Record<string, number>>,
): readonly Sample[] =>
  Object.entries(valuesMs).map(([key, valueMs]) => ({ labels: { [label]: key }, value: valueMs / 1000 }));

export const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

/** 1 or 0. */
export const oneIf = (is: boolean): number => (is ? 1 : 0);

/** Counts into bounds given in ascending order. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #count = 0;
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    const at = this.#bounds.findIndex((bound) => value <= bound);
    if (at >= 0) this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#count += 1;
    this.#sum += value;
  }

  /** As of now. */
  counts(): HistogramCounts {
    return { bounds: this.#bounds, counts: [...this.#counts], count: this.#count, sum: this.#sum };
  }
}
