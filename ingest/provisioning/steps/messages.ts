/** Steps as the bodies of USP requests, and what the agent's answers say of them. */
import type { BodyToEncode, MessageBody } from "#proto/message.ts";
import type { PathError } from "../data-model.ts";
import { newProfile, type Setting, type Step, type Writing } from "../step.ts";

type RequestBody = Extract<BodyToEncode, { kind: "request" }>;

export const getRequest = (paths: readonly string[]): RequestBody => ({
  kind: "request",
  name: "get",
  content: { param_paths: [...paths], max_depth: 0 },
});

/**
 * The request of a step. `profile` is the row that an Add before it has made. Each object stands for itself
 * (allow_partial), so that the answer says of each what became of it; a Set is all or nothing.
 */
export function toRequest(step: Step, profile: string = newProfile): RequestBody {
  const below = (path: string): string =>
    path.startsWith(newProfile) ? profile + path.slice(newProfile.length) : path;
  switch (step.kind) {
    case "delete":
      return {
        kind: "request",
        name: "delete",
        content: { allow_partial: false, obj_paths: [...step.paths] },
      };
    case "add": {
      const create_objs = step.objects.map(({ path, settings }) => ({
        obj_path: below(path),
        param_settings: settings.map(toParamSetting),
      }));
      return { kind: "request", name: "add", content: { allow_partial: true, create_objs } };
    }
    case "set": {
      const update_objs = step.objects.map(({ path, settings }) => ({
        obj_path: below(path),
        param_settings: settings.map(toParamSetting),
      }));
      return { kind: "request", name: "set", content: { allow_partial: false, update_objs } };
    }
  }
  return step satisfies never;
}

const toParamSetting = ({ param, value, required }: Setting) => ({ param, value, required });

/** What became of a step. */
export interface Outcome {
  /** Rows that were made, in order. */
  readonly created: readonly string[];
  /** Why it failed; empty when it did not. */
  readonly problems: readonly PathError[];
  /** Optional parameters that the agent refused, the rest being done. */
  readonly refused: readonly PathError[];
}

/** Reads the answer to an Add, Set or Delete; null when it is another message. */
export function readAnswer(body: MessageBody): Outcome | null {
  if (body.kind === "error") return { created: [], refused: [], problems: errorsOf(body) };
  if (body.kind !== "response") return null;
  switch (body.name) {
    case "add_resp":
      return merge((body.content.created_obj_results ?? []).map(readCreated));
    case "set_resp":
      return merge((body.content.updated_obj_results ?? []).map(readUpdated));
    case "delete_resp":
      return merge((body.content.deleted_obj_results ?? []).map(readDeleted));
    default:
      return null;
  }
}

/** The parameters behind an Error are what is wrong; the Error alone where it names none. */
function errorsOf({ code, message, paramErrors }: Extract<MessageBody, { kind: "error" }>): PathError[] {
  return paramErrors.length > 0 ? [...paramErrors] : [{ path: "", code, message }];
}

const merge = (outcomes: readonly Outcome[]): Outcome => ({
  created: outcomes.flatMap(({ created }) => created),
  problems: outcomes.flatMap(({ problems }) => problems),
  refused: outcomes.flatMap(({ refused }) => refused),
});

type Content<N extends string> = Extract<MessageBody, { kind: "response"; name: N }>["content"];
type Created = NonNullable<Content<"add_resp">["created_obj_results"]>[number];
type Updated = NonNullable<Content<"set_resp">["updated_obj_results"]>[number];
type Deleted = NonNullable<Content<"delete_resp">["deleted_obj_results"]>[number];

interface WireError {
  readonly err_code?: number | null;
  readonly err_msg?: string | null;
}

const toError = (path: string, { err_code, err_msg }: WireError): PathError => ({
  path,
  code: err_code ?? 0,
  message: err_msg ?? "",
});

const failed = (problems: readonly PathError[]): Outcome => ({ created: [], problems, refused: [] });

const withoutStatus = (path: string): Outcome =>
  failed([{ path, code: 0, message: "the answer says neither success nor failure" }]);

function readCreated({ requested_path, oper_status }: Created): Outcome {
  const path = requested_path ?? "";
  const failure = oper_status?.oper_failure;
  if (failure) return failed([toError(path, failure)]);
  const success = oper_status?.oper_success;
  if (!success) return withoutStatus(path);
  const made = success.instantiated_path ?? "";
  const refused = (success.param_errs ?? []).map((error) => toError(made + (error.param ?? ""), error));
  return { created: [made], problems: [], refused };
}

function readUpdated({ requested_path, oper_status }: Updated): Outcome {
  const path = requested_path ?? "";
  const failure = oper_status?.oper_failure;
  if (failure) {
    const inner = (failure.updated_inst_failures ?? []).flatMap(({ affected_path, param_errs }) =>
      (param_errs ?? []).map((error) => toError((affected_path ?? "") + (error.param ?? ""), error)),
    );
    return failed(inner.length > 0 ? inner : [toError(path, failure)]);
  }
  const success = oper_status?.oper_success;
  if (!success) return withoutStatus(path);
  const refused = (success.updated_inst_results ?? []).flatMap(({ affected_path, param_errs }) =>
    (param_errs ?? []).map((error) => toError((affected_path ?? "") + (error.param ?? ""), error)),
  );
  return { created: [], problems: [], refused };
}

function readDeleted({ requested_path, oper_status }: Deleted): Outcome {
  const path = requested_path ?? "";
  const failure = oper_status?.oper_failure;
  if (failure) return failed([toError(path, failure)]);
  const success = oper_status?.oper_success;
  if (!success) return withoutStatus(path);
  const kept = success.unaffected_path_errs ?? [];
  return failed(kept.map((error) => toError(error.unaffected_path ?? "", error)));
}

/**
 * The same step without what the agent may refuse and, by these problems, does; without anything optional where they
 * name nothing of the kind. Null when nothing optional is in it. A Set may have nothing left.
 */
export function withoutOptional(step: Step, problems: readonly PathError[]): Writing | null {
  if (step.kind === "delete") return null;
  const optional = step.objects.flatMap(({ settings }) => settings.filter(({ required }) => !required));
  if (optional.length === 0) return null;
  const named = optional.filter(({ param }) =>
    problems.some(({ path, message }) => path.endsWith(param) || message.includes(param)),
  );
  const dropped = new Set(named.length > 0 ? named : optional);
  return keep(step, (setting) => !dropped.has(setting));
}

/** What of a step must be done; null when nothing must. */
export function requiredPart(step: Step): Step | null {
  if (step.kind === "delete") return step;
  const part = keep(step, ({ required }) => required);
  return part.objects.length === 0 ? null : part;
}

/** A row is made even with nothing set in it; a Set of nothing is none. */
function keep(step: Writing, isKept: (setting: Setting) => boolean): Writing {
  const objects = step.objects.map(({ path, settings }) => ({ path, settings: settings.filter(isKept) }));
  return {
    kind: step.kind,
    objects: objects.filter(({ settings }) => step.kind === "add" || settings.length > 0),
  };
}
