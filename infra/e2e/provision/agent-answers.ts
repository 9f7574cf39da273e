/** How the scripted agent answers requests: the shapes of OB-USP-AGENT's answers in the captures, errors included. */
import type { BodyToEncode, MessageBody } from "#proto/message.ts";
import { type AgentModel, Refusal } from "./agent-model.ts";

type Request<N extends string> = Extract<MessageBody, { kind: "request"; name: N }>["content"];

interface WireSetting {
  readonly param?: string | null;
  readonly value?: string | null;
  readonly required?: boolean | null;
}

interface ParamError {
  /** Relative in a result, a full path in an Error. */
  readonly param: string;
  readonly err_code: number;
  readonly err_msg: string;
}

/** Refuses a whole message over a parameter that was not even required, as some agents do. */
export interface Manners {
  readonly strict: boolean;
}

/** Null for what is no request. */
export function answerTo(
  body: MessageBody,
  model: AgentModel,
  controller: string,
  manners: Manners,
): BodyToEncode | null {
  if (body.kind !== "request") return null;
  switch (body.name) {
    case "get":
      return { kind: "response", name: "get_resp", content: get(body.content, model) };
    case "add":
      return add(body.content, model, controller, manners);
    case "set":
      return set(body.content, model, manners);
    case "delete":
      return remove(body.content, model);
    case "operate": {
      const words = `CheckPathProperties: Path (${body.content.command}) does not exist in the schema`;
      return { kind: "error", code: 7026, message: words, paramErrors: [] };
    }
    default:
      return { kind: "error", code: 7001, message: `${body.name} not supported`, paramErrors: [] };
  }
}

function get({ param_paths }: Request<"get">, model: AgentModel) {
  const all = [...model.resolved()];
  const results = (param_paths ?? []).map((requested_path) => {
    const resolved_path_results = all.flatMap(([resolved_path, params]) => {
      const result_params = Object.fromEntries(
        Object.entries(params).filter(([name]) => matches(requested_path, resolved_path + name, model)),
      );
      return Object.keys(result_params).length === 0 ? [] : [{ resolved_path, result_params }];
    });
    const known = /^Device\.(BulkData|LocalAgent\.(Subscription|Controller)|MQTT\.Client)\./.test(
      requested_path,
    );
    if (known) return { requested_path, resolved_path_results };
    const err_msg = `DM_PRIV_GetNodeFromPath: Path is invalid: ${requested_path}`;
    return { requested_path, err_code: 7026, err_msg };
  });
  return { req_path_results: results };
}

/** Whether a parameter's path is asked for by a partial path, a wildcard or a full path. */
function matches(requested: string, path: string, model: AgentModel): boolean {
  return resolve(requested, model).some((each) => {
    const source = each.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\*", "\\d+");
    return new RegExp(`^${source}${each.endsWith(".") ? "" : "$"}`).test(path);
  });
}

/** A search by one key, as in `Device.BulkData.Profile.[Name=="x"].`, resolved to rows. */
function resolve(path: string, model: AgentModel): readonly string[] {
  const [, table = "", key = "", value = "", rest = ""] = /^(.*?)\[(\w+)=="([^"]*)"\](.*)$/.exec(path) ?? [];
  if (table === "") return [path];
  const rows = model.rows(table).filter((row) => model.objects.get(row)?.[key] === value);
  return rows.map((row) => row.slice(0, -1) + rest);
}

/** Writes the settings of one object; what is refused, by whether it was required. */
function writeAll(model: AgentModel, object: string, settings: readonly WireSetting[], { strict }: Manners) {
  const required: ParamError[] = [];
  const optional: ParamError[] = [];
  const updated: Record<string, string> = {};
  for (const { param, value, required: isRequired } of settings) {
    try {
      model.write(object, param ?? "", value ?? "");
      updated[param ?? ""] = value ?? "";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const told = { param: param ?? "", err_code: error.code, err_msg: error.message };
      (isRequired === true || strict ? required : optional).push(told);
    }
  }
  return { required, optional, updated };
}

function add(content: Request<"add">, model: AgentModel, controller: string, manners: Manners): BodyToEncode {
  const before = structuredClone([...model.objects]);
  const results = (content.create_objs ?? []).flatMap(({ obj_path, param_settings }) => {
    const requested_path = obj_path ?? "";
    const tables = resolve(requested_path, model);
    if (tables.length === 0) {
      const words = "ResolveObjectsToAdd: Expression does not reference any objects";
      return [failure(requested_path, { param: requested_path, err_code: 7004, err_msg: words })];
    }
    return tables.map((table) =>
      addOne(requested_path, table, param_settings ?? [], model, controller, manners),
    );
  });
  const failures = results.flatMap(({ oper_status: { oper_failure } }) =>
    oper_failure ? [oper_failure] : [],
  );
  if (content.allow_partial === true || failures.length === 0) {
    return { kind: "response", name: "add_resp", content: { created_obj_results: results } };
  }
  // All or nothing: the real one stops at the first.
  restore(model, before);
  return asError(failures.slice(0, 1));
}

interface CreatedResult {
  readonly requested_path: string;
  readonly oper_status: {
    readonly oper_failure?: { readonly err_code: number; readonly err_msg: string; readonly param: string };
    readonly oper_success?: object;
  };
}

function addOne(
  requested_path: string,
  table: string,
  settings: readonly WireSetting[],
  model: AgentModel,
  controller: string,
  manners: Manners,
): CreatedResult {
  let row: string;
  try {
    row = model.addRow(table, controller);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failure(requested_path, { param: table, err_code: error.code, err_msg: error.message });
  }
  const { required, optional } = writeAll(model, row, settings, manners);
  const [first] = required;
  if (first !== undefined) {
    model.removeRow(row);
    return failure(requested_path, { ...first, param: `${table}{i}.${first.param}` });
  }
  const values = model.objects.get(row) ?? {};
  const keys = ["Alias", "ID", "Recipient"].filter((key) => values[key] !== undefined);
  const unique_keys = Object.fromEntries(keys.map((key) => [key, values[key]]));
  return {
    requested_path,
    oper_status: { oper_success: { instantiated_path: row, param_errs: optional, unique_keys } },
  };
}

const failure = (requested_path: string, error: ParamError): CreatedResult => ({
  requested_path,
  oper_status: { oper_failure: error },
});

function asError(errors: readonly ParamError[]): BodyToEncode {
  const paramErrors = errors.map(({ param, err_code, err_msg }) => ({
    path: param,
    code: err_code,
    message: err_msg,
  }));
  return { kind: "error", code: 7004, message: errors[0]?.err_msg ?? "", paramErrors };
}

function set(content: Request<"set">, model: AgentModel, manners: Manners): BodyToEncode {
  const before = structuredClone([...model.objects]);
  const failures: ParamError[] = [];
  const results = (content.update_objs ?? []).flatMap(({ obj_path, param_settings }) => {
    const requested_path = obj_path ?? "";
    return resolve(requested_path, model).map((affected_path) => {
      const { required, optional, updated } = writeAll(model, affected_path, param_settings ?? [], manners);
      failures.push(...required.map((error) => ({ ...error, param: affected_path + error.param })));
      if (required.length === 0) {
        const result = { affected_path, param_errs: optional, updated_params: updated };
        return { requested_path, oper_status: { oper_success: { updated_inst_results: [result] } } };
      }
      const updated_inst_failures = [{ affected_path, param_errs: required }];
      const words = "Failed to set required parameters";
      const oper_failure = { err_code: 7021, err_msg: words, updated_inst_failures };
      return { requested_path, oper_status: { oper_failure } };
    });
  });
  if (content.allow_partial === true || failures.length === 0) {
    return { kind: "response", name: "set_resp", content: { updated_obj_results: results } };
  }
  restore(model, before);
  return asError(failures);
}

function remove({ obj_paths }: Request<"delete">, model: AgentModel): BodyToEncode {
  const deleted_obj_results = (obj_paths ?? []).map((requested_path) => {
    const affected_paths = model.removeRow(requested_path) ? [requested_path] : [];
    return { requested_path, oper_status: { oper_success: { affected_paths, unaffected_path_errs: [] } } };
  });
  return { kind: "response", name: "delete_resp", content: { deleted_obj_results } };
}

function restore(model: AgentModel, before: readonly (readonly [string, Record<string, string>])[]): void {
  model.objects.clear();
  for (const [path, values] of before) model.objects.set(path, values);
}
