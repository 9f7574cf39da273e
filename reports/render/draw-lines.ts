/** Lines over an axis of numbers or days. */
import type { LineChart, Series } from "../chart.ts";
import { formatTick } from "./cell.ts";
import {
  area,
  type Color,
  dayTicks,
  type Drawing,
  legend,
  line,
  type Mark,
  type Point,
  seriesColor,
  ticks,
  widthOf,
  words,
} from "./drawing.ts";

const plotHeight = 240;

interface Bounds {
  readonly low: number;
  readonly high: number;
}

export function drawLines({ x, y, series }: LineChart, width: number): Drawing {
  const names = series.map(({ name }, n): [string, Color] => [name, seriesColor(n)]);
  const { marks, bottom } = legend(series.length > 1 ? names : [], 0, width);
  const xs = boundsOf(
    series.flatMap(({ points }) => points.map(([value]) => value)),
    x.min,
    x.max,
  );
  const heights = series.flatMap(({ points, band = [] }) => [
    ...points.map(([, value]) => value),
    ...band.map(([, , high]) => high),
  ]);
  const ys = boundsOf(heights, y.min, y.max);
  const yHigh = y.max ?? ys.low + (ys.high - ys.low) * 1.05;
  const top = bottom + 26;
  const yTicks = ticks(ys.low, yHigh, 5);
  const left = Math.max(...yTicks.map((tick) => widthOf(formatTick(tick, y.kind)))) + 8;
  const right = width - 8;
  const place = ([atX, atY]: Point): Point => [
    left + ((atX - xs.low) / (xs.high - xs.low)) * (right - left),
    top + (1 - (atY - ys.low) / (yHigh - ys.low)) * plotHeight,
  ];
  marks.push(words([0, top - 14], y.title));
  for (const tick of yTicks) {
    const [, atY] = place([xs.low, tick]);
    marks.push(
      line(
        [
          [left, atY],
          [right, atY],
        ],
        "grid",
      ),
    );
    marks.push(words([left - 6, atY + 4], formatTick(tick, y.kind), "end"));
  }
  const about = Math.max(2, Math.floor((right - left) / 90));
  const xTicks = x.kind === "day" ? dayTicks(xs.low, xs.high, about) : ticks(xs.low, xs.high, about);
  for (const tick of xTicks) {
    const [atX] = place([tick, ys.low]);
    const text = formatTick(tick, x.kind);
    const isWide = atX + widthOf(text) / 2 > width;
    marks.push(
      line(
        [
          [atX, top + plotHeight],
          [atX, top + plotHeight + 4],
        ],
        "muted",
      ),
    );
    marks.push(words([isWide ? width : atX, top + plotHeight + 18], text, isWide ? "end" : "middle"));
  }
  marks.push(
    line(
      [
        [left, top + plotHeight],
        [right, top + plotHeight],
      ],
      "muted",
    ),
  );
  series.forEach((one, n) => marks.push(...drawSeries(one, seriesColor(n), place)));
  marks.push(words([right, top + plotHeight + 36], unitOf(x), "end"));
  return { width, height: top + plotHeight + 42, marks };
}

const unitOf = ({ title, kind }: LineChart["x"]): string => (kind === "dbm" ? `${title} (dBm)` : title);

/** What holds up to the next point, and nothing before the first. */
const steps = (points: readonly Point[]): Point[] =>
  points.flatMap(([x, y], n) => [[x, points[n - 1]?.[1] ?? 0] as const, [x, y] as const]);

/** Never empty: one value has a space around it. */
function boundsOf(values: readonly number[], min: number | undefined, max: number | undefined): Bounds {
  const low = min ?? Math.min(...values);
  const high = max ?? Math.max(...values);
  return high > low ? { low, high } : { low: min ?? low - 1, high: low + 1 };
}

function drawSeries(
  { points, band = [], isDashed = false, isStepped = false }: Series,
  color: Color,
  place: (point: Point) => Point,
): Mark[] {
  const edge = [
    ...band.map(([x, , high]) => place([x, high])),
    ...band.toReversed().map(([x, low]) => place([x, low])),
  ];
  return [
    ...(edge.length === 0 ? [] : [area(edge, color, 0.18)]),
    line((isStepped ? steps(points) : points).map(place), color, 2, isDashed),
  ];
}
