/** A home's rooms and access points, and how much of a signal gets from one place to another. */
import type { Chance } from "./chance.ts";
import type { Parameters } from "./parameters.ts";
import { ShadowField } from "./shadow-field.ts";

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly floor: number;
}

const roomM2 = 14;
/** Of the borders between rooms that lie in the way; the rest are doors and openings. */
const wallShare = 0.35;
const floorHeightM = 2.7;
const nearestM = 2;
/** TGax residential: 18.3 F^((F + 2) / (F + 1) - 0.46) dB for F floors. */
const floorLossDb = [0, 18.3, 33.5] as const;
/** TGax residential at 2.4 GHz: the loss at 1 m; another band adds 20 log10 of the ratio. */
const lossAt1mDb = 40.05;
const eirpDbm = 20;

export class Building {
  readonly floors: number;
  readonly areaM2: number;
  readonly accessPoints: readonly Place[];
  private readonly width: number;
  private readonly depth: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly fields: readonly ShadowField[];
  private readonly wallLossDb: number;

  constructor(chance: Chance, parameters: Parameters) {
    this.areaM2 = Math.min(400, Math.max(25, chance.lognormal(parameters.areaMedianM2, 0.4)));
    this.floors =
      this.areaM2 < 60 ? 1 : chance.weighted([1, 2, 3], (floors) => [0, 0.5, 0.38, 0.12][floors] ?? 0);
    const floorM2 = this.areaM2 / this.floors;
    this.width = Math.sqrt(floorM2 * chance.between(1.1, 1.8));
    this.depth = floorM2 / this.width;
    this.columns = Math.max(1, Math.round(this.width / Math.sqrt(roomM2)));
    this.rows = Math.max(1, Math.round(this.depth / Math.sqrt(roomM2)));
    this.wallLossDb = parameters.wallLossDb;
    this.accessPoints = this.placeAccessPoints(chance, drawCount(chance, this.areaM2, this.floors));
    this.fields = this.accessPoints.map(
      () => new ShadowField(chance, parameters.shadowSigmaDb, parameters.shadowLengthM),
    );
  }

  get rooms(): number {
    return this.floors * this.columns * this.rows;
  }

  anyPlace(chance: Chance): Place {
    const x = chance.uniform() * this.width;
    const y = chance.uniform() * this.depth;
    return { x, y, floor: chance.below(this.floors) };
  }

  /** dBm at 2.4 GHz of something there at an access point, device and environment apart. */
  receivedDbm(accessPoint: number, x: number, y: number, floor: number): number {
    const at = this.accessPoints[accessPoint];
    const field = this.fields[accessPoint];
    if (at === undefined || field === undefined) throw new RangeError(`No access point ${accessPoint}`);
    const floorsBetween = Math.abs(at.floor - floor);
    const distance = distanceM(at.x - x, at.y - y, floorsBetween);
    const walls = this.wallsBetween(at, x, y);
    return (
      eirpDbm -
      lossAt1mDb -
      20 * Math.log10(Math.min(5, distance)) -
      (distance > 5 ? 35 * Math.log10(distance / 5) : 0) -
      this.wallLossDb * walls -
      floorLoss(floorsBetween) +
      field.at(x + 41 * floor, y)
    );
  }

  /** Rooms are a grid; doors and edges make of its lines a mean number of walls that grows with the way. */
  private wallsBetween(at: Place, x: number, y: number): number {
    return (
      wallShare *
      ((Math.abs(at.x - x) / this.width) * (this.columns - 1) +
        (Math.abs(at.y - y) / this.depth) * (this.rows - 1))
    );
  }

  /** Far from each other: each next one is the best of a few tries. */
  private placeAccessPoints(chance: Chance, count: number): Place[] {
    const places = [this.anyPlace(chance)];
    const clearance = (place: Place): number =>
      Math.min(
        ...places.map((other) =>
          distanceM(place.x - other.x, place.y - other.y, 2 * Math.abs(place.floor - other.floor)),
        ),
      );
    while (places.length < count) {
      const tries = Array.from({ length: 6 }, () => this.anyPlace(chance));
      places.push(tries.reduce((best, place) => (clearance(place) > clearance(best) ? place : best)));
    }
    return places;
  }
}

/** Between floors, on a stair, in proportion. */
function floorLoss(floors: number): number {
  const below = floorLossDb[Math.floor(floors)] ?? 40;
  const above = floorLossDb[Math.ceil(floors)] ?? 40;
  return below + (above - below) * (floors - Math.floor(floors));
}

const distanceM = (dx: number, dy: number, floors: number): number =>
  Math.max(nearestM, Math.sqrt(dx * dx + dy * dy + (floors * floorHeightM) ** 2));

/** One gateway for a flat, more nodes for more space. */
function drawCount(chance: Chance, areaM2: number, floors: number): number {
  const wanted = 0.25 + areaM2 / 130 + 0.35 * (floors - 1) + 0.7 * chance.normal();
  return Math.min(4, Math.max(1, Math.round(wanted)));
}
