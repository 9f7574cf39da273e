/** The end of what can be known of a station. */
import type { Home } from "../home-state.ts";
import type { Station } from "../station.ts";
import { flapsEnd } from "./flapping.ts";
import { reversalsEnd } from "./ping-pong.ts";
import { weakEnds } from "./weak-signal.ts";

/** Closes all runs of a station. */
export function stationEnds(home: Home, station: Station, atMs: number): void {
  flapsEnd(home, station);
  reversalsEnd(home, station);
  weakEnds(home, station, atMs);
}
