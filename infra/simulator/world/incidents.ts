/** What happens to a home as a whole with nothing wrong, and looks as if there were: hard negatives. */
import { createVisitor } from "./household.ts";
import type { Home } from "./home-state.ts";
import { clockChanges, dayMs, hourOfDay, isWeekend, localOffsetMs, minuteMs } from "./local-time.ts";
import { reboot } from "./reboot.ts";
import { never, schedule } from "./station.ts";
import { stationEnds } from "./truth/end.ts";

/** Something due; `run` gives back when it is due again. */
interface Incident {
  atMs: number;
  readonly run: (home: Home, atMs: number) => number;
}

const dipsPerDay = 2;

export class Incidents {
  private incidents: Incident[];
  private nextMs = 0;

  constructor(home: Home) {
    const { chance, parameters, options } = home;
    const { startMs } = options;
    const often = (perDay: number, happen: (home: Home, atMs: number) => void): Incident => ({
      atMs: startMs + chance.exponential(dayMs / perDay),
      run: (_, atMs) => {
        happen(home, atMs);
        return atMs + chance.exponential(dayMs / perDay);
      },
    });
    this.incidents = [
      often(parameters.microwavesPerDay, (_, atMs) => this.microwave(home, atMs)),
      often(parameters.updatesPerDay, update),
      often(parameters.crashesPerDay, crash),
      often(parameters.visitorsPerDay, visit),
      often(dipsPerDay, dip),
      {
        atMs: startMs + (dayMs - ((startMs + home.offsetMs) % dayMs)) + 7.5 * 60 * minuteMs,
        run: leaveTogether,
      },
      ...clockChanges(startMs, home.untilMs).map((atMs) => ({ atMs, run: changeClocks })),
    ];
    this.reckon();
  }

  /** Runs all that is due until then. */
  advance(home: Home, untilMs: number): void {
    while (this.nextMs <= untilMs) {
      for (const incident of this.incidents)
        if (incident.atMs <= untilMs) incident.atMs = incident.run(home, incident.atMs);
      this.incidents = this.incidents.filter(({ atMs }) => atMs < never);
      this.reckon();
    }
  }

  private reckon(): void {
    this.nextMs = Math.min(...this.incidents.map(({ atMs }) => atMs));
  }

  /** Noise on 2.4 GHz for a few minutes. */
  private microwave({ air, chance, labels }: Home, atMs: number): void {
    const untilMs = atMs + chance.between(2, 6) * minuteMs;
    const noiseDb = chance.between(8, 16);
    const change = (sign: 1 | -1): void => {
      for (let bss = 0; bss < air.noiseDb.length; bss += 2) {
        air.noiseDb[bss] = (air.noiseDb[bss] ?? 0) + sign * noiseDb;
        air.foreignShare[bss] = (air.foreignShare[bss] ?? 0) + sign * 0.3;
      }
    };
    change(1);
    const stop = (): number => {
      change(-1);
      return never;
    };
    this.incidents.push({ atMs: untilMs, run: stop });
    labels.addNegative("radio:0:2.4GHz", "microwave", atMs, untilMs);
  }
}

/** A new firmware, at night as the rule. */
function update(home: Home, atMs: number): void {
  home.version++;
  reboot(home, atMs, home.chance.between(90, 170) * 1000, "update_reboot", false);
}

const crash = (home: Home, atMs: number): void =>
  reboot(home, atMs, home.chance.between(70, 150) * 1000, "crash_reboot", false);

function visit(home: Home, atMs: number): void {
  const visitor = createVisitor(home, home.stations.length + home.chance.below(150));
  visitor.presenceAtMs = atMs;
  visitor.bodyAtMs = atMs;
  visitor.countedAtMs = atMs;
  schedule(visitor);
  for (const [index, { isVisitor, isHome, presenceAtMs }] of home.stations.entries()) {
    if (!isVisitor || isHome || presenceAtMs < never) continue;
    const gone = home.stations[index];
    if (gone !== undefined) stationEnds(home, gone, atMs);
    home.stations[index] = visitor;
    return;
  }
  home.stations.push(visitor);
}

/** One sample far too low. */
function dip({ stations, chance, labels }: Home, atMs: number): void {
  const there = stations.filter(({ bss }) => bss >= 0);
  if (there.length === 0) return;
  const station = chance.pick(there);
  station.fault.dipDb = 15 + chance.between(0, 8);
  labels.addNegative(station.mac, "one_sample_dip", atMs, atMs);
}

/** Work and school: all phones within three minutes. Looks again the next morning. */
function leaveTogether(home: Home, atMs: number): number {
  const { chance, offsetMs } = home;
  const startMs = atMs + chance.between(0, 60) * minuteMs;
  const phones = home.stations.filter(
    ({ kindName, bss, fault }) => kindName === "phone" && bss >= 0 && fault.holdUntilMs < startMs,
  );
  if (phones.length >= 2 && chance.happens(isWeekend(atMs, offsetMs) ? 0.2 : 0.6)) {
    for (const phone of phones) {
      phone.presenceAtMs = startMs + chance.between(0, 3) * minuteMs;
      schedule(phone);
    }
    home.labels.addNegative("home", "family_leaves", startMs, startMs + 3 * minuteMs);
  }
  return atMs + dayMs + (7.5 - hourOfDay(atMs, offsetMs)) * 60 * minuteMs;
}

function changeClocks(home: Home, atMs: number): number {
  home.offsetMs = localOffsetMs(atMs);
  home.labels.addNegative("home", "daylight_saving", atMs, atMs);
  return never;
}
