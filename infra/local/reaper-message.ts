/** The environment variable by which every process of a run is known, children's children included. */
export const RUN_ID_VARIABLE = "LOCAL_STACK_RUN_ID";

const isNumber = (value: unknown): value is number => typeof value === "number";
const isText = (value: unknown): value is string => typeof value === "string";

/** What the starter tells its reaper, one JSON object a line. */
export type ReaperMessage =
  /** First line. `polite`: SIGTERM and a grace before SIGKILL (data is kept); otherwise SIGKILL at once. */
  | { readonly kind: "run"; readonly runId: string; readonly polite: boolean }
  /** A process group that must not outlive the starter; `pid` is its leader. */
  | { readonly kind: "group"; readonly pid: number; readonly started: string }
  | { readonly kind: "gone"; readonly pid: number }
  /** A file or folder to remove at the end, and to keep after all. */
  | { readonly kind: "remove" | "keep"; readonly path: string };

/** Null for what is no message: the line that the starter's death cut off. */
export function parseReaperMessage(line: string): ReaperMessage | null {
  const { kind, runId, polite, pid, started, path } = fieldsOf(line);
  if (kind === "run" && isText(runId)) return { kind, runId, polite: polite === true };
  if (kind === "group" && isNumber(pid) && isText(started)) return { kind, pid, started };
  if (kind === "gone" && isNumber(pid)) return { kind, pid };
  if ((kind === "remove" || kind === "keep") && isText(path)) return { kind, path };
  return null;
}

function fieldsOf(line: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}
