/** How a home's state is written: field for field, so that a new field can't be forgotten. */
import type { HeardStation } from "#processors/anomalies/sticky-run.ts";
import type { Held, HeldBoot, HeldCreation, HeldDeletion, HeldReport } from "#processors/churn/held.ts";
import type { HostPresence, PresentHost, SeenHost } from "#processors/churn/host-presence.ts";
import type { Departure, Departures } from "#processors/churn/departures.ts";
import type {
  Left,
  Origin,
  PresentStation,
  Presence,
  Reboot,
  SeenStation,
} from "#processors/churn/presence.ts";
import type { Boots } from "#processors/churn/reboot.ts";
import type { CreatedRow, NotedDeletion, RowNotices } from "#processors/churn/row-notices.ts";
import type { JumpCandidate } from "./clock-jump.ts";
import {
  behind,
  type Codec,
  constant,
  flag,
  list,
  map,
  nullable,
  rising,
  set,
  since,
  struct,
  text,
  variant,
  time,
  whole,
} from "./codec.ts";
import { decayedHistogram, homeWatch } from "./watch-codec.ts";
import type { EndpointState, HomeState } from "./state.ts";
import type { GatewayFacts, Known } from "./gateway-facts.ts";
import type { CounterEdge, StreamState } from "./stream.ts";
import type { AccessPointLink, Link, Topology } from "./topology.ts";
import { counterSample, windowCodec } from "./window-codec.ts";
import type { SizeFrom } from "./window-sizes.ts";

const stream = struct<StreamState>({
  profileId: text,
  isTimed: flag,
  untimedReports: since(16, whole, () => 0),
  untimedSince: since(16, time, () => 0),
  heardAt: whole,
  givenIntervalMs: nullable(whole),
  times: rising,
  firstAt: whole,
  stationsSince: nullable(time),
  hostsSince: nullable(time),
  offsetMs: whole,
  edges: map(text, list(struct<CounterEdge>({ accessPoint: text, sample: counterSample }))),
});

const facts = struct<GatewayFacts>({
  models: list(struct<Known<string>>({ at: time, value: text })),
  versions: list(struct<Known<string>>({ at: time, value: text })),
  uptimes: list(struct<Known<number>>({ at: time, value: whole })),
});

const link = struct<Link>({ at: time, since: time, bssid: nullable(text), radio: nullable(text) });

const topology = struct<Topology>({
  accessPoints: map(
    text,
    struct<AccessPointLink>({
      at: time,
      since: time,
      bssid: nullable(text),
      radio: nullable(text),
      ssidPath: nullable(text),
    }),
  ),
  ssids: map(text, link),
  bands: map(text, text),
});

const rowNotices = struct<RowNotices>({
  created: map(text, struct<CreatedRow>({ receivedAt: time, mac: text })),
  deletions: list(struct<NotedDeletion>({ receivedAt: time, path: text, mac: nullable(text) })),
});

const origin = nullable(struct<Origin>({ endpointId: nullable(text), accessPoint: text, at: time }));

const presence = struct<Presence>({
  lastAt: nullable(time),
  gapMs: nullable(whole),
  hasBaseline: flag,
  stations: map(
    text,
    struct<PresentStation>({
      path: text,
      accessPoint: text,
      bssid: nullable(text),
      lastSeenAt: time,
      seenReceivedAt: time,
      missed: whole,
      rssiDbm: nullable(whole),
      joinedAt: nullable(time),
      cameFrom: origin,
      awaited: flag,
      continued: flag,
      counts: flag,
      leftFrom: nullable(
        struct<Left>({
          endpointId: text,
          accessPoint: text,
          bssid: nullable(text),
          lastSeenAt: time,
          joinedAt: nullable(time),
          cameFrom: origin,
        }),
      ),
    }),
  ),
  rows: rowNotices,
  reboot: nullable(struct<Reboot>({ count: whole, lastSeenAt: time, emptiedAt: nullable(time) })),
});

const hosts = struct<HostPresence>({
  lastAt: nullable(time),
  gapMs: nullable(whole),
  isTimed: flag,
  hasBaseline: flag,
  hosts: map(
    text,
    struct<PresentHost>({
      path: text,
      lastSeenAt: time,
      seenReceivedAt: time,
      missed: whole,
      joinedAt: nullable(time),
      awaited: flag,
    }),
  ),
  rows: rowNotices,
  awaitedFrom: nullable(time),
});

const departures = struct<Departures>({
  stations: map(
    text,
    struct<Departure>({
      at: time,
      endpointId: text,
      accessPoint: text,
      rssiDbm: nullable(whole),
      byReboot: flag,
      continued: flag,
    }),
  ),
  hosts: map(text, whole),
});

const heldReport = struct<HeldReport>({
  kind: constant("report"),
  offset: whole,
  eventId: text,
  receivedAt: time,
  profileId: text,
  cameAt: constant(null),
  isTimed: flag,
  uptimeSeconds: nullable(whole),
  pseudonyms: since(11, text, () => ""),
  observedAt: time,
  tables: list(text),
  stations: list(
    struct<SeenStation>({
      staMac: text,
      path: text,
      accessPoint: text,
      bssid: nullable(text),
      active: nullable(flag),
      rssiDbm: nullable(whole),
    }),
  ),
  hosts: list(
    struct<SeenHost>({
      hostMac: text,
      path: text,
      active: nullable(flag),
      hostName: nullable(text),
    }),
  ),
  heard: since(13, list(struct<HeardStation>({ staMac: text, radio: text, rssiDbm: whole })), () => []),
});

const heldDeletion = struct<HeldDeletion>({
  kind: constant("deletion"),
  eventId: text,
  offset: whole,
  receivedAt: time,
  path: text,
});

const heldCreation = struct<HeldCreation>({
  kind: constant("creation"),
  eventId: text,
  offset: whole,
  receivedAt: time,
  path: text,
  mac: text,
});

const heldBoot = struct<HeldBoot>({
  kind: constant("boot"),
  eventId: text,
  offset: whole,
  receivedAt: time,
});

const held: Codec<Held> = variant("kind", {
  report: heldReport,
  creation: heldCreation,
  deletion: heldDeletion,
  boot: heldBoot,
});

const endpoint = struct<EndpointState>({
  endpointId: text,
  heardAt: whole,
  newestAt: nullable(time),
  streams: map(text, stream),
  topology,
  radioEdges: map(text, counterSample),
  facts,
  presence,
  presenceIsTimed: flag,
  hosts,
  boots: struct<Boots>({
    bootedAt: nullable(time),
    uptimeSeconds: nullable(whole),
    uptimeAt: nullable(time),
  }),
  held: list(held),
  receivedAt: time,
  gaps: decayedHistogram,
  clockOffsetMs: since(16, nullable(whole), () => null),
  jump: since(
    17,
    nullable(
      struct<JumpCandidate>({
        offsetMs: whole,
        sinceReceivedAt: time,
        lastObservedAt: time,
        count: whole,
        hasHeld: flag,
      }),
    ),
    () => null,
  ),
});

/** One of the whole home, which four reports bring again. */
const jumpOfHome = nullable(
  struct({ endpointId: text, offsetMs: whole, sinceReceivedAt: time, lastObservedAt: time, count: whole }),
);

/** The home without its emitted windows. */
export type HotState = Omit<HomeState, "closed">;

export const hotStateCodec: Codec<HotState> = struct<HotState>({
  homeId: text,
  offset: whole,
  clockEpoch: whole,
  retiredThrough: time,
  heardAt: whole,
  sizes: behind(17, jumpOfHome, list(struct<SizeFrom>({ fromMs: time, sizeMs: whole }))),
  endpoints: map(text, endpoint),
  pseudonyms: since(11, text, () => ""),
  pseudonymsFrom: since(11, time, () => 0),
  open: map(text, windowCodec),
  recentNotices: list(text),
  departures,
  hostNames: map(text, text),
  hostsThere: set(text),
  watch: homeWatch,
});
