/**
 * Just enough of the USP wire (TR-369 usp-record-1-4, usp-msg-1-4) to speak as an agent, written apart from the
 * product's own codec: the simulator is the second opinion.
 */
const varint = (value: number): number[] => {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
};

/** A length-delimited field: message, string or bytes. */
function field(number: number, content: string | Uint8Array): Uint8Array {
  const body = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return Buffer.concat([Uint8Array.from([...varint(number * 8 + 2), ...varint(body.length)]), body]);
}

const scalar = (number: number, value: number): Uint8Array =>
  Uint8Array.from([...varint(number * 8), ...varint(value)]);

const mapField = (number: number, entries: Readonly<Record<string, string>>): Uint8Array =>
  Buffer.concat(
    Object.entries(entries).map(([key, value]) =>
      field(number, Buffer.concat([field(1, key), field(2, value)])),
    ),
  );

export interface Peers {
  readonly from: string;
  readonly to: string;
}

/** Record{mqtt_connect}: the first thing an agent sends after connecting (R-MTP.6). */
export function connectRecord(peers: Peers, subscribedTopic: string): Uint8Array {
  return record(peers, 10, Buffer.concat([scalar(1, 1), field(2, subscribedTopic)]));
}

/** Notify{event}: `Device.Boot!`, `Device.LocalAgent.Periodic!` ... */
export function eventNotify(
  peers: Peers,
  messageId: string,
  subscriptionId: string,
  event: { readonly path: string; readonly name: string; readonly params: Readonly<Record<string, string>> },
): Uint8Array {
  const body = Buffer.concat([field(1, event.path), field(2, event.name), mapField(3, event.params)]);
  return notify(peers, messageId, subscriptionId, field(3, body));
}

/** Notify{obj_creation} with all unique keys. */
export function creationNotify(
  peers: Peers,
  messageId: string,
  subscriptionId: string,
  row: { readonly path: string; readonly uniqueKeys: Readonly<Record<string, string>> },
): Uint8Array {
  return notify(
    peers,
    messageId,
    subscriptionId,
    field(5, Buffer.concat([field(1, row.path), mapField(2, row.uniqueKeys)])),
  );
}

/** Notify{obj_deletion}: the path only, as the standard has it. */
export function deletionNotify(
  peers: Peers,
  messageId: string,
  subscriptionId: string,
  path: string,
): Uint8Array {
  return notify(peers, messageId, subscriptionId, field(6, field(1, path)));
}

/** Notify{value_change}. */
export function valueChangeNotify(
  peers: Peers,
  messageId: string,
  subscriptionId: string,
  change: { readonly path: string; readonly value: string },
): Uint8Array {
  return notify(
    peers,
    messageId,
    subscriptionId,
    field(4, Buffer.concat([field(1, change.path), field(2, change.value)])),
  );
}

function notify(
  peers: Peers,
  messageId: string,
  subscriptionId: string,
  notification: Uint8Array,
): Uint8Array {
  const header = field(1, Buffer.concat([field(1, messageId), scalar(2, 3)]));
  const request = field(1, field(8, Buffer.concat([field(1, subscriptionId), notification])));
  return record(peers, 7, field(2, Buffer.concat([header, field(2, request)])));
}

function record(peers: Peers, type: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([field(1, "1.3"), field(2, peers.to), field(3, peers.from), field(type, content)]);
}
