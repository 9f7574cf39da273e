/** The environment variable by which every process of a run is known, children's children included. */
export const RUN_ID_VARIABLE = "USP_TELEMETRY_RUN_ID";

/** What the starter tells its reaper, one JSON object a line. */
export type ReaperMessage =
  /** First line. `polite`: SIGTERM and a grace before SIGKILL (data is kept); otherwise SIGKILL at once. */
  | { readonly kind: "run"; readonly runId: string; readonly polite: boolean }
  /** A process group that must not outlive the starter; `pid` is its leader. */
  | { readonly kind: "group"; readonly pid: number; readonly started: string }
  | { readonly kind: "gone"; readonly pid: number }
  /** A file or folder to remove at the end, and to keep after all. */
  | { readonly kind: "remove"; readonly path: string }
  | { readonly kind: "keep"; readonly path: string };
