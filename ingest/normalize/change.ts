/**
 * A Notify (reference section 4.1) as a row created or deleted, or as a notification: exactly one of either.
 * It carries no time; what it says beyond these shapes goes beside it as parameters.
 */
import type { Notification as Notified, OperationResult } from "#proto/notification.ts";
import type { Parameter } from "#schemas/parameter-event.ts";
import type { Notification, RowChange } from "#schemas/telemetry-event.ts";

export interface NormalizedNotification {
  readonly events: readonly Notification[];
  readonly changes: readonly RowChange[];
  readonly parameters: readonly Parameter[];
}

const maxInt32 = 2_147_483_647;

export function normalizeNotification(notified: Notified): NormalizedNotification {
  switch (notified.kind) {
    case "event":
      return event({ path: notified.objectPath, name: notified.eventName, params: notified.params });
    case "value_change":
      return event({ path: notified.parameterPath, value: notified.value });
    case "object_creation":
      return change({ kind: "created", path: notified.objectPath, unique_keys: notified.uniqueKeys });
    case "object_deletion":
      return change({ kind: "deleted", path: notified.objectPath, unique_keys: {} });
    case "operation_complete":
      return operation(notified);
    case "onboard":
  }
  const { oui, productClass: product_class, serialNumber: serial_number, supportedVersions } = notified;
  const params = { oui, product_class, serial_number, agent_supported_protocol_versions: supportedVersions };
  return event({ name: "OnBoardRequest", params });
}

/** A notification; what is not given is empty. */
export const toNotification = (given: Partial<Notification>): Notification => ({
  path: "",
  name: "",
  value: null,
  params: {},
  error_code: null,
  ...given,
});

const event = (
  given: Partial<Notification>,
  parameters: readonly Parameter[] = [],
): NormalizedNotification => ({
  events: [toNotification(given)],
  changes: [],
  parameters,
});

const change = (row: RowChange): NormalizedNotification => ({ events: [], changes: [row], parameters: [] });

/** Output arguments are the event's params; command key and error text have no place there and become parameters. */
function operation(notified: Notified & { kind: "operation_complete" }): NormalizedNotification {
  const { objectPath: path, commandName: name, commandKey, result } = notified;
  const parameters = [["CommandKey", commandKey] as const, ...failureTexts(result)]
    .filter(([, value]) => value !== "")
    .map(([key, value]) => ({ path: `${path}${name}.${key}`, value, value_type: "string" }));
  return result.kind === "success"
    ? event({ path, name, params: result.outputs }, parameters)
    : event({ path, name, ...errorCode("ErrorCode", result.code) }, parameters);
}

const failureTexts = (result: OperationResult): readonly (readonly [string, string])[] =>
  result.kind === "success" ? [] : [["ErrorMessage", result.message]];

/**
 * The column of an error code has 31 bits and those of USP four digits: any beyond is as it came among the params, under
 * `name`.
 */
export const errorCode = (name: string, code: number): Pick<Notification, "error_code" | "params"> =>
  code > maxInt32 ? { error_code: null, params: { [name]: String(code) } } : { error_code: code, params: {} };
