/**
 * What bulk-data profiles an agent has, from a controller's talk with it: an Add that succeeded, or a Get's answer. The
 * same definitions that an operator would write into `intake.profiles`; nothing is said of a profile that was told in part.
 */
import type { MessageBody } from "#proto/message.ts";
import type { NamedReference, ProfileDefinition } from "../config.ts";
import type { CsvDialect } from "../report/csv-reader.ts";
import { DataModel } from "./data-model.ts";
import { profileTable } from "./step.ts";

/** A request and its response, by their msg_id. */
export interface Exchange {
  readonly request: MessageBody;
  readonly response: MessageBody;
}

/** `streamOf` gives the stream's id of a topic that a gateway publishes to; null for a topic that intake does not read. */
export function seenProfiles(
  { request, response }: Exchange,
  streamOf: (publishTopic: string) => string | null,
): readonly ProfileDefinition[] {
  const model = modelOf(request, response);
  if (model === null) return [];
  return model.rows(profileTable).flatMap((row) => definition(model, row, streamOf) ?? []);
}

function modelOf(request: MessageBody, response: MessageBody): DataModel | null {
  if (response.kind !== "response") return null;
  if (response.name === "get_resp") return new DataModel(response.content);
  const isAdded = request.kind === "request" && request.name === "add" && response.name === "add_resp";
  return isAdded ? addedModel(request.content, response.content) : null;
}

type Add = Extract<MessageBody, { kind: "request"; name: "add" }>["content"];
type AddResp = Extract<MessageBody, { kind: "response"; name: "add_resp" }>["content"];

interface AddedRow {
  readonly path: string;
  readonly settings: Record<string, string>;
}

/** The rows that an Add made, as a Get would tell them. */
function addedModel(add: Add, response: AddResp): DataModel {
  const rows = addedRows(add, response);
  const told = rows.map(({ path, settings }) => {
    const parameters = rows.filter((row) => row.path.startsWith(`${path}Parameter.`)).length;
    return {
      resolved_path: path,
      result_params: { ...settings, ParameterNumberOfEntries: String(parameters) },
    };
  });
  return new DataModel({ req_path_results: [{ resolved_path_results: told }] });
}

/**
 * Results are in the order of the objects asked for. A search path may make a row in each of several objects, so one object
 * can have several results; where they don't divide evenly, or one failed, nobody can say which is whose: none.
 */
function addedRows({ create_objs: objects }: Add, { created_obj_results: results }: AddResp): AddedRow[] {
  return [...Map.groupBy(objects ?? [], (object) => object.obj_path ?? "")].flatMap(([path, alike]) => {
    const made = (results ?? []).filter((result) => result.requested_path === path);
    const each = made.length / alike.length;
    if (!Number.isInteger(each)) return [];
    return made.flatMap((result, index) => {
      const success = result.oper_status?.oper_success;
      if (!success?.instantiated_path) return [];
      const refused = new Set((success.param_errs ?? []).map(({ param }) => param));
      const settings = (alike[Math.floor(index / each)]?.param_settings ?? []).filter(
        ({ param }) => !refused.has(param),
      );
      const named = settings.map(({ param, value }): [string, string] => [param ?? "", value ?? ""]);
      return [{ path: success.instantiated_path, settings: Object.fromEntries(named) }];
    });
  });
}

function definition(
  model: DataModel,
  row: string,
  streamOf: (publishTopic: string) => string | null,
): ProfileDefinition | null {
  const topic = streamOfRow(model, row, streamOf);
  const rows = model.rows(`${row}Parameter.`);
  const isWhole = rows.length > 0 && model.value(row, "ParameterNumberOfEntries") === String(rows.length);
  if (topic === null || !isWhole) return null;
  const parameters = rows.map((each): NamedReference => ({
    name: model.value(each, "Name") ?? "",
    reference: model.value(each, "Reference") ?? "",
  }));
  const excludes = rows.some((each) => ["true", "1"].includes(model.value(each, "Exclude") ?? ""));
  if (excludes || parameters.some(({ reference }) => reference === "")) return null;
  const seconds = Number(model.value(row, "ReportingInterval") ?? Number.NaN);
  const intervalMs = Number.isInteger(seconds) && seconds > 0 ? seconds * 1000 : null;
  return { topic, intervalMs, parameters: distinct(parameters), csv: csvOf(model, row) };
}

/** An Add sent twice may double a profile's rows: its reports say the same, twice. */
const distinct = (parameters: readonly NamedReference[]): readonly NamedReference[] => [
  ...new Map(parameters.map((each) => [JSON.stringify(each), each])).values(),
];

function streamOfRow(
  model: DataModel,
  row: string,
  streamOf: (publishTopic: string) => string | null,
): string | null {
  const protocol = model.value(row, "Protocol");
  if (protocol === "USPEventNotif") return row;
  const topic = protocol === "MQTT" ? (model.value(row, "MQTT.PublishTopic") ?? "") : "";
  return topic === "" ? null : streamOf(topic);
}

/** TR-181's own defaults, but for the row separator, whose default is any line break. */
function csvOf(model: DataModel, row: string): CsvDialect | null {
  if (model.value(row, "EncodingType") !== "CSV") return null;
  return {
    fieldSeparator: model.value(row, "CSVEncoding.FieldSeparator") ?? ",",
    rowSeparator: model.value(row, "CSVEncoding.RowSeparator"),
    escapeCharacter: model.value(row, "CSVEncoding.EscapeCharacter") ?? '"',
  };
}
