/** Avro schemas and SQL as they lie in `schemas/`, read from disk by their file names. */
import { readFileSync } from "node:fs";

const folder = new URL("../../schemas/", import.meta.url);

/** The text of `schemas/<file>`, for example `telemetry-event.avsc`. Throws when there is no such file. */
export function loadSchema(file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}
