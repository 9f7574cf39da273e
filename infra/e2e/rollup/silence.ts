/** The second opinion on the silence of homes, from all revisions of all of their windows. */
import type { HomeWindow } from "#schemas/home-window.ts";

/** As ClickHouse writes a DateTime. */
export const timeText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace("T", " ");

type Row = Readonly<Record<string, unknown>>;

/** A home's windows, of all revisions, and what they say of it altogether. */
interface Known {
  readonly windows: readonly HomeWindow[];
  readonly firstMs: number;
  readonly lastMs: number;
  readonly usualMs: number;
  readonly model: string | null;
  readonly software: string | null;
}

/** Rows of homes, counted from windows, with their silence, and a row for each bucket between two of them. */
export function withSilence(rows: readonly Row[], history: readonly HomeWindow[], sizeMs: number): Row[] {
  return [...Map.groupBy(rows, (row) => row["home_id"])].flatMap(([homeId, mine]) => {
    const known = knownOf(history.filter((window) => window.home_id === homeId));
    const buckets = Map.groupBy(mine, startOf);
    const starts = [...buckets.keys()].sort((a, b) => a - b);
    const [first = 0, last = 0] = [starts[0], starts.at(-1)];
    const all: Row[] = [];
    for (let start = first; start <= last; start += sizeMs) {
      const key = { home_id: homeId, bucket_start: timeText(start) };
      const there = buckets.get(start);
      all.push(
        ...(there === undefined
          ? [{ ...key, ...silentRow(known, start, sizeMs) }]
          : toldRows(there, known, start, sizeMs)),
      );
    }
    return all;
  });
}

const startOf = (row: Row): number => Date.parse(`${String(row["bucket_start"]).replace(" ", "T")}Z`);

const shortestMs = (window: HomeWindow): number | null => {
  const known = window.streams.flatMap(({ interval_ms: ms }) => ms ?? []);
  return known.length === 0 ? null : Math.min(...known);
};
const toldMs = (window: HomeWindow): number => Math.max(window.window_ms, shortestMs(window) ?? 0);

function knownOf(windows: readonly HomeWindow[]): Known {
  const due = windows.filter((window) => shortestMs(window) !== null);
  const inOrder = (some: readonly HomeWindow[]): HomeWindow[] =>
    some.toSorted((a, b) => a.window_start - b.window_start || a.row_version - b.row_version);
  const last = inOrder(due).at(-1);
  return {
    windows,
    firstMs: Math.min(...due.map((window) => window.window_start)),
    lastMs: Math.max(...due.map((window) => window.window_start + window.window_ms)),
    usualMs: last === undefined ? 0 : toldMs(last),
    model: inOrder(windows).findLast((window) => window.model_name !== null)?.model_name ?? null,
    software:
      inOrder(windows).findLast((window) => window.software_version !== null)?.software_version ?? null,
  };
}

/** Until when the bucket's silence is told, as ClickHouse writes it. */
const toldTo = ({ lastMs }: Known, start: number, sizeMs: number): string => {
  const at = Math.max(start, Math.min(start + sizeMs, lastMs));
  return `${timeText(at)}.${String(at % 1000).padStart(3, "0")}`;
};

const knownMs = ({ firstMs, lastMs }: Known, start: number, sizeMs: number): number =>
  Math.max(0, Math.min(start + sizeMs, lastMs) - Math.max(start, firstMs));

/** The rows of one bucket; the first by model and software has what is silent in it. */
function toldRows(rows: readonly Row[], known: Known, start: number, sizeMs: number): Row[] {
  const sorted = rows.toSorted(
    (a, b) =>
      compare(a["model_name"], b["model_name"]) || compare(a["software_version"], b["software_version"]),
  );
  const newest = newestIn(known.windows, start, sizeMs);
  const told = sorted.map((row) =>
    timeTold(
      newest.filter(
        (window) =>
          window.model_name === row["model_name"] && window.software_version === row["software_version"],
      ),
    ),
  );
  const all = told.reduce((sum, ms) => sum + ms, 0);
  return sorted.map((row, index) => {
    const expected = Number(row["expected"]);
    const silent = index === 0 ? Math.max(0, knownMs(known, start, sizeMs) - all) : 0;
    const due = (expected === 0 ? 0 : (told[index] ?? 0)) + silent;
    const covered = expected === 0 ? 0 : Math.floor(((told[index] ?? 0) * Number(row["covered"])) / expected);
    return {
      ...row,
      silent_ms: silent,
      due_ms: due,
      covered_ms: covered,
      coverage: due === 0 ? 0 : covered / due,
      told_to: toldTo(known, start, sizeMs),
    };
  });
}

/** Nulls last. */
function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (typeof a !== "string") return 1;
  return typeof b !== "string" || a < b ? -1 : 1;
}

function newestIn(windows: readonly HomeWindow[], start: number, sizeMs: number): HomeWindow[] {
  const within = windows.filter(({ window_start: at }) => at >= start && at < start + sizeMs);
  const byKey = Map.groupBy(within, (window) =>
    [window.window_start, window.window_ms, window.clock_epoch].join(" "),
  );
  return [...byKey.values()].flatMap(
    (revisions) => revisions.toSorted((a, b) => a.row_version - b.row_version).at(-1) ?? [],
  );
}

/** Of windows that begin at once the longest counts. */
const timeTold = (windows: readonly HomeWindow[]): number =>
  [...Map.groupBy(windows, ({ window_start: at }) => at).values()].reduce(
    (sum, same) => sum + Math.max(...same.map(toldMs)),
    0,
  );

/** Of homes that report at least once a bucket. */
function silentRow(known: Known, start: number, sizeMs: number): Row {
  const silent = known.usualMs > sizeMs ? 0 : knownMs(known, start, sizeMs);
  return {
    ...{ model_name: known.model, software_version: known.software },
    ...{ silent_ms: silent, due_ms: silent, covered_ms: 0, coverage: 0 },
    told_to: toldTo(known, start, sizeMs),
    ...Object.fromEntries(sums.map((name) => [name, 0])),
    ...Object.fromEntries(unknowns.map((name) => [name, null])),
    ...Object.fromEntries(lists.map((name) => [name, []])),
  };
}

const sums = [
  ...["windows", "expected", "received", "covered", "late", "duplicate", "joins", "leaves", "roams", "flaps"],
  ...[
    "ping_pongs",
    "rotations",
    "host_joins",
    "host_leaves",
    "stations_peak",
    "hosts_peak",
    "wired_hosts_peak",
  ],
  ...["rssi_count", "rssi_out_of_range"],
];
const unknowns = [
  ...["bytes_sent", "bytes_received", "packets_sent", "retransmissions", "retry_packets_sent", "retry_share"],
  ...["rssi_p10_dbm", "rssi_p50_dbm", "rssi_p90_dbm"],
];
const lists = ["stations_bins", "stations_counts", "hosts_bins", "hosts_counts", "rssi_bins", "rssi_counts"];
