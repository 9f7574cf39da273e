/** A drawing as SVG; colors are variables of the page around it. */
import type { Drawing, Mark, Point } from "./drawing.ts";
import { textSize } from "./drawing.ts";

/** Text that is safe in HTML and in attributes. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

export function renderSvg({ width, height, marks }: Drawing, label: string, className: string): string {
  return `<svg class="${className}" viewBox="0 0 ${width} ${round(height)}" width="${width}" height="${round(height)}" role="img" aria-label="${escapeHtml(label)}" font-size="${textSize}">${marks.map(renderMark).join("")}</svg>`;
}

function renderMark(mark: Mark): string {
  const color = `var(--${mark.color})`;
  if (mark.kind === "line")
    return `<polyline points="${pointsOf(mark.points)}" fill="none" stroke="${color}" stroke-width="${mark.width}"${mark.isDashed ? ' stroke-dasharray="5 4"' : ""}/>`;
  if (mark.kind === "area")
    return `<polygon points="${pointsOf(mark.points)}" fill="${color}"${mark.opacity === 1 ? "" : ` fill-opacity="${round(mark.opacity)}"`}/>`;
  return `<text x="${round(mark.at[0])}" y="${round(mark.at[1])}" fill="${color}" text-anchor="${mark.anchor}">${escapeHtml(mark.text)}</text>`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
const pointsOf = (points: readonly Point[]): string =>
  points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
