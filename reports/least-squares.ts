/** Ordinary least squares of few columns. */

export interface Fit {
  readonly coefficients: readonly number[];
  /** Of the rows, in order: what was seen less what is fitted. */
  readonly residuals: readonly number[];
  /** x'(X'X)^-1 x: what a row's place adds to the variance of its mean, in units of the noise. */
  leverage(row: readonly number[]): number;
}

/** Fits `values` by the columns of `rows`; null where the rows can't tell the columns apart. */
export function fitLeastSquares(rows: readonly (readonly number[])[], values: readonly number[]): Fit | null {
  const size = rows[0]?.length ?? 0;
  const indices = Array.from({ length: size }, (_, n) => n);
  const product = indices.map((i) => indices.map((j) => sum(rows.map((row) => at(row, i) * at(row, j)))));
  const inverse = invert(product);
  if (inverse === null) return null;
  const moments = indices.map((i) => sum(rows.map((row, n) => at(row, i) * at(values, n))));
  const coefficients = inverse.map((line) => dot(line, moments));
  return {
    coefficients,
    residuals: rows.map((row, n) => at(values, n) - dot(row, coefficients)),
    leverage: (row) =>
      dot(
        row,
        inverse.map((line) => dot(line, row)),
      ),
  };
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const dot = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((value, n) => value * at(b, n)));
const at = (values: readonly number[], n: number): number => values[n] ?? 0;

/** By elimination with the greatest pivot; null where there is none. */
function invert(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const work = matrix.map((line, i) => [...line, ...line.map((_, j) => (i === j ? 1 : 0))]);
  const scale = Math.max(...matrix.flat().map(Math.abs));
  for (let column = 0; column < size; column += 1) {
    const candidates = work.slice(column).map((line) => Math.abs(at(line, column)));
    const greatest = Math.max(...candidates);
    if (!(greatest > scale * 1e-12)) return null;
    swap(work, column, column + candidates.indexOf(greatest));
    const pivot = at(work[column] ?? [], column);
    const pivotLine = (work[column] ?? []).map((value) => value / pivot);
    work.forEach((line, i) => {
      const factor = at(line, column);
      work[i] = i === column ? pivotLine : line.map((value, j) => value - factor * at(pivotLine, j));
    });
  }
  return work.map((line) => line.slice(size));
}

function swap(lines: number[][], i: number, j: number): void {
  const [a = [], b = []] = [lines[i], lines[j]];
  lines[i] = b;
  lines[j] = a;
}
