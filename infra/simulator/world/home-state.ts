/** Everything about one home that moves. */
import type { Building } from "./building.ts";
import type { Chance } from "./chance.ts";
import type { Firmware } from "./firmware.ts";
import type { HostTable } from "./hosts.ts";
import type { LabelBook } from "./label-book.ts";
import type { HomeOptions } from "./options.ts";
import type { Parameters } from "./parameters.ts";
import type { Notification, NotificationKind } from "./report.ts";
import type { Air } from "./signal.ts";
import type { Station } from "./station.ts";
import type { Uplink } from "./uplink.ts";

export interface Home {
  readonly id: string;
  readonly options: HomeOptions;
  readonly parameters: Parameters;
  readonly chance: Chance;
  readonly building: Building;
  readonly firmware: Firmware;
  readonly intervalMs: number;
  readonly untilMs: number;
  /** The gateway notifies of stations and hosts. */
  readonly notifies: boolean;
  /** Access points report stations of others that they hear. */
  readonly hearsNeighbours: boolean;
  readonly stations: Station[];
  readonly air: Air;
  readonly hosts: HostTable;
  readonly labels: LabelBook;
  readonly uplink: Uplink;
  /** Milliseconds that local time is ahead of UTC. */
  offsetMs: number;
  bootMs: number;
  /** Of a clock that NTP has not set yet. */
  clockErrorMs: number;
  /** Off until then; 0: on. */
  downUntilMs: number;
  version: number;
  notifications: Notification[];
}

/** Tells, if this gateway does that and is heard. */
export function notify(
  home: Home,
  kind: NotificationKind,
  station: { mac: string; bss: number },
  atMs: number,
): void {
  if (!home.notifies || atMs < home.downUntilMs || home.uplink.isCut(atMs)) return;
  const { mac, bss } = station;
  home.notifications.push({
    kind,
    receivedMs: Math.round(atMs + home.chance.between(60, 400)),
    mac,
    accessPoint: bss < 0 ? -1 : bss >> 1,
    band: bss < 0 ? 0 : ((bss & 1) as 0 | 1),
  });
}

/** The gateway's clock at a true time. */
export function gatewayClock({ firmware, bootMs, offsetMs, clockErrorMs }: Home, atMs: number): number {
  const sinceBoot = atMs - bootMs;
  const beforeNtp = sinceBoot < ntpAfterMs;
  if (firmware.clock === "local") return atMs + offsetMs;
  if (firmware.clock === "boot" && beforeNtp) return sinceBoot;
  return firmware.clock === "steps" && beforeNtp ? atMs + clockErrorMs : atMs;
}

const ntpAfterMs = 100_000;
