/** Every Notify of a capture, and every connect and disconnect record, as the view `notification` must hold it. */
import type { Capture, MessageTruth, NotifyTruth, PublishTruth } from "./capture.ts";
import type { Row } from "./row.ts";

export interface Notification {
  /** Lines that brought it; a retransmission is the same fact. */
  readonly publishes: readonly number[];
  /** When it was received: first, and again. */
  readonly receivedAt: readonly number[];
  readonly row: Row;
  /** Rows of `parameter`: what an operation told beside its output. */
  readonly parameters: readonly Row[];
}

/** What the agent notified, each fact once, in order of first receipt. Push! reports are reports, not notifications. */
export function notificationsOf(capture: Capture): Notification[] {
  const facts = new Map<string, Notification>();
  for (const publish of capture.publishes) {
    const fact = factOf(publish);
    if (fact === null) continue;
    const earlier = facts.get(fact.identity);
    facts.set(fact.identity, {
      row: fact.row,
      parameters:
        earlier?.parameters ?? fact.parameters.map((row) => ({ ...row, observed_at: String(publish.t_ms) })),
      publishes: [...(earlier?.publishes ?? []), publish.i],
      receivedAt: [...(earlier?.receivedAt ?? []), publish.t_ms],
    });
  }
  return [...facts.values()];
}

/** The Notify a publish of the agent holds, if any. */
export function notifyOf(publish: PublishTruth): { message: MessageTruth; notify: NotifyTruth } | null {
  const message = publish.msg ?? publish.msg_protobufjs ?? undefined;
  const notify = message?.body.request?.notify;
  return publish.direction !== "from_agent" || message === undefined || notify === undefined
    ? null
    : { message, notify };
}

interface Fact {
  readonly identity: string;
  readonly row: Row;
  readonly parameters: readonly Row[];
}

function factOf(publish: PublishTruth): Fact | null {
  if (publish.direction !== "from_agent") return null;
  if (publish.record_type === "mqtt_connect" || publish.record_type === "disconnect")
    return recordFact(publish);
  const found = notifyOf(publish);
  if (found === null || publish.push_report !== undefined) return null;
  const { message, notify } = found;
  const row = { subscription_id: notify.subscription_id, msg_id: message.header.msg_id, ...bodyOf(notify) };
  const parameters = operationParameters(notify);
  return { identity: JSON.stringify([message.header.msg_id, notify]), row, parameters };
}

/** A record carries no time and no id: each is a fact of its own. */
function recordFact(publish: PublishTruth): Fact {
  const row = { ...nothing, subscription_id: "", msg_id: null, event_name: publish.record_type ?? "" };
  const { mqtt_connect: connect, disconnect } = publish.record ?? {};
  const identity = `record ${publish.i}`;
  if (connect !== undefined) {
    const version = connect.version === "V5" ? "5" : "3.1.1";
    const params = sortedJson({ version, subscribed_topic: connect.subscribed_topic });
    return { identity, row: { ...row, kind: "online", params }, parameters: [] };
  }
  if (disconnect === undefined) throw new Error(`publish ${publish.i} says neither connect nor disconnect`);
  const params = sortedJson({ reason: disconnect.reason });
  const error_code = String(disconnect.reason_code);
  return { identity, row: { ...row, kind: "offline", params, error_code }, parameters: [] };
}

const nothing = { path: "", event_name: "", value: null, params: "{}", unique_keys: "{}", error_code: null };

function bodyOf(notify: NotifyTruth): Row {
  if (notify.event !== undefined) {
    const { obj_path: path, event_name, params } = notify.event;
    return { ...nothing, kind: "event", path, event_name, params: sortedJson(params) };
  }
  if (notify.value_change !== undefined) {
    const { param_path: path, param_value: value = "" } = notify.value_change;
    return { ...nothing, kind: "value_change", path, value };
  }
  if (notify.obj_creation !== undefined) {
    const { obj_path: path, unique_keys } = notify.obj_creation;
    return { ...nothing, kind: "object_creation", path, unique_keys: sortedJson(unique_keys) };
  }
  if (notify.obj_deletion !== undefined) {
    return { ...nothing, kind: "object_deletion", path: notify.obj_deletion.obj_path };
  }
  if (notify.oper_complete === undefined) throw new Error("a notification this does not know");
  return operationOf(notify.oper_complete);
}

function operationOf(operation: NonNullable<NotifyTruth["oper_complete"]>): Row {
  const { obj_path: path, command_name: event_name, req_output_args, cmd_failure } = operation;
  const params = sortedJson(req_output_args?.output_args);
  const error_code = cmd_failure === undefined ? null : String(cmd_failure.err_code);
  return { ...nothing, kind: "operation_complete", path, event_name, params, error_code };
}

/** Command key and error text have no column. */
function operationParameters({ subscription_id: profile_id, oper_complete: operation }: NotifyTruth): Row[] {
  if (operation === undefined) return [];
  const { obj_path, command_name, command_key = "", cmd_failure } = operation;
  const texts = { CommandKey: command_key, ErrorMessage: cmd_failure?.err_msg ?? "" };
  return Object.entries(texts)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => ({
      profile_id,
      source: "usp-notify",
      path: `${obj_path}${command_name}.${name}`,
      value,
      value_type: "string",
    }));
}

/** A map as JSON with sorted keys: maps have no order on the wire. */
export const sortedJson = (map: Readonly<Record<string, string>> | undefined): string =>
  JSON.stringify(Object.fromEntries(Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))));
