/** SIGINT, SIGTERM and SIGHUP as one wish to stop; repeated ones change nothing (a terminal and its launcher both send). */
const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Aborted by the first signal. */
export function stopSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of names) process.on(name, () => controller.abort());
  return controller.signal;
}

/** Resolves when the signal is aborted. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
