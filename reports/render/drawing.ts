/** What is drawn of a chart: lines, areas and words with places and colors, for any paper. The origin is at the top left. */

/** By role: each paper has its own colors of these, light or dark. */
export type Color = "ink" | "muted" | "grid" | "paper" | `series-${number}`;

export type Point = readonly [x: number, y: number];

export type Mark =
  | {
      readonly kind: "line";
      readonly points: readonly Point[];
      readonly color: Color;
      readonly width: number;
      readonly isDashed: boolean;
    }
  | {
      readonly kind: "area";
      readonly points: readonly Point[];
      readonly color: Color;
      readonly opacity: number;
    }
  | {
      readonly kind: "text";
      readonly at: Point;
      readonly text: string;
      readonly anchor: "start" | "middle" | "end";
      readonly color: Color;
    };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

/** Of the so manieth series; after the last color the first comes again. */
export const seriesColor = (n: number): Color => `series-${n % 6}`;

/** Of all words in a drawing, in its units. */
export const textSize = 12;

/** About how wide a word is. */
export const widthOf = (text: string): number => 5 + text.length * textSize * 0.62;

export const line = (points: readonly Point[], color: Color, width = 1, isDashed = false): Mark => ({
  kind: "line",
  points,
  color,
  width,
  isDashed,
});

export const area = (points: readonly Point[], color: Color, opacity = 1): Mark => ({
  kind: "area",
  points,
  color,
  opacity,
});

export const rectangle = ([x, y]: Point, [width, height]: Point, color: Color, opacity = 1): Mark =>
  area(
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ],
    color,
    opacity,
  );

export const words = (
  at: Point,
  text: string,
  anchor: "start" | "middle" | "end" = "start",
  color: Color = "muted",
): Mark => ({ kind: "text", at, text, anchor, color });

/** Names beside their colors, in as many lines as are needed from `top` on; and where they end. */
export function legend(
  names: readonly (readonly [name: string, color: Color])[],
  top: number,
  width: number,
): { marks: Mark[]; bottom: number } {
  const marks: Mark[] = [];
  let [x, y] = [0, top];
  for (const [name, color] of names) {
    const needed = 18 + widthOf(name) + 14;
    if (x > 0 && x + needed > width) [x, y] = [0, y + 18];
    marks.push(rectangle([x, y], [11, 11], color), words([x + 16, y + 10], name, "start", "ink"));
    x += needed;
  }
  return { marks, bottom: names.length === 0 ? top : y + 20 };
}

/** Round numbers from `low` to `high`, about so many. */
export function ticks(low: number, high: number, about: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => power * factor >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

/** Days a whole number of weeks apart, or of days in a short time. */
export function dayTicks(first: number, last: number, about: number): number[] {
  const rough = (last - first) / Math.max(1, about);
  const step = [1, 2, 7, 14, 28, 56, 91, 182, 364].find((days) => days >= rough) ?? 364;
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => first + n * step);
}
