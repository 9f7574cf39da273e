/** An agent's data model as a GetResp tells it: objects by their path, parameters by name. */
import type { MessageBody } from "#proto/message.ts";
import { toObjectPath } from "#proto/path.ts";

type GetResp = Extract<MessageBody, { kind: "response"; name: "get_resp" }>["content"];

/** One path that could not be read. */
export interface PathError {
  readonly path: string;
  readonly code: number;
  readonly message: string;
}

export class DataModel {
  /** Object path, with its dot, to parameters. */
  readonly #objects = new Map<string, Map<string, string>>();
  readonly errors: readonly PathError[];

  constructor({ req_path_results: results }: GetResp) {
    this.errors = (results ?? []).flatMap(({ requested_path: path, err_code: code, err_msg: message }) =>
      code ? [{ path: path ?? "", code, message: message ?? "" }] : [],
    );
    for (const { resolved_path_results: resolved } of results ?? [])
      for (const { resolved_path: path, result_params: params } of resolved ?? [])
        for (const [name, value] of Object.entries(params ?? {}))
          this.#put(toObjectPath(path ?? "") + name, value);
  }

  /** Names may be relative to the resolved object by more than one level (`MQTT.Reference`). */
  #put(path: string, value: string): void {
    const end = path.lastIndexOf(".") + 1;
    const object = this.#objects.get(path.slice(0, end)) ?? new Map<string, string>();
    this.#objects.set(path.slice(0, end), object.set(path.slice(end), value));
  }

  /** Value of a parameter below an object: `value("Device.BulkData.Profile.1.", "MQTT.Reference")`. */
  value(object: string, parameter: string): string | null {
    const path = object + parameter;
    const end = path.lastIndexOf(".") + 1;
    return this.#objects.get(path.slice(0, end))?.get(path.slice(end)) ?? null;
  }

  /** Paths of a table's rows in order of their numbers; of `Device.BulkData.Profile.` these are `...Profile.1.`, `...Profile.2.` */
  rows(table: string): readonly string[] {
    const numbers = new Set<number>();
    for (const path of this.#objects.keys()) {
      if (!path.startsWith(table)) continue;
      const number = Number(path.slice(table.length, path.indexOf(".", table.length)));
      if (Number.isInteger(number) && number > 0) numbers.add(number);
    }
    return [...numbers].sort((a, b) => a - b).map((number) => `${table}${number}.`);
  }

  /** Why nothing below this path could be read; null when it could. */
  errorAt(path: string): PathError | null {
    return this.errors.find((error) => error.path === path) ?? null;
  }
}

/** Whether two texts of a parameter say the same: `true` and `1`, a reference with and without its dot, list spacing, instants. */
export function sameValue(wanted: string, found: string): boolean {
  if (wanted === found) return true;
  const [a, b] = [canonical(wanted), canonical(found)];
  return a === b;
}

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function canonical(text: string): string {
  const trimmed = text.trim();
  if (/^(true|1)$/i.test(trimmed)) return "true";
  if (/^(false|0)$/i.test(trimmed)) return "false";
  if (dateTime.test(trimmed) && !Number.isNaN(Date.parse(trimmed))) return String(Date.parse(trimmed));
  return trimmed
    .split(",")
    .map((item) => item.trim().replace(/^(Device\..*?)\.+$/, "$1"))
    .join(",");
}
