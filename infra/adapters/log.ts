/** Logging: one JSON object per line on stderr; the message is constant, fields carry the rest. */
import pino, { type Logger } from "pino";

export type { Logger } from "pino";

/**
 * A logger for one process, writing to stderr synchronously, so that nothing is lost at exit.
 * `level` defaults to `info`; `name` says which part speaks.
 */
export function createLog(name: string, level: string = "info"): Logger {
  return pino(
    { name, level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}
