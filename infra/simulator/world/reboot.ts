/** The gateway is off for a while, and starts. */
import { leave } from "./association.ts";
import { gatewayClock, type Home } from "./home-state.ts";
import { secondMs } from "./local-time.ts";

/** Everybody is thrown out and comes back within a minute after; counters and the host table start anew. */
export function reboot(home: Home, atMs: number, downMs: number, cause: string, injected: boolean): void {
  const { chance, stations, hosts } = home;
  const upMs = Math.round(atMs + downMs);
  home.downUntilMs = upMs;
  for (const station of stations) {
    if (station.bss < 0) continue;
    leave(home, station, atMs, "thrown_out");
    station.staleRows = 0;
    station.isNapping = true;
    station.napAtMs = upMs + chance.between(5, 60) * secondMs;
    station.nextMs = Math.min(station.nextMs, station.napAtMs);
  }
  home.bootMs = upMs;
  const wired = hosts.current().filter((host) => host.wired);
  hosts.clear();
  for (const { mac, name, ip } of wired)
    hosts.arrive({ mac, name, ip, wired: true }, gatewayClock(home, upMs));
  if (home.notifies && !home.uplink.isCut(upMs))
    home.notifications.push({ kind: "boot", receivedMs: upMs + 2000, mac: "", accessPoint: -1, band: 0 });
  home.uplink.stopped(atMs, upMs, cause, injected);
  if (!injected) home.labels.addNegative("home", cause, atMs, upMs + 60 * secondMs);
}
