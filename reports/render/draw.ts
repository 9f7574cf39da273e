/** A chart becomes a drawing of a given width. */
import type { BarChart, Chart, HeatChart } from "../chart.ts";
import { formatCell, formatTick } from "./cell.ts";
import { drawLines } from "./draw-lines.ts";
import {
  type Color,
  type Drawing,
  legend,
  line,
  type Mark,
  type Point,
  rectangle,
  seriesColor,
  ticks,
  widthOf,
  words,
} from "./drawing.ts";

export function draw(chart: Chart, width: number): Drawing {
  if (chart.kind === "lines") return drawLines(chart, width);
  return chart.kind === "bars" ? drawBars(chart, width) : drawHeat(chart, width);
}

const plotHeight = 220;

function drawBars(chart: BarChart, width: number): Drawing {
  const { categories, series, isStacked, y, marked } = chart;
  const names = series.map(({ name }, n): [string, Color] => [name, seriesColor(n)]);
  const { marks, bottom } = legend(series.length > 1 ? names : [], 0, width);
  const totals = categories.map((_, n) => {
    const values = series.map(({ values: all }) => all[n] ?? 0);
    return isStacked ? values.reduce((a, b) => a + b, 0) : Math.max(0, ...values);
  });
  const top = bottom + 26;
  const highest = y.max ?? Math.max(...totals, 0) * 1.05;
  const yTicks = ticks(0, highest, 5);
  const left = Math.max(...yTicks.map((tick) => widthOf(formatTick(tick, y.kind)))) + 8;
  const yOf = (value: number): number => top + plotHeight * (1 - (highest === 0 ? 0 : value / highest));
  marks.push(words([0, top - 14], y.title));
  for (const tick of yTicks) {
    marks.push(
      line(
        [
          [left, yOf(tick)],
          [width, yOf(tick)],
        ],
        "grid",
      ),
    );
    marks.push(words([left - 6, yOf(tick) + 4], formatTick(tick, y.kind), "end"));
  }
  const slot = (width - left) / Math.max(1, categories.length);
  const thickness = Math.min(slot * 0.7, 90);
  categories.forEach((category, n) => {
    const x = left + slot * n + (slot - thickness) / 2;
    const isFaint = marked !== undefined && marked.length > 0 && !marked.includes(category);
    let stacked = 0;
    series.forEach(({ values }, index) => {
      const value = values[n] ?? 0;
      const part = isStacked ? thickness : thickness / series.length;
      const from = isStacked ? stacked : 0;
      const place: Point = [x + (isStacked ? 0 : part * index), yOf(from + value)];
      marks.push(
        rectangle(place, [part, yOf(from) - yOf(from + value)], seriesColor(index), isFaint ? 0.45 : 1),
      );
      stacked += value;
    });
  });
  const rows = labelCategories(categories, slot, [left, top + plotHeight], marks);
  marks.push(
    line(
      [
        [left, top + plotHeight],
        [width, top + plotHeight],
      ],
      "muted",
    ),
  );
  if (chart.x !== "") marks.push(words([width, top + plotHeight + 18 + 16 * rows], chart.x, "end"));
  return { width, height: top + plotHeight + 8 + 16 * rows + (chart.x === "" ? 0 : 16), marks };
}

/** Below their bars; where few have too little room in two lines, where many have every so manieth. Returns the lines. */
function labelCategories(
  categories: readonly string[],
  slot: number,
  [left, top]: Point,
  marks: Mark[],
): number {
  const every = Math.ceil((Math.max(...categories.map(widthOf), 1) + 6) / slot);
  const isInTwo = every === 2 && categories.length <= 8;
  categories.forEach((category, n) => {
    if (!isInTwo && n % every !== 0) return;
    const y = top + 16 + (isInTwo && n % 2 === 1 ? 16 : 0);
    marks.push(words([left + slot * (n + 0.5), y], category, "middle"));
  });
  return isInTwo ? 2 : 1;
}

function drawHeat({ rows, columns, values, unit }: HeatChart, width: number): Drawing {
  const known = values.flat().filter((value) => value !== null);
  const highest = Math.max(...known, 0);
  const left = Math.max(...rows.map(widthOf)) + 8;
  const cell = (width - left) / columns.length;
  const height = 22;
  const top = 24;
  const marks: Mark[] = [
    words(
      [0, 10],
      `${unit.title}: faint is little, full color ${highest === 0 ? "none" : formatCell(highest, unit.kind === "day" ? "count" : unit.kind)}`,
    ),
  ];
  rows.forEach((row, r) => {
    marks.push(words([left - 8, top + height * r + 15], row, "end"));
    columns.forEach((_, c) => {
      const value = values[r]?.[c] ?? null;
      const place: Point = [left + cell * c + 0.5, top + height * r + 0.5];
      const size: Point = [cell - 1, height - 1];
      if (value === null) marks.push(rectangle(place, size, "grid", 0.5));
      else
        marks.push(rectangle(place, size, "series-0", 0.06 + 0.94 * (highest === 0 ? 0 : value / highest)));
    });
  });
  const every = Math.ceil((Math.max(...columns.map(widthOf)) + 6) / cell);
  columns.forEach((column, c) => {
    if (c % every === 0)
      marks.push(words([left + cell * (c + 0.5), top + height * rows.length + 15], column, "middle"));
  });
  return { width, height: top + height * rows.length + 22, marks };
}
