/** All the worker knows of a home: plain data, one object per home, written to `usp.worker-state.v1` as snapshots. */
import type { Held } from "#processors/churn/held.ts";
import { createDecayedHistogram, type DecayedHistogram } from "#processors/anomalies/decayed-histogram.ts";
import { createHomeWatch, type HomeWatch } from "#processors/anomalies/watch.ts";
import { createDepartures, type Departures } from "#processors/churn/departures.ts";
import type { HostNames } from "#processors/churn/host-names.ts";
import { createHostPresence, type HostPresence } from "#processors/churn/host-presence.ts";
import { createPresence, type Presence } from "#processors/churn/presence.ts";
import type { CounterSample } from "#processors/windows/counters.ts";
import type { Window } from "#processors/windows/window.ts";
import { createBoots, type Boots } from "#processors/churn/reboot.ts";
import { ClosedWindows } from "./closed-windows.ts";
import type { JumpCandidate } from "./clock-jump.ts";
import { createGatewayFacts, type GatewayFacts } from "./gateway-facts.ts";
import type { StreamState } from "./stream.ts";
import { createTopology, type Topology } from "./topology.ts";
import type { SizeFrom } from "./window-sizes.ts";

export interface EndpointState {
  readonly endpointId: string;
  /** Covered time of its last report. */
  heardAt: number;
  /** Highest observed time of its reports with the gateway's own time; null while there is none. */
  newestAt: number | null;
  /** By profile id. */
  readonly streams: Map<string, StreamState>;
  readonly topology: Topology;
  /** Newest counters of its radios in the windows emitted, by path: see `counters-step.ts`. */
  readonly radioEdges: Map<string, CounterSample>;
  readonly facts: GatewayFacts;
  readonly presence: Presence;
  /** The last report in `presence` had the gateway's own time. */
  presenceIsTimed: boolean;
  readonly hosts: HostPresence;
  readonly boots: Boots;
  /** On their way to churn. */
  readonly held: Held[];
  /** Newest received time of its reports; 0 before the first. */
  receivedAt: number;
  /** Of received time between its reports. */
  readonly gaps: DecayedHistogram;
  /** Observed minus received time of the last report with the gateway's own time that passed to churn; null: none has. */
  clockOffsetMs: number | null;
  /** Its last reports with its own time are all behind, as if its clock was set back; null: the last one is on time. */
  jump: JumpCandidate | null;
}

export interface HomeState {
  readonly homeId: string;
  /** Offset of the last event or tick that changed this state. */
  offset: number;
  /** Counts the jumps of the gateway's clock; part of a window's key. */
  clockEpoch: number;
  /** Windows of this epoch that end at or before this are past the horizon. */
  retiredThrough: number;
  /** Covered time of the last report or notified deletion. */
  heardAt: number;
  /** Sizes of this epoch's windows, oldest first; one, unless the setting was changed. */
  readonly sizes: SizeFrom[];
  readonly endpoints: Map<string, EndpointState>;
  /** The epoch of the pseudonyms that churn goes by; empty where names are in the clear. */
  pseudonyms: string;
  /** Received time of the first report of it. */
  pseudonymsFrom: number;
  /** Windows not emitted yet, by `windowKey`. */
  readonly open: Map<string, Window>;
  /**
   * Windows emitted and still open to revision, as their snapshots: fifteen minutes of them, hardly ever read. The bytes are
   * those of a text, which is one small object to the collector; a buffer is three, and one of them is to be freed.
   */
  readonly closed: ClosedWindows;
  /** Ids of the last creations, deletions and boots notified: a Notify is sent again until it is answered. */
  readonly recentNotices: string[];
  readonly departures: Departures;
  readonly hostNames: HostNames;
  /** MACs of the hosts that are in the home, as far as was told. */
  readonly hostsThere: Set<string>;
  /** What its detectors know. */
  readonly watch: HomeWatch;
}

export function createHome(homeId: string): HomeState {
  return {
    homeId,
    offset: -1,
    clockEpoch: 0,
    retiredThrough: 0,
    heardAt: 0,
    sizes: [],
    endpoints: new Map(),
    pseudonyms: "",
    pseudonymsFrom: 0,
    open: new Map(),
    closed: new ClosedWindows(),
    recentNotices: [],
    departures: createDepartures(),
    hostNames: new Map(),
    hostsThere: new Set(),
    watch: createHomeWatch(),
  };
}

/** The endpoint's state, created when it is new. */
export function endpointOf(home: HomeState, endpointId: string): EndpointState {
  const known = home.endpoints.get(endpointId);
  if (known !== undefined) return known;
  const endpoint = {
    endpointId,
    heardAt: 0,
    newestAt: null,
    streams: new Map(),
    topology: createTopology(),
    radioEdges: new Map(),
    facts: createGatewayFacts(),
    presence: createPresence(),
    presenceIsTimed: false,
    hosts: createHostPresence(),
    boots: createBoots(),
    held: [],
    receivedAt: 0,
    gaps: createDecayedHistogram(),
    clockOffsetMs: null,
    jump: null,
  };
  home.endpoints.set(endpointId, endpoint);
  return endpoint;
}

/** Key of a window within its home. */
export const windowKey = (startMs: number, clockEpoch: number): string => `${startMs}:${clockEpoch}`;
