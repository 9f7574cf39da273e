/** Judges a CSV of samples row by row. */
import {
  createKpiState,
  judgeSample,
  type KpiJudgement,
  type KpiSettings,
} from "#processors/anomalies/kpi.ts";
import { Complaint } from "../complaint.ts";
import { createSampleReader, type CsvSample } from "./csv-samples.ts";

/** Rows are handed on in pieces of about this many characters. */
const pieceLength = 65_536;
const header = "timestamp,value,score,verdict\n";

/**
 * CSV `timestamp,value,score,verdict` in pieces, a row for each row of `lines` (without line breaks, the header first),
 * timestamps and values as they came. At a line that can't be read it hands on what was before, and throws the complaint.
 * Where no row was judged it tells why at the end.
 */
export async function* judgeLines(
  lines: AsyncIterable<string> | Iterable<string>,
  source: string,
  settings: KpiSettings,
  tell: (sentence: string) => void = () => undefined,
): AsyncGenerator<string> {
  const reader = createSampleReader(source);
  const state = createKpiState();
  let piece = header;
  let mistake: unknown = new Complaint(`${source} is empty: it must begin with a header, timestamp,value`);
  try {
    for await (const line of lines) {
      mistake = null;
      const sample = reader.take(line);
      if (sample === null) continue;
      piece += formatRow(sample, judgeSample(state, sample.value, sample.atMs, settings));
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = "";
    }
    reader.end();
  } catch (error) {
    mistake = error;
  }
  yield piece;
  if (mistake !== null) throw mistake;
  const { samples } = state;
  const { warmUpSamples } = settings;
  if (samples <= warmUpSamples)
    tell(
      `No row was judged: ${source} has ${samples} with a value, and the first ${warmUpSamples} are only learned from (--warm-up).`,
    );
}

function formatRow({ timestampText, valueText }: CsvSample, { score, verdict }: KpiJudgement): string {
  return `${timestampText},${valueText},${score === null ? "" : score.toFixed(2)},${verdict}\n`;
}
