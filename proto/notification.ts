/** What a Notify says: the six kinds of TR-369 (section 4 of its messages), named as in our events. */
import type { usp } from "./gen/usp-msg.js";
import { toObjectPath, toParameterPath } from "./path.ts";
import { failed, succeeded, unset, type Failure, type Result } from "./wire.ts";

/** Argument names to values, as sent. Without a prototype when decoded: any name is just a key. */
type Arguments = Readonly<Record<string, string>>;

/** How an asynchronous operation ended. */
export type OperationResult =
  | { readonly kind: "success"; readonly outputs: Arguments }
  | { readonly kind: "failure"; readonly code: number; readonly message: string };

/** Object paths are decoded with exactly one trailing dot, parameter paths with none, however they were sent. */
export type Notification =
  | {
      readonly kind: "event";
      readonly objectPath: string;
      readonly eventName: string;
      readonly params: Arguments;
    }
  | { readonly kind: "value_change"; readonly parameterPath: string; readonly value: string }
  | { readonly kind: "object_creation"; readonly objectPath: string; readonly uniqueKeys: Arguments }
  | { readonly kind: "object_deletion"; readonly objectPath: string }
  | {
      readonly kind: "operation_complete";
      readonly objectPath: string;
      readonly commandName: string;
      readonly commandKey: string;
      readonly result: OperationResult;
    }
  | {
      readonly kind: "onboard";
      readonly oui: string;
      readonly productClass: string;
      readonly serialNumber: string;
      /** Comma separated: `1.0,1.1,1.2`. */
      readonly supportedVersions: string;
    };

/** A decoded Notify, of which `toNotification` reads the oneof. */
export type DecodedNotify = usp.Notify.$Properties & usp.Notify.$Shape;

/** Reads the notification; null when none of the kinds we know is set. A fact without its subject is refused. */
export function toNotification(notify: DecodedNotify): Result<Notification> | null {
  switch (notify.notification) {
    case "event":
      return toEvent(notify.event);
    case "value_change":
      return toValueChange(notify.value_change);
    case "obj_creation":
      return toObjectCreation(notify.obj_creation);
    case "obj_deletion":
      return toObjectDeletion(notify.obj_deletion);
    case "oper_complete":
      return toOperationComplete(notify.oper_complete);
    case "on_board_req":
      return toOnboard(notify.on_board_req);
    default:
      return unset(notify.notification);
  }
}

/** The reverse of `toNotification`: the member of Notify's oneof. */
export function fromNotification(notification: Notification): usp.Notify.$Properties {
  switch (notification.kind) {
    case "event": {
      const { objectPath: obj_path, eventName: event_name, params } = notification;
      return { event: { obj_path, event_name, params } };
    }
    case "value_change":
      return { value_change: { param_path: notification.parameterPath, param_value: notification.value } };
    case "object_creation":
      return { obj_creation: { obj_path: notification.objectPath, unique_keys: notification.uniqueKeys } };
    case "object_deletion":
      return { obj_deletion: { obj_path: notification.objectPath } };
    case "operation_complete":
      return { oper_complete: fromOperationComplete(notification) };
    default:
      return { on_board_req: fromOnboard(notification) };
  }
}

const invalid = (detail: string): Failure => failed("notification_invalid", detail);

function toEvent(event: usp.Notify.Event.$Properties): Result<Notification> {
  const eventName = event.event_name ?? "";
  if (eventName === "") return invalid("event without event_name");
  const objectPath = toObjectPath(event.obj_path ?? "");
  return succeeded({ kind: "event", objectPath, eventName, params: event.params ?? {} });
}

function toValueChange(change: usp.Notify.ValueChange.$Properties): Result<Notification> {
  const parameterPath = toParameterPath(change.param_path ?? "");
  if (parameterPath === "") return invalid("value_change without param_path");
  return succeeded({ kind: "value_change", parameterPath, value: change.param_value ?? "" });
}

function toObjectCreation(creation: usp.Notify.ObjectCreation.$Properties): Result<Notification> {
  const objectPath = toObjectPath(creation.obj_path ?? "");
  if (objectPath === "") return invalid("obj_creation without obj_path");
  return succeeded({ kind: "object_creation", objectPath, uniqueKeys: creation.unique_keys ?? {} });
}

function toObjectDeletion(deletion: usp.Notify.ObjectDeletion.$Properties): Result<Notification> {
  const objectPath = toObjectPath(deletion.obj_path ?? "");
  if (objectPath === "") return invalid("obj_deletion without obj_path");
  return succeeded({ kind: "object_deletion", objectPath });
}

function toOperationComplete(complete: usp.Notify.OperationComplete.$Properties): Result<Notification> {
  const commandName = complete.command_name ?? "";
  if (commandName === "") return invalid("oper_complete without command_name");
  const result = toOperationResult(complete);
  if (result === null) return invalid("oper_complete with neither output nor failure");
  const objectPath = toObjectPath(complete.obj_path ?? "");
  const commandKey = complete.command_key ?? "";
  return succeeded({ kind: "operation_complete", objectPath, commandName, commandKey, result });
}

function toOperationResult(complete: usp.Notify.OperationComplete.$Properties): OperationResult | null {
  const { req_output_args: outputs, cmd_failure: failure } = complete;
  if (outputs) return { kind: "success", outputs: outputs.output_args ?? {} };
  if (failure) return { kind: "failure", code: failure.err_code ?? 0, message: failure.err_msg ?? "" };
  return null;
}

function toOnboard(request: usp.Notify.OnBoardRequest.$Properties): Result<Notification> {
  return succeeded({
    kind: "onboard",
    oui: request.oui ?? "",
    productClass: request.product_class ?? "",
    serialNumber: request.serial_number ?? "",
    supportedVersions: request.agent_supported_protocol_versions ?? "",
  });
}

function fromOperationComplete(
  complete: Notification & { kind: "operation_complete" },
): usp.Notify.OperationComplete.$Properties {
  const { objectPath: obj_path, commandName: command_name, commandKey: command_key, result } = complete;
  const operation = { obj_path, command_name, command_key };
  return result.kind === "success"
    ? { ...operation, req_output_args: { output_args: result.outputs } }
    : { ...operation, cmd_failure: { err_code: result.code, err_msg: result.message } };
}

function fromOnboard(request: Notification & { kind: "onboard" }): usp.Notify.OnBoardRequest.$Properties {
  return {
    oui: request.oui,
    product_class: request.productClass,
    serial_number: request.serialNumber,
    agent_supported_protocol_versions: request.supportedVersions,
  };
}
