/** What a look at a dependency finds: how it is, in a sentence, and what to do about it. */

export const dependencies = ["kafka", "registry", "clickhouse", "mqtt"] as const;
export type Dependency = (typeof dependencies)[number];

/** `fail`: the product does not work, or loses data. `warn`: it may one day, or it can't be known from here. */
export type Level = "ok" | "warn" | "fail";

export interface Finding {
  readonly level: Level;
  readonly dependency: Dependency;
  /** What was looked at, in a word or two. */
  readonly about: string;
  readonly found: string;
  /** Null where nothing is to be done. */
  readonly whatToDo: string | null;
}

/** Findings of one dependency, in short. */
export const findingsOf = (dependency: Dependency) => ({
  ok: (about: string, found: string): Finding => ({ level: "ok", dependency, about, found, whatToDo: null }),
  warn: (about: string, found: string, whatToDo: string): Finding => ({
    level: "warn",
    dependency,
    about,
    found,
    whatToDo,
  }),
  fail: (about: string, found: string, whatToDo: string): Finding => ({
    level: "fail",
    dependency,
    about,
    found,
    whatToDo,
  }),
});

/** A URL as it may be shown: without the user and password that may be in it. */
export function shownUrl(text: string): string {
  const url = new URL(text);
  url.username = "";
  url.password = "";
  return url.href;
}

export const messageOf = (error: unknown): string => {
  let deepest: unknown = error;
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause;
  const text = deepest instanceof Error ? deepest.message : String(deepest);
  return text === "" ? String(deepest) : text;
};

/** Kafka's clock decides about ticks; others' only date rows. */
const tolerance: Readonly<Record<Dependency, { readonly ms: number; readonly level: "warn" | "fail" }>> = {
  kafka: { ms: 1000, level: "fail" },
  registry: { ms: 5000, level: "warn" },
  clickhouse: { ms: 5000, level: "warn" },
  mqtt: { ms: 5000, level: "warn" },
};

/** A reading of another's clock between two of ours; `resolutionMs` is how exactly it was told. */
export interface ClockReading {
  readonly beforeMs: number;
  readonly theirsMs: number;
  readonly afterMs: number;
  readonly resolutionMs: number;
}

/** How far the clocks differ at least, whatever the way there took. */
export function clockFinding(dependency: Dependency, reading: ClockReading): Finding {
  const { beforeMs, theirsMs, afterMs, resolutionMs } = reading;
  const ahead = theirsMs - afterMs;
  const behind = beforeMs - (theirsMs + resolutionMs);
  const apartMs = Math.max(0, ahead, behind);
  const findings = findingsOf(dependency);
  const { ms, level } = tolerance[dependency];
  if (apartMs <= ms)
    return findings.ok("clock", `agrees with ours within ${Math.max(ms, resolutionMs) / 1000} s`);
  const found = `${(apartMs / 1000).toFixed(1)} s ${ahead > behind ? "ahead of" : "behind"} ours`;
  return findings[level](
    "clock",
    found,
    "Compare both machines with a time server (chronyc tracking) and set the one that is wrong.",
  );
}
