/** Paper to write on from top to bottom: A4, with a new page where there is no room left. */
import PDFDocument from "pdfkit";
import type { Color, Drawing, Mark } from "./drawing.ts";
import { textSize } from "./drawing.ts";
import { lightColors } from "./style.ts";

const margin = 48;
const regular = "Helvetica";
const bold = "Helvetica-Bold";

export interface Paper {
  readonly width: number;
  /** A new page, unless this one is empty. */
  newPage(): void;
  /** A new page where less than so much is left. */
  need(height: number): void;
  skip(height: number): void;
  write(text: string, style: TextStyle): void;
  /** Cells of one line side by side, each cut to its width. */
  writeRow(cells: readonly RowCell[], style: TextStyle): void;
  rule(color: Color): void;
  draw(drawing: Drawing): void;
  /** The height that a text would take. */
  heightOf(text: string, style: TextStyle): number;
  widthOf(text: string, style: TextStyle): number;
  /** With a line at the foot of every page. */
  finish(foot: string): Promise<Buffer>;
}

export interface TextStyle {
  readonly size: number;
  readonly color?: Color;
  readonly isBold?: boolean;
}

export interface RowCell {
  readonly text: string;
  readonly width: number;
  readonly align: "left" | "right";
}

const colors: Readonly<Record<string, string>> = lightColors;
const hex = (color: Color): string => colors[color] ?? lightColors.ink;

/** Windows-1252, which the fonts that every reader has can write, beyond Latin 1. */
const beyondLatin1 = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

/** Characters that these fonts lack are `?`; the other formats have them. */
const writable = (text: string): string =>
  Array.from(text.replaceAll("−", "-"), (character) =>
    /^[\u{20}-\u{7e}\u{a0}-\u{ff}\n]$/u.test(character) || beyondLatin1.has(character) ? character : "?",
  ).join("");

/** `createdMs` goes into the file, so that the same report is the same bytes. */
export function createPaper(title: string, createdMs: number): Paper {
  const pdf = new PDFDocument({
    size: "A4",
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    bufferPages: true,
    info: { Title: writable(title), CreationDate: new Date(createdMs) },
  });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve) => pdf.on("end", () => resolve(Buffer.concat(chunks))));
  const width = pdf.page.width - 2 * margin;
  const bottom = pdf.page.height - margin;
  const use = ({ size, color = "ink", isBold = false }: TextStyle): PDFKit.PDFDocument =>
    pdf.font(isBold ? bold : regular, size).fillColor(hex(color), 1);
  const need = (height: number): void => {
    if (pdf.y + height > bottom && pdf.y > margin) pdf.addPage();
  };
  const cut = (text: string, room: number): string => {
    let short = writable(text.replaceAll(/\s+/g, " "));
    if (pdf.widthOfString(short) <= room) return short;
    while (short.length > 1 && pdf.widthOfString(`${short}…`) > room) short = short.slice(0, -1);
    return `${short}…`;
  };
  return {
    width,
    newPage: () => {
      if (pdf.y > margin) pdf.addPage();
    },
    need,
    skip: (height) => {
      pdf.y += height;
    },
    write: (text, style) => {
      use(style).text(writable(text), margin, pdf.y, { width });
    },
    writeRow: (cells, style) => {
      const height = Math.max(style.size * 1.5, 11);
      need(height);
      const top = pdf.y;
      let x = margin;
      use(style);
      for (const { text, width: room, align } of cells) {
        pdf.text(cut(text, room - 6), x, top, { width: room - 6, align, lineBreak: false });
        x += room;
      }
      pdf.x = margin;
      pdf.y = top + height;
    },
    rule: (color) => {
      pdf
        .moveTo(margin, pdf.y)
        .lineTo(margin + width, pdf.y)
        .lineWidth(0.5)
        .strokeColor(hex(color), 1)
        .stroke();
      pdf.y += 4;
    },
    draw: (drawing) => {
      const scale = width / drawing.width;
      need(drawing.height * scale);
      const top = pdf.y;
      pdf.save().translate(margin, top).scale(scale);
      for (const mark of drawing.marks) drawMark(pdf, mark);
      pdf.restore();
      pdf.x = margin;
      pdf.y = top + drawing.height * scale;
    },
    heightOf: (text, style) => use(style).heightOfString(writable(text), { width }),
    widthOf: (text, style) => use(style).widthOfString(writable(text)),
    finish: async (foot) => {
      const { start, count } = pdf.bufferedPageRange();
      for (let page = start; page < start + count; page += 1) {
        pdf.switchToPage(page);
        pdf.page.margins.bottom = 0;
        use({ size: 7.5, color: "muted" });
        pdf.text(cut(foot, width - 60), margin, bottom + 14, { width: width - 60, lineBreak: false });
        pdf.text(`${page + 1} / ${count}`, margin, bottom + 14, { width, align: "right", lineBreak: false });
      }
      pdf.end();
      return ended;
    },
  };
}

function drawMark(pdf: PDFKit.PDFDocument, mark: Mark): void {
  const color = hex(mark.color);
  if (mark.kind === "text") {
    const text = writable(mark.text);
    pdf.font(regular, textSize).fillColor(color, 1);
    const [x, y] = mark.at;
    const shift = { start: 0, middle: 0.5, end: 1 }[mark.anchor] * pdf.widthOfString(text);
    pdf.text(text, x - shift, y - textSize * 0.77, { lineBreak: false });
    return;
  }
  mark.points.forEach(([x, y], n) => (n === 0 ? pdf.moveTo(x, y) : pdf.lineTo(x, y)));
  if (mark.kind === "area") pdf.closePath().fillColor(color, mark.opacity).fill();
  else if (mark.points.length > 1) {
    pdf.lineWidth(mark.width).strokeColor(color, 1);
    if (mark.isDashed) pdf.dash(5, { space: 4 });
    pdf.stroke().undash();
  }
}
