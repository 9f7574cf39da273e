/** How long a value has been the same: a stuck sensor repeats itself, a live one does not. */

export interface Run {
  /** What repeats; null before the first sample. */
  value: number | null;
  samples: number;
  /** Event times of the run's first and last sample, ms since the epoch. */
  firstMs: number;
  lastMs: number;
}

/** Both are needed: real links repeat 68 samples in 11 minutes. */
export interface RunLimits {
  readonly samples: number;
  readonly durationMs: number;
}

/** A sensor that gave 200 equal samples over half an hour is stuck. */
export const stuckLimits: RunLimits = { samples: 200, durationMs: 1_800_000 };

export function createRun(): Run {
  return { value: null, samples: 0, firstMs: 0, lastMs: 0 };
}

/** The next sample; one from before the run's last is left out, as it can't say what came in between. */
export function extendRun(run: Run, value: number, atMs: number): void {
  if (run.value === value) {
    if (atMs <= run.lastMs) return;
    run.samples += 1;
    run.lastMs = atMs;
  } else if (run.value === null || atMs > run.lastMs) {
    Object.assign(run, { value, samples: 1, firstMs: atMs, lastMs: atMs } satisfies Run);
  }
}

/** The clock that its samples' times are of was set by so much. */
export function moveRun(run: Run, byMs: number): void {
  if (run.value === null) return;
  run.firstMs += byMs;
  run.lastMs += byMs;
}

/** Whether the run has reached both limits. */
export const isLongRun = ({ samples, firstMs, lastMs }: Run, limits: RunLimits): boolean =>
  samples >= limits.samples && lastMs - firstMs >= limits.durationMs;
