/** Calls later. */

/** Runs once, after `ms` (0: as soon as the event loop has looked at its sockets); the result prevents it. */
export function after(ms: number, run: () => void): () => void {
  if (ms > 0) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
  const immediate = setImmediate(run);
  return () => clearImmediate(immediate);
}
