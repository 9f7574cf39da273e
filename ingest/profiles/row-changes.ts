/**
 * What a controller's talk with an agent tells of the agent's bulk-data profiles: the changes of its rows
 * `Device.BulkData.Profile.{i}.`, from an Add, Set, Delete, Get or GetInstances that succeeded.
 */
import type { MessageBody } from "#proto/message.ts";
import { toObjectPath } from "#proto/path.ts";
import type { Exchange } from "./exchange.ts";

/** Parameters below a row that a definition is made of: `MQTT.PublishTopic`, `Parameter.2.Reference`. */
export type RowSettings = Readonly<Record<string, string>>;

/** Of one row; its path has its dot: `Device.BulkData.Profile.1.` */
export type OneRowChange =
  /** It was made, and this is all there is of it. */
  | { readonly kind: "made"; readonly row: string; readonly settings: RowSettings }
  /** So much is known of it now; of the rest what was known before holds. */
  | { readonly kind: "told"; readonly row: string; readonly settings: RowSettings }
  /** One of its references came or went: `Parameter.2.` */
  | { readonly kind: "reference_added" | "reference_gone"; readonly row: string; readonly reference: string }
  /** It is not there, or nobody can say what it is. */
  | { readonly kind: "gone"; readonly row: string };

/** Of one row, or that there are no others than these. */
export type RowChange = OneRowChange | { readonly kind: "only"; readonly rows: readonly string[] };

type Content<Name extends string> = Extract<MessageBody, { kind: "response"; name: Name }>["content"];
type AddRequest = Extract<MessageBody, { kind: "request"; name: "add" }>["content"];

const table = "Device.BulkData.Profile.";
const rowPattern = /^(Device\.BulkData\.Profile\.[1-9][0-9]{0,9}\.)(.*)$/s;
const referencePattern = /^Parameter\.[1-9][0-9]{0,9}\.$/;
/** Nothing else is kept: of a profile over HTTP the agent's user name and password are its own affair. */
const keptPattern =
  /^(?:Enable|Protocol|EncodingType|ReportingInterval|ParameterNumberOfEntries|MQTT\.PublishTopic|HTTP\.URL|CSVEncoding\.(?:FieldSeparator|RowSeparator|EscapeCharacter)|Parameter\.[1-9][0-9]{0,9}\.(?:Name|Reference|Exclude))$/;

/** In order; nothing for what is no answer, or tells of no profile. */
export function rowChanges({ request, response }: Exchange): readonly RowChange[] {
  if (response.kind !== "response") return [];
  switch (response.name) {
    case "get_resp":
      return [...allTold(response.content), ...onlyTold(response.content)];
    case "get_instances_resp":
      return instanceChanges(response.content);
    case "add_resp":
      return addChanges(
        request?.kind === "request" && request.name === "add" ? request.content : null,
        response.content,
      );
    case "set_resp":
      return setChanges(response.content);
    case "delete_resp":
      return deletedPaths(response.content).flatMap(goneChange);
    default:
      return [];
  }
}

interface PathInRow {
  readonly row: string;
  /** Below the row; empty for the row itself. */
  readonly rest: string;
}

function inRow(path: string): PathInRow | null {
  const match = rowPattern.exec(path);
  return match === null ? null : { row: match[1] ?? "", rest: match[2] ?? "" };
}

/** By row, what is kept of parameters with their full paths. */
function byRow(
  parameters: Iterable<readonly [path: string, value: string]>,
): Map<string, Record<string, string>> {
  const rows = new Map<string, Record<string, string>>();
  for (const [path, value] of parameters) {
    const place = inRow(path);
    if (place === null) continue;
    const settings = rows.get(place.row) ?? {};
    rows.set(place.row, settings);
    const kept = keptPattern.test(place.rest) ? keptValue(place.rest, value) : null;
    if (kept !== null) settings[place.rest] = kept;
  }
  return rows;
}

/** Of a URL its path alone, which names the stream: elsewhere in it may be secrets. */
function keptValue(parameter: string, value: string): string | null {
  return parameter === "HTTP.URL" ? (URL.parse(value)?.pathname ?? null) : value;
}

const toldOf = (parameters: Iterable<readonly [string, string]>): RowChange[] =>
  [...byRow(parameters)].flatMap(([row, settings]) =>
    Object.keys(settings).length === 0 ? [] : [{ kind: "told", row, settings }],
  );

function allTold({ req_path_results: results }: Content<"get_resp">): readonly RowChange[] {
  const resolved = (results ?? []).flatMap(({ resolved_path_results: paths }) => paths ?? []);
  return toldOf(
    resolved.flatMap(({ resolved_path: path, result_params: params }) => fullPaths(path, params)),
  );
}

const fullPaths = (
  path: string | null | undefined,
  params: Readonly<Record<string, string>> | null | undefined,
): (readonly [string, string])[] =>
  Object.entries(params ?? {}).map(([name, value]) => [toObjectPath(path ?? "") + name, value]);

/**
 * Whoever asks for the whole table and is told of a row is told of all there are. Who is told of none may not be allowed to
 * see any.
 */
const only = (paths: readonly (string | null | undefined)[]): readonly RowChange[] => {
  const rows = new Set(paths.flatMap((path) => inRow(toObjectPath(path ?? ""))?.row ?? []));
  return rows.size === 0 ? [] : [{ kind: "only", rows: [...rows] }];
};

const isWholeTable = (path: string | null | undefined): boolean =>
  ["Device.BulkData.", table, `${table}*.`].includes(toObjectPath(path ?? ""));

const onlyTold = ({ req_path_results: results }: Content<"get_resp">): readonly RowChange[] =>
  (results ?? []).flatMap(({ requested_path: path, err_code: code, resolved_path_results: resolved }) =>
    isWholeTable(path) && !code ? only((resolved ?? []).map(({ resolved_path: each }) => each)) : [],
  );

/** Whether a list of instances lists references too, it does not say: only rows are taken from it. */
const instanceChanges = ({
  req_path_results: results,
}: Content<"get_instances_resp">): readonly RowChange[] =>
  (results ?? []).flatMap(({ requested_path: path, err_code: code, curr_insts: instances }) =>
    isWholeTable(path) && !code ? only((instances ?? []).map((each) => each.instantiated_obj_path)) : [],
  );

/** An agent that does not say what it set has changed nobody knows what. */
function setChanges({ updated_obj_results: results }: Content<"set_resp">): readonly RowChange[] {
  const updated = (results ?? []).flatMap(
    ({ oper_status: status }) => status?.oper_success?.updated_inst_results ?? [],
  );
  return updated.flatMap(
    ({ affected_path: path, updated_params: params, param_errs: errors }): RowChange[] => {
      const place = inRow(toObjectPath(path ?? ""));
      if (place === null) return [];
      const isSilent = Object.keys(params ?? {}).length === 0 && (errors ?? []).length === 0;
      return isSilent ? [{ kind: "gone", row: place.row }] : toldOf(fullPaths(path, params));
    },
  );
}

const deletedPaths = ({ deleted_obj_results: results }: Content<"delete_resp">): readonly string[] =>
  (results ?? []).flatMap(({ oper_status: status }) => status?.oper_success?.affected_paths ?? []);

function goneChange(path: string): RowChange[] {
  const place = inRow(toObjectPath(path));
  if (place === null) return [];
  if (place.rest === "") return [{ kind: "gone", row: place.row }];
  return referencePattern.test(place.rest)
    ? [{ kind: "reference_gone", row: place.row, reference: place.rest }]
    : [];
}

interface MadeRow {
  readonly path: string;
  /** Null where nobody can say which of the objects asked for it is. */
  readonly settings: Readonly<Record<string, string>> | null;
}

/** What was made, with what was asked for; an Add that this bridge did not see leaves rows of unknown content. */
function addChanges(add: AddRequest | null, response: Content<"add_resp">): readonly RowChange[] {
  const made = madeRows(add, response);
  const profiles = made.filter(({ path }) => inRow(path)?.rest === "");
  const isNew = (row: string): boolean => profiles.some(({ path }) => path === row);
  const references = made.flatMap((each): RowChange[] => {
    const place = inRow(each.path);
    if (place === null || !referencePattern.test(place.rest) || isNew(place.row)) return [];
    const added = { kind: "reference_added", row: place.row, reference: place.rest } as const;
    return [added, ...toldOf(fullPaths(each.path, each.settings))];
  });
  return [...profiles.map((profile) => madeProfile(profile, made)), ...references];
}

function madeProfile({ path: row }: MadeRow, made: readonly MadeRow[]): RowChange {
  const parts = made.filter(({ path }) => path.startsWith(row));
  if (parts.some(({ settings }) => settings === null)) return { kind: "gone", row };
  const references = parts.filter(({ path }) => referencePattern.test(path.slice(row.length)));
  const settings = byRow(parts.flatMap((part) => fullPaths(part.path, part.settings))).get(row);
  return {
    kind: "made",
    row,
    settings: { ...settings, ParameterNumberOfEntries: String(references.length) },
  };
}

/**
 * Results are in the order of the objects asked for. A search path may make a row in each of several objects, so one object
 * can have several results; where they don't divide evenly, or one failed, nobody can say which is whose.
 */
function madeRows(
  add: AddRequest | null,
  { created_obj_results: results }: Content<"add_resp">,
): readonly MadeRow[] {
  const asked = Map.groupBy(add?.create_objs ?? [], ({ obj_path: path }) => path ?? "");
  return [...Map.groupBy(results ?? [], ({ requested_path: path }) => path ?? "")].flatMap(([path, made]) => {
    const objects = asked.get(path) ?? [];
    const each = objects.length === 0 ? Number.NaN : made.length / objects.length;
    return made.flatMap(({ oper_status: status }, index): MadeRow[] => {
      const success = status?.oper_success;
      if (!success?.instantiated_path) return [];
      const object = Number.isInteger(each) ? objects[Math.floor(index / each)] : undefined;
      const refused = new Set((success.param_errs ?? []).map(({ param }) => param));
      const settings = (object?.param_settings ?? []).filter(({ param }) => !refused.has(param));
      const named = settings.map(({ param, value }): [string, string] => [param ?? "", value ?? ""]);
      return [
        {
          path: toObjectPath(success.instantiated_path),
          settings: object === undefined ? null : Object.fromEntries(named),
        },
      ];
    });
  });
}
