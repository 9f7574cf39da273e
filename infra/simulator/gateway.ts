import { createHome, stepHome, type HomeChange, type SimulatedHome } from "./home.ts";
import { createRandom, hash32, type Random } from "./random.ts";
import { exampleReport, gatewayReport } from "./report.ts";
import {
  connectRecord,
  creationNotify,
  deletionNotify,
  eventNotify,
  valueChangeNotify,
  type Peers,
} from "./usp.ts";

/** One MQTT publish of a simulated gateway. */
export interface Publish {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly contentType: string;
  readonly responseTopic: string | null;
}

/** A gateway: a pure source of publishes, driven by whoever owns the clock. */
export interface SimulatedGateway {
  readonly id: string;
  readonly endpointId: string;
  /** Connect record and `Boot!`. */
  start(nowMs: number): Publish[];
  /** Everything that a reporting interval brings: notifications first, then the reports due. */
  tick(nowMs: number): Publish[];
}

export interface GatewayOptions {
  readonly index: number;
  readonly seed: number;
  readonly intervalMs: number;
  readonly startMs: number;
}

const controller = "oktopusController";
const root = "oktopus/usp/v1";

/** Gateway `sim-<n>` with its own seeded home. */
export function createGateway(options: GatewayOptions): SimulatedGateway {
  const id = `sim-${String(options.index).padStart(5, "0")}`;
  const peers: Peers = { from: `os::00D09E-${id}`, to: controller };
  const random = createRandom(options.seed ^ hash32(id));
  const home = createHome(random, options.index, options.startMs);
  let messages = 0;
  let ticks = 0;
  let lastMs = options.startMs;
  const messageId = (nowMs: number): string => `Sim-${new Date(nowMs).toISOString()}-${(messages += 1)}`;
  const usp = (payload: Uint8Array): Publish => ({
    topic: `${root}/controller/${peers.from}`,
    payload,
    contentType: "usp.msg",
    responseTopic: `${root}/agent/${peers.from}`,
  });
  return {
    id,
    endpointId: peers.from,
    start: (nowMs) => [
      usp(connectRecord(peers, `${root}/agent/${peers.from}`)),
      usp(eventNotify(peers, messageId(nowMs), "sub-boot", bootEvent(id))),
    ],
    tick: (nowMs) => {
      const changes = stepHome(home, random, nowMs, nowMs - lastMs);
      lastMs = nowMs;
      ticks += 1;
      const notifies = changes.map((change) => usp(changeNotify(peers, messageId(nowMs), change)));
      if (ticks % 60 === 0)
        notifies.push(usp(eventNotify(peers, messageId(nowMs), "sub-periodic", periodicEvent)));
      if (ticks % 10 === 0)
        notifies.push(...channelChange(random, (bytes) => usp(bytes), peers, messageId(nowMs)));
      return [...notifies, ...reports(home, id, nowMs, ticks)];
    },
  };
}

const periodicEvent = { path: "Device.LocalAgent.", name: "Periodic!", params: {} };

const bootEvent = (id: string): Parameters<typeof eventNotify>[3] => ({
  path: "Device.",
  name: "Boot!",
  params: {
    Cause: "LocalReboot",
    CommandKey: "",
    FirmwareUpdated: "false",
    ParameterMap: JSON.stringify({ "Device.DeviceInfo.SerialNumber": id }),
  },
});

function changeNotify(peers: Peers, messageId: string, change: HomeChange): Uint8Array {
  return change.kind === "joined"
    ? creationNotify(peers, messageId, "sub-station-created", {
        path: change.path,
        uniqueKeys: { MACAddress: change.station.mac },
      })
    : deletionNotify(peers, messageId, "sub-station-deleted", change.path);
}

function channelChange(
  random: Random,
  wrap: (bytes: Uint8Array) => Publish,
  peers: Peers,
  messageId: string,
): Publish[] {
  if (!random.chance(0.05)) return [];
  const change = { path: "Device.WiFi.Radio.1.Channel", value: String(random.pick([1, 6, 11])) };
  return [wrap(valueChangeNotify(peers, messageId, "sub-channel", change))];
}

function reports(home: SimulatedHome, id: string, nowMs: number, ticks: number): Publish[] {
  const topic = `${root}/bulkdata/${id}`;
  const json = (suffix: string, text: string): Publish => ({
    topic: `${topic}${suffix}`,
    payload: Buffer.from(text, "utf8"),
    contentType: "application/json; charset=UTF-8",
    responseTopic: null,
  });
  const due = [json("", exampleReport(home, nowMs))];
  if (ticks % 6 === 1) due.push(json("/gateway", gatewayReport(home, id, nowMs)));
  return due;
}
