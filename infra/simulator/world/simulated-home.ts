/** One home, moved on from report to report. */
import { createHome } from "./household.ts";
import { gatewayClock, notify, type Home } from "./home-state.ts";
import { Incidents } from "./incidents.ts";
import { Injections } from "./injection/injections.ts";
import type { Label } from "./label.ts";
import { minuteMs } from "./local-time.ts";
import { walkOn } from "./mobility.ts";
import type { HomeOptions } from "./options.ts";
import { isNight, lapse, sessionEnd, sessionStart, settle } from "./presence.ts";
import type { Notification, Report } from "./report.ts";
import { join, retryMs } from "./association.ts";
import { lookAround } from "./roaming.ts";
import { neighbourRows, radioRows, stationRows } from "./rows.ts";
import { isWalking, schedule } from "./station.ts";
import { advanceStation } from "./station-events.ts";
import { Steering } from "./steering.ts";
import { Arrivals } from "./truth/arrivals.ts";
import { stationEnds } from "./truth/end.ts";

/** Neighbours are measured at most once a minute; a report that carries them says so. */
const neighboursEveryMs = minuteMs;
/** What is missing so long after a cut is put down to it. */
const afterCutMs = 12 * minuteMs;
/** Above its floor, where a station loses its access point. */
const lostDb = 2;
/** What an agent's timer is late by, as a share of the interval, and at most. */
const jitter = { share: 0.003, mostMs: 150 };

export class SimulatedHome {
  private readonly home: Home;
  private readonly incidents: Incidents;
  private readonly injections: Injections;
  private readonly arrivals: Arrivals;
  private readonly steering: Steering | null;
  private readonly phaseMs: number;
  private sequence = 0;
  private neighboursAtMs = 0;
  private dueMs: number;

  constructor(options: HomeOptions) {
    this.home = createHome(options);
    const { home } = this;
    this.phaseMs = Math.floor(home.chance.uniform() * home.intervalMs);
    this.dueMs = options.startMs + this.phaseMs;
    populate(home);
    this.incidents = new Incidents(home);
    this.injections = new Injections(home);
    this.arrivals = new Arrivals(home.labels, home.intervalMs, options.startMs);
    this.steering = options.isSteered === true && home.hearsNeighbours ? new Steering(home) : null;
  }

  /** Moves on to the next report; what has arrived meanwhile. Null at the end. */
  next(): readonly Report[] | null {
    const { home } = this;
    if (this.dueMs >= home.untilMs) return null;
    const lateMs = Math.min(jitter.mostMs, jitter.share * home.intervalMs) * home.chance.uniform();
    const atMs = Math.round(this.dueMs + lateMs);
    const arrived = this.receive(atMs);
    this.arrivals.due(this.dueMs - home.intervalMs, atMs, this.why());
    this.advance(atMs);
    if (atMs >= home.downUntilMs) this.ship(atMs);
    this.sequence++;
    this.dueMs += home.intervalMs;
    return arrived;
  }

  /** What was still under way. */
  rest(): readonly Report[] {
    return this.receive(this.home.untilMs + this.home.intervalMs);
  }

  /** All that is known, once `next` has come to its end. */
  labels(): readonly Label[] {
    const { home } = this;
    this.injections.finish(home);
    for (const station of home.stations) stationEnds(home, station, home.untilMs);
    this.arrivals.finish(home.untilMs, this.why());
    return home.labels.all();
  }

  private receive(untilMs: number): readonly Report[] {
    const shipments = this.home.uplink.arrivals(untilMs);
    for (const { report, madeMs } of shipments) {
      this.arrivals.received(madeMs, report.receivedMs, this.why());
      this.home.labels.arrived(madeMs, report.receivedMs);
    }
    return shipments.map(({ report }) => report);
  }

  private why(): { cause: string; injected: boolean } {
    const { uplink } = this.home;
    if (uplink.extraLoss > 0 || this.dueMs - uplink.lossyUntilMs < afterCutMs)
      return { cause: "loss_burst", injected: true };
    const { cause, injected, untilMs } = uplink.lastCut;
    return this.dueMs - untilMs < afterCutMs && cause !== ""
      ? { cause, injected }
      : { cause: "chance", injected: false };
  }

  private advance(atMs: number): void {
    const { home } = this;
    this.incidents.advance(home, atMs);
    this.injections.advance(home, atMs);
    let isSomebodyHome = false;
    for (const station of home.stations) {
      if (station.nextMs <= atMs) advanceStation(home, station, atMs);
      if (isWalking(station)) walkOn(home.air, home.building, station, atMs);
      if (station.isHome && station.kind.isMobile) isSomebodyHome = true;
    }
    home.air.isOccupied = isSomebodyHome && !isNight(atMs, home.offsetMs);
  }

  private ship(atMs: number): void {
    const { home } = this;
    const report = this.report(atMs);
    if (!home.uplink.ship(report, atMs))
      home.notifications = [...report.notifications, ...home.notifications];
  }

  /** What was told before the report; the rest comes with the next. */
  private heardBy(atMs: number): readonly Notification[] {
    const { home } = this;
    const { notifications } = home;
    if (notifications.length === 0) return [];
    notifications.sort((a, b) => a.receivedMs - b.receivedMs);
    const heard = notifications.filter(({ receivedMs }) => receivedMs <= atMs);
    home.notifications = notifications.slice(heard.length);
    return heard;
  }

  private report(atMs: number): Report {
    const { home } = this;
    const stations = stationRows(home, atMs);
    this.lookAround(atMs);
    this.forgetHosts(atMs);
    return {
      home: home.id,
      sequence: this.sequence,
      reportedMs: Math.round(gatewayClock(home, atMs)),
      receivedMs: 0,
      stations,
      hosts: home.hosts.current(),
      radios: radioRows(home),
      neighbours: this.neighbours(atMs),
      // After what the report shows: a station is seen at its new place by the next.
      steering: this.steering?.steer(home, atMs) ?? null,
      gateway: {
        uptimeSeconds: Math.max(0, Math.floor((atMs - home.bootMs) / 1000)),
        model: home.firmware.model,
        firmware: `${home.version}.0.${home.version * 3}`,
      },
      notifications: this.heardBy(atMs),
    };
  }
  /** Those who stand still look for a better BSS too, and lose theirs where it ends. */
  private lookAround(atMs: number): void {
    const { home } = this;
    for (const station of home.stations) {
      if (station.bss < 0 || isWalking(station)) continue;
      if (station.levelDbm < station.floorDbm + lostDb)
        lapse(home, station, atMs, retryMs(home.chance), "lost");
      else if (station.levelDbm < station.triggerDbm + 3) lookAround(home.air, station, atMs);
      else continue;
      schedule(station);
    }
  }

  private forgetHosts(atMs: number): void {
    for (const mac of this.home.hosts.forget(atMs)) notify(this.home, "host_deleted", { mac, bss: -1 }, atMs);
  }

  private neighbours(atMs: number): Report["neighbours"] {
    const { home } = this;
    if (!home.hearsNeighbours || atMs - this.neighboursAtMs < neighboursEveryMs - jitter.mostMs) return null;
    const rows = neighbourRows(home, atMs, this.neighboursAtMs);
    this.neighboursAtMs = atMs;
    return rows;
  }
}

/** Shares of devices that are at home when the simulation starts. */
const atHome = { phone: 0.85, laptop: 0.35, tv: 0.4, tablet: 0.5, iot: 1 } as const;

function populate(home: Home): void {
  const { startMs } = home.options;
  for (const station of home.stations) {
    if (home.chance.happens(atHome[station.kindName]) && join(home, station, startMs)) {
      station.sinceMs = startMs - Math.round(home.chance.exponential(60 * minuteMs));
      settle(home, station, startMs);
      station.presenceAtMs = sessionEnd(home, station, startMs);
    } else station.presenceAtMs = sessionStart(home, station, startMs);
    schedule(station);
  }
  home.notifications = [];
}
