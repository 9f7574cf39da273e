/** The image's healthcheck: 0 while the process here is alive by its own word, and where it says nothing (an errand). */
const port = process.env.USP_STATUS_PORT;
if (port !== undefined) {
  const { ok } = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4000) });
  process.exitCode = ok ? 0 : 1;
}
